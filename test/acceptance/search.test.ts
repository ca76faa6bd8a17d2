/** Searching one's mailbox: our own `search` parameter of the list, beside everything else the list takes. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mine, type Person, signIn } from './person.ts';
import { openTarget, type Target } from './server-process.ts';

interface List {
  readonly records: readonly { readonly id: number; readonly subject: string }[];
  readonly paging: { readonly totalElements: number; readonly totalPages: number };
  readonly navigation: { readonly nextPage?: { readonly uri: string } };
  readonly errors?: readonly { readonly errorCode: string; readonly parameterName: string }[];
}

let target: Target;
let sender: Person;
let reader: Person;
/** In no other text: the server may hold more than this suite's pages. */
const mark = `mark${Date.now().toString(36)}`;

before(async () => {
  target = await openTarget();
  sender = await signIn(target, '101');
  reader = await signIn(target, '105');
});
after(() => target.close());

async function page(text: string): Promise<void> {
  const body = { to: [{ extensionNumber: '105' }], text: `${text} ${mark}` };
  assert.equal((await sender.call(`${mine}/company-pager`, { body })).status, 200);
}

async function search(text: string, more = '', who = reader) {
  return await who.call<List>(`${mine}/message-store?search=${encodeURIComponent(text)}${more}`);
}

async function subjects(text: string, more = '', who = reader): Promise<string[]> {
  const { status, body } = await search(text, more, who);
  assert.equal(status, 200);
  return body.records.map(({ subject }) => subject.replace(` ${mark}`, ''));
}

test('what was acknowledged is found at once, newest first, by its sender and its recipient alone', async () => {
  for (const text of ['Rückruf Labor', 'Labor ist leer', 'Ruf zurück']) await page(text);
  assert.deepEqual(await subjects(`labor ${mark}`), ['Labor ist leer', 'Rückruf Labor']);
  assert.deepEqual(await subjects(`"labor" "${mark}"`, '', sender), ['Labor ist leer', 'Rückruf Labor']);
  assert.deepEqual(await subjects(`${mark} ruckr`), ['Rückruf Labor']);
  assert.deepEqual(await subjects(`"labor ist" ${mark}`), ['Labor ist leer']);
  const stranger = await signIn(target, '106');
  assert.deepEqual(await subjects(mark, '', stranger), []);
});

test('is paged as the list is, and its links keep the search', async () => {
  const first = (await search(mark, '&perPage=2')).body;
  assert.deepEqual([first.records.length, first.paging.totalElements, first.paging.totalPages], [2, 3, 2]);
  const next = await reader.call<List>(first.navigation.nextPage?.uri ?? '');
  assert.deepEqual(
    next.body.records.map(({ subject }) => subject),
    [`Rückruf Labor ${mark}`],
  );
});

test('takes the filters of the list', async () => {
  const [newest] = (await search(mark)).body.records;
  await reader.call(`${mine}/message-store/${newest?.id}`, { method: 'DELETE' });
  assert.equal((await search(mark)).body.paging.totalElements, 2);
  assert.deepEqual(await subjects(mark, '&availability=Deleted'), ['Ruf zurück']);
  assert.deepEqual(await subjects(mark, '&direction=Outbound'), []);
  assert.deepEqual(await subjects(mark, '&messageType=Fax'), []);
  assert.deepEqual(await subjects(mark, '&dateTo=2000-01-01'), []);
});

test('an empty search is none, and one without a word in it finds nothing', async () => {
  const all = (await reader.call<List>(`${mine}/message-store`)).body.paging.totalElements;
  for (const empty of ['', '  ', '"']) assert.equal((await search(empty)).body.paging.totalElements, all, empty);
  assert.deepEqual(await subjects('!?'), []);
});

for (const text of [
  '"',
  '""',
  "'",
  'a"b',
  'AND',
  'NOT x',
  'x OR',
  '(',
  'text:',
  '*',
  '^a',
  '-a',
  'NEAR(a b)',
  '\0',
  '{x} : y',
  '%',
  '𝕳"',
]) {
  test(`${JSON.stringify(text)} beside a word is taken literally`, async () => {
    assert.equal((await search(`${text} ${mark}x`)).body.paging.totalElements, 0);
    assert.equal((await search(`${mark}x ${text}`)).status, 200);
  });
}

test('too many words are refused, and so are two searches at once', async () => {
  for (const more of [`?search=${'a+'.repeat(65)}`, '?search=a&search=b']) {
    const { status, body } = await reader.call<List>(`${mine}/message-store${more}`);
    assert.deepEqual(
      [status, body.errors?.[0]?.errorCode, body.errors?.[0]?.parameterName],
      [400, 'CMN-101', 'search'],
    );
  }
});
