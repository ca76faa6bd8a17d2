/** How busy the server is, as administrators read it. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from './person.ts';
import { RawSocket } from './raw-socket.ts';
import { assertRefused, type ErrorBody, parameter } from './refusal.ts';
import { startServer } from './server-process.ts';

const server = await startServer({ argsAfter: ['--sweep-seconds', '1'] });
after(() => server.close());

interface Sample {
  readonly number: number;
  readonly seconds: number;
  readonly requests: number;
  readonly refused: number;
  readonly pages: number;
  readonly commands: number;
  readonly commitMs: { readonly mean: number; readonly slowest: number } | null;
  readonly sockets: number;
  readonly memoryBytes: number;
}
interface Activity {
  readonly startTime: string;
  readonly records: readonly Sample[];
  readonly current: Sample;
  readonly sweep: { readonly lastEndTime?: string; readonly hasStoppedEarly: boolean };
}

const read = async (person: Person, query = '') => await person.call<Activity>(`/beckon/v1/activity${query}`);
const sum = ({ records, current }: Activity, of: (sample: Sample) => number) =>
  [...records, current].reduce((total, sample) => total + of(sample), 0);

test('an administrator reads what was sent, refused, kept and open, without metrics being switched on', async () => {
  const maya = await signIn(server, '101');
  const before = (await read(maya)).body;
  const socket = await RawSocket.open(server, maya);
  await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text: 'Counted' } });
  await maya.call(`${mine}/company-pager`, { body: { to: [], text: 'Refused' } });
  const { body: now } = await read(maya);
  assert.equal(sum(now, ({ pages }) => pages) - sum(before, ({ pages }) => pages), 1);
  assert.equal(sum(now, ({ refused }) => refused) - sum(before, ({ refused }) => refused), 1);
  assert.ok(sum(now, ({ requests }) => requests) - sum(before, ({ requests }) => requests) >= 3);
  assert.ok(sum(now, ({ commands }) => commands) > sum(before, ({ commands }) => commands));
  assert.equal(now.current.sockets, 1);
  assert.ok(now.current.memoryBytes > 10_000_000);
  assert.equal(now.startTime, before.startTime);
  await socket.close();
});

test('it tells when the last sweep ended', async () => {
  const maya = await signIn(server, '101');
  let endedAt: string | undefined;
  for (let turn = 0; turn < 500 && endedAt === undefined; turn++) {
    endedAt = (await read(maya)).body.sweep.lastEndTime;
    await delay(10);
  }
  assert.ok(endedAt, 'no sweep ended');
  assert.ok(Date.parse(endedAt) <= Date.now());
  assert.equal((await read(maya)).body.sweep.hasStoppedEarly, false);
});

test('others may not read it, and a number that is none is refused', async () => {
  const jonas = await signIn(server, '102');
  assert.equal((await jonas.call<ErrorBody>('/beckon/v1/activity')).body.errorCode, 'CMN-408');
  const maya = await signIn(server, '101');
  for (const wrong of ['-1', 'x', '1.5', '']) {
    const answer = await maya.call<ErrorBody>(`/beckon/v1/activity?after=${wrong}`);
    assertRefused(answer, parameter('CMN-101', 'after'));
  }
  assert.deepEqual((await read(maya, '?after=999999')).body.records, []);
});
