/** The list of messages: dates as clients write them, and links that can be followed. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mine, type Person, signIn } from './person.ts';
import { openTarget, type Target } from './server-process.ts';

interface Page {
  readonly records: readonly { readonly id: number; readonly creationTime: string }[];
  readonly paging: Readonly<Record<string, number>>;
  readonly navigation: Readonly<Record<string, { readonly uri: string } | undefined>>;
}

const store = `${mine}/message-store`;
const pages = 7;

let target: Target;
let reader: Person;
/** The newest of those sent. */
let newest: Page['records'][number];

before(async () => {
  target = await openTarget();
  const sender = await signIn(target, '101');
  reader = await signIn(target, '104');
  for (let page = 0; page < pages; page++) {
    const body = { to: [{ extensionNumber: '104' }], text: `page ${page}` };
    assert.equal((await sender.call(`${mine}/company-pager`, { body })).status, 200);
  }
  newest = (await list('')).records[0] as Page['records'][number];
});
after(() => target.close());

async function list(query: string): Promise<Page> {
  const { status, body } = await reader.call<Page>(query.startsWith('http') ? query : `${store}?${query}`);
  assert.equal(status, 200, query);
  return body;
}

async function isListed(query: Record<string, string>): Promise<boolean> {
  const { records } = await list(String(new URLSearchParams({ perPage: 'max', ...query })));
  return records.some(({ id }) => id === newest.id);
}

/** An instant as a clock shows it that is so many hours ahead of UTC. */
function shownAt(time: string, hoursAhead: number): string {
  return new Date(Date.parse(time) + hoursAhead * 3600_000).toISOString().slice(0, -1);
}

describe('a date', () => {
  const forms: readonly [name: string, (time: string) => string][] = [
    ['in UTC', (time) => time],
    ['without a zone is in UTC', (time) => shownAt(time, 0)],
    ['with an offset ahead', (time) => `${shownAt(time, 2)}+02:00`],
    ['with an offset behind', (time) => `${shownAt(time, -5.5)}-05:30`],
    ['with an offset without a colon', (time) => `${shownAt(time, 2)}+0200`],
    ['to the tenth of a microsecond', (time) => `${time.slice(0, -1)}0000Z`],
  ];
  for (const [name, form] of forms) {
    test(`${name}: the window includes both of its ends, to the millisecond`, async () => {
      const at = (shiftMs: number) => form(new Date(Date.parse(newest.creationTime) + shiftMs).toISOString());
      assert.deepEqual(
        [
          await isListed({ dateFrom: at(0) }),
          await isListed({ dateFrom: at(1) }),
          await isListed({ dateFrom: '2000-01-01', dateTo: at(0) }),
          await isListed({ dateFrom: '2000-01-01', dateTo: at(-1) }),
        ],
        [true, false, true, false],
      );
    });
  }

  test('alone is a whole day, which belongs to the window whichever end it is', async () => {
    const day = (days: number) =>
      new Date(Date.parse(newest.creationTime) + days * 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual(
      [
        await isListed({ dateFrom: day(0) }),
        await isListed({ dateFrom: day(1) }),
        await isListed({ dateFrom: '2000-01-01', dateTo: day(1) }),
        await isListed({ dateFrom: '2000-01-01', dateTo: day(0) }),
        await isListed({ dateTo: day(0) }),
        await isListed({ dateFrom: day(0), dateTo: day(0) }),
        await isListed({ dateFrom: '2000-01-01', dateTo: day(-1) }),
      ],
      [true, false, true, true, true, true, false],
    );
  });
});

test('links lead through the whole list, to and fro, and keep the question, each of its repeated keys', async () => {
  const question =
    'availability=Alive&availability=Deleted&direction=Inbound&readStatus=Unread&readStatus=Read&dateFrom=2000-01-01&messageType=Pager';
  const expected = (await list(`${question}&perPage=MAX`)).records.map(({ id }) => id);
  assert.ok(expected.length >= pages);
  const linked = (page: Page, name: string) => {
    const uri = page.navigation[name]?.uri;
    if (uri === undefined) return undefined;
    for (const [key, value] of new URLSearchParams(question)) {
      assert.ok(new URL(uri).searchParams.getAll(key).includes(value), `${name} keeps ${key}=${value}`);
    }
    return uri;
  };
  const walk = async (from: Page, name: string) => {
    const walked = [from];
    let uri = linked(from, name);
    while (uri !== undefined && walked.length <= expected.length) {
      const page = await list(uri);
      walked.push(page);
      uri = linked(page, name);
    }
    return walked;
  };

  const forward = await walk(await list(`${question}&perPage=3`), 'nextPage');
  assert.deepEqual(
    forward.flatMap(({ records }) => records.map(({ id }) => id)),
    expected,
  );
  for (const [index, { paging, records }] of forward.entries()) {
    assert.deepEqual(paging, {
      page: index + 1,
      perPage: 3,
      pageStart: 3 * index,
      pageEnd: 3 * index + records.length - 1,
      totalPages: Math.ceil(expected.length / 3),
      totalElements: expected.length,
    });
  }
  const last = await list(linked(forward[0] as Page, 'lastPage') ?? '');
  assert.deepEqual(last.records, forward.at(-1)?.records);
  const back = await walk(last, 'previousPage');
  assert.deepEqual(
    back.map(({ paging }) => paging.page),
    forward.map(({ paging }) => paging.page).reverse(),
  );
  assert.deepEqual((await list(linked(last, 'firstPage') ?? '')).records, forward[0]?.records);
});
