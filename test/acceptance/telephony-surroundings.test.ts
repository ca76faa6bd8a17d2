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

interface Region {
  readonly homeCountry: Country;
  readonly timezone: { readonly name: string; readonly bias: string };
  readonly language: { readonly localeCode: string };
  readonly timeFormat: string;
}

test('the company tells where it is, who answers for it, and how long its numbers may be', async () => {
  const { body } = await ada.call<{
    mainNumber: string;
    operator: { extensionNumber: string; uri: string };
    limits: { maxExtensionNumberLength: number };
    regionalSettings: Region;
  }>('/restapi/v1.0/account/~');
  assert.deepEqual([body.mainNumber, body.operator.extensionNumber], ['', '101']);
  assert.equal((await ada.call(body.operator.uri)).status, 200);
  assert.equal(body.limits.maxExtensionNumberLength, 10);
  const { homeCountry, timezone, language, timeFormat } = body.regionalSettings;
  assert.deepEqual([homeCountry.isoCode, language.localeCode, timeFormat], ['US', 'en-US', '12h']);
  assert.match(timezone.bias, /^-?\d+$/);
});

interface Person {
  readonly id: number;
  readonly departments: readonly { readonly id: string; readonly uri: string; readonly extensionNumber: string }[];
  readonly profileImage: { readonly uri: string };
  readonly regionalSettings: Region;
  readonly serviceFeatures: readonly { readonly featureName: string; readonly enabled: boolean }[];
}

test('a person is shown with their Departments, what they can do, and where they are', async () => {
  const { body } = await ada.call<Person>(mine);
  const queues = await ada.call<List<{ id: string; extensionNumber: string }>>(
    `/restapi/v1.0/account/~/call-queues?memberExtensionId=${body.id}`,
  );
  assert.deepEqual(
    body.departments.map(({ id, extensionNumber }) => [id, extensionNumber]),
    queues.body.records.map(({ id, extensionNumber }) => [id, extensionNumber]),
  );
  assert.ok(body.departments.length > 0, 'someone of the demo is in no Department');
  assert.equal((await ada.call(body.departments[0]?.uri ?? '')).status, 200);
  const enabled = new Map(body.serviceFeatures.map(({ featureName, enabled }) => [featureName, enabled]));
  assert.deepEqual([enabled.get('Pager'), enabled.get('SMS')], [true, false]);
  assert.equal(body.regionalSettings.homeCountry.isoCode, 'US');
});

test('a person’s picture is their initials', async () => {
  const { body } = await ada.call<Person>(mine);
  for (const uri of [body.profileImage.uri, `${body.profileImage.uri}/90x90`]) {
    const { status, headers, text } = await ada.call(uri);
    assert.deepEqual([status, headers.get('content-type')], [200, 'image/svg+xml']);
    assert.match(text, /^<svg .*>MO<\/text><\/svg>$/);
  }
});
