/** What apps ask of a telephone company before they show anything: a country, telephones, what kind of number a text is. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mine, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { openTarget } from './server-process.ts';

const target = await openTarget();
after(() => target.close());
const ada = await signIn(target, '101');

interface Country {
  readonly id: string;
  readonly uri: string;
  readonly isoCode: string;
  readonly callingCode: string;
}

interface List<T> {
  readonly records: readonly T[];
  readonly paging: { readonly totalPages: number; readonly totalElements: number };
}

test('the dialing plan is the company’s one country, whose address can be followed', async () => {
  const { status, body } = await ada.call<List<Country>>('/restapi/v1.0/account/~/dialing-plan?page=1&perPage=100');
  assert.equal(status, 200);
  assert.deepEqual([body.paging.totalPages, body.paging.totalElements], [1, 1]);
  const [country] = body.records;
  assert.deepEqual([country?.isoCode, country?.callingCode], ['US', '1']);
  const followed = await ada.call<Country>(country?.uri ?? '');
  assert.deepEqual([followed.status, followed.body], [200, country]);
  assertRefused(await ada.call<ErrorBody>('/restapi/v1.0/dictionary/country/ZZ'), plain(404, 'CMN-102', 'countryId'));
});

test('nobody has a telephone or a number to call from, and lists of them are empty', async () => {
  const devices = await ada.call<List<object>>(`${mine}/device`);
  assert.deepEqual([devices.status, devices.body.records, devices.body.paging.totalElements], [200, [], 0]);
  const callerId = await ada.call<{ byDevice: object[]; byFeature: object[] }>(`${mine}/caller-id`);
  assert.deepEqual([callerId.status, callerId.body.byDevice, callerId.body.byFeature], [200, [], []]);
});

const parse = <Body>(version: string, originalStrings: unknown, query = '') =>
  ada.call<Body & ErrorBody>(`/restapi/${version}/number-parser/parse${query}`, { body: { originalStrings } });

test('the first number parser answers each text in order, with the company’s country', async () => {
  const asked = ['102', '201', '102'];
  const { status, body } = await parse<{ homeCountry: Country; phoneNumbers: { originalString: string }[] }>(
    'v1.0',
    asked,
    '?homeCountry=US',
  );
  assert.equal(status, 200);
  assert.equal(body.homeCountry.callingCode, '1');
  assert.deepEqual(
    body.phoneNumbers,
    asked.map((originalString) => ({ originalString, special: false })),
  );
});

test('the second one says that each is an extension’s number, and which', async () => {
  const { status, body } = await parse<{ results: object[] }>('v2', ['102', '', '2 0-1', null]);
  assert.equal(status, 200);
  const one = (originalString: string, extensionNumber: string) => ({
    ...{ originalString, category: 'Extension', formats: [], numberDetails: { extensionNumber } },
  });
  assert.deepEqual(body.results, [one('102', '102'), one('2 0-1', '201')]);
});

test('what is no list of texts is refused by name', async () => {
  for (const version of ['v1.0', 'v2']) {
    assertRefused(await parse(version, 'not a list'), parameter('CMN-101', 'originalStrings'));
    assertRefused(await parse(version, Array(65).fill('1')), parameter('CMN-101', 'originalStrings'));
  }
});
