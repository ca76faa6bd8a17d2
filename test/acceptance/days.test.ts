/** Spans of days, in every place that takes one, of a server whose days are those of a time zone far from UTC. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { mine, type Person, signIn } from './person.ts';
import { newFolder, type ServerProcess, startServer } from './server-process.ts';

/** Always 14 hours ahead: there it is mostly another day than in UTC. */
const zone = 'Pacific/Kiritimati';
const folder = newFolder();

let server: ServerProcess;
let maya: Person;
/** When the page was sent, by the calendar there. */
let day: string;

interface Answer {
  readonly records: readonly { readonly subject?: string; readonly action?: string }[];
  readonly dateFrom: string;
  readonly dateTo: string;
}

/** As calendars there show the moment so many days later. */
function dayThere(time: string, days = 0): string {
  return new Date(Date.parse(time) + (14 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
}

before(async () => {
  server = await startServer({ argsAfter: ['--time-zone', zone] });
  maya = await signIn(server, '101');
  const jonas = await signIn(server, '102');
  const sent = { to: [{ extensionNumber: '101' }], text: 'zebra of today' };
  const { body } = await jonas.call<{ creationTime: string }>(`${mine}/company-pager`, { body: sent });
  day = dayThere(body.creationTime);
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const lists = [
  `${mine}/message-store?perPage=max`,
  `${mine}/message-store?search=zebra`,
  `${mine}/message-sync?syncType=FSync`,
];
for (const address of lists) {
  test(`${address} has what was sent on the day that is named, and says whose day it is`, async () => {
    const isThere = async (dateFrom: string, dateTo: string) => {
      const { body, headers } = await maya.call<Answer>(`${address}&dateFrom=${dateFrom}&dateTo=${dateTo}`);
      assert.equal(headers.get('x-beckon-time-zone'), zone);
      return body.records.some(({ subject }) => subject === 'zebra of today');
    };
    const [before_, after_] = [dayThere(`${day}T00:00:00+14:00`, -1), dayThere(`${day}T00:00:00+14:00`, 1)];
    assert.deepEqual(
      [await isThere(day, day), await isThere(before_, before_), await isThere(after_, after_)],
      [true, false, false],
    );
    const { headers } = await maya.call<Answer>(`${address}&dateTo=2026-01-01T00:00:00Z`);
    assert.equal(headers.get('x-beckon-time-zone'), null);
  });
}

test('the audit trail has what was changed on the day that is named', async () => {
  const { body } = await maya.call<Answer>(`/beckon/v1/audit?dateFrom=${day}&dateTo=${day}&action=found-account`);
  assert.equal(body.records.length, 1);
});

test('a report of a day says its first and its last millisecond', async () => {
  const { body } = await maya.call<Answer>('/restapi/v1.0/account/~/message-store-report', {
    body: { dateFrom: '2026-01-15', dateTo: '2026-01-15' },
  });
  assert.deepEqual([body.dateFrom, body.dateTo], ['2026-01-14T10:00:00.000Z', '2026-01-15T09:59:59.999Z']);
});

test('deleting what was sent before a day leaves what was sent on it', async () => {
  const kept = async () => (await maya.call<Answer>(`${mine}/message-store?search=zebra`)).body.records.length;
  await maya.call(`${mine}/message-store?dateTo=${day}`, { method: 'DELETE' });
  assert.equal(await kept(), 1);
});

test('`beckon export` of a day holds it, says whose day it is, and another zone can be named', async () => {
  const write = async (name: string, ...args: string[]) => {
    const given = [...args, '--data', server.dataDir, '--out', join(folder, name)];
    const { code, stdout, stderr } = await beckon(['export', ...given]);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const said = await write('there.zip', '--from', day, '--to', day, '--time-zone', zone);
  assert.match(said, new RegExp(`^2 messages from ${day} to ${day} \\(days of ${zone}, both included\\) are in `));
  assert.match(
    await write('utc.zip', '--to', day),
    new RegExp(`^2 messages to ${day} \\(days of UTC, included\\) are in `),
  );
  assert.match(await write('all.zip'), /^2 messages are in /);
});
