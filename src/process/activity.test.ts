/** What the measurements of a server tell, by a clock that the tests move. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConditions } from '../conditions.ts';
import { createActivity } from './activity.ts';
import { observeAll } from './observing.ts';

function measured(options: { maxSamples?: number } = {}) {
  let nowMs = 1_700_000_000_000;
  const clock = { nowMs: () => nowMs };
  const conditions = createConditions({ clock, log: { error() {}, warn() {}, info() {} } });
  const activity = createActivity({ clock, conditions, sweepSeconds: 60, ...options });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { activity, conditions, pass };
}

test('a measurement counts what was answered in its time, by how it ended, and the next begins with nothing', async () => {
  const { activity, pass } = measured();
  activity.answered('createInternalTextMessage', 200, 4);
  activity.answered('createInternalTextMessage', 400, 1);
  activity.answered('none', 404, 1);
  activity.answered('listMessages', 503, 10);
  pass(10_000);
  await activity.take();
  const [sample] = (await activity.read(0)).records;
  assert.partialDeepStrictEqual(sample, {
    ...{ number: 1, seconds: 10, requests: 4, refused: 2, failed: 1, pages: 1 },
    ...{ requestMs: { mean: 4, slowest: 10 }, commitMs: null, commits: 0 },
  });
  pass(2500);
  const { current } = await activity.read(0);
  assert.partialDeepStrictEqual(current, { number: 2, seconds: 2.5, requests: 0, pages: 0, requestMs: null });
});

test('commits tell how many changes they kept, how long they took, and the most that waited', async () => {
  const { activity, pass } = measured();
  let waiting = 0;
  activity.follow({ waitingCommands: () => waiting });
  activity.follow({ sockets: () => 3 });
  waiting = 7;
  activity.committed(5, 2);
  waiting = 1;
  activity.committed(1, 4);
  waiting = 0;
  pass(10_000);
  await activity.take();
  assert.partialDeepStrictEqual((await activity.read(0)).records[0], {
    ...{ commits: 2, commands: 6, commitMs: { mean: 3, slowest: 4 }, waitingCommands: 7, sockets: 3 },
    ...{ waitingDeliveries: 0, deliveryLagMs: 0 },
  });
});

test('deliveries are counted by what came of them, and the backlog is asked anew; a store that fails spoils nothing', async () => {
  const { activity, pass } = measured();
  let isBroken = false;
  activity.follow({
    backlog: async () => {
      if (isBroken) throw new Error('broken');
      return { waiting: 2, oldestMs: 1_700_000_000_000 };
    },
  });
  activity.delivered({ transport: 'WebSocket' });
  activity.delivered({ transport: 'WebHook', attempt: { isAccepted: true, status: 200 } });
  for (const status of [500, null])
    activity.delivered({ transport: 'WebHook', attempt: { isAccepted: false, status } });
  pass(1500);
  assert.partialDeepStrictEqual((await activity.read(0)).current, {
    ...{ delivered: 1, undelivered: 2, waitingDeliveries: 2, deliveryLagMs: 1500 },
  });
  isBroken = true;
  await activity.take();
  assert.partialDeepStrictEqual((await activity.read(0)).records[0], { delivered: 1, waitingDeliveries: 0 });
});

test('it tells whether a sweep is under way, when the last one ended, and how', async () => {
  const { activity, pass } = measured();
  const sweep = async () => (await activity.read(0)).sweep;
  assert.deepEqual(await sweep(), { isUnderWay: false, intervalSeconds: 60, hasStoppedEarly: false });
  activity.begun();
  assert.equal((await sweep()).isUnderWay, true);
  pass(1000);
  activity.ended(1000, true);
  assert.deepEqual(await sweep(), {
    ...{ isUnderWay: false, intervalSeconds: 60, hasStoppedEarly: true, lastEndTime: '2023-11-14T22:13:21.000Z' },
  });
  activity.begun();
  activity.ended(1, false);
  assert.equal((await sweep()).hasStoppedEarly, false);
});

test('only so many measurements are remembered, and those after a number can be asked for', async () => {
  const { activity } = measured({ maxSamples: 3 });
  for (let count = 0; count < 5; count++) await activity.take();
  const numbersAfter = async (number: number) => (await activity.read(number)).records.map((sample) => sample.number);
  assert.deepEqual(await numbersAfter(0), [3, 4, 5]);
  assert.deepEqual(await numbersAfter(4), [5]);
  assert.deepEqual(await numbersAfter(5), []);
});

test('every observer hears the same', () => {
  const heard: string[] = [];
  const observer = (name: string) => ({
    answered: (operation: string) => void heard.push(`${name} ${operation}`),
    committed: (commands: number) => void heard.push(`${name} ${commands}`),
    delivered: ({ transport }: { transport: string }) => void heard.push(`${name} ${transport}`),
    begun: () => void heard.push(`${name} begun`),
    stepped: (task: string) => void heard.push(`${name} ${task}`),
    ended: (durationMs: number) => void heard.push(`${name} ${durationMs}`),
    follow: ({ sockets }: { sockets?: () => number }) => void heard.push(`${name} ${sockets?.()}`),
  });
  const all = observeAll([observer('a'), observer('b')]);
  all.answered('x', 200, 1);
  all.committed(2, 1);
  all.delivered({ transport: 'WebHook' });
  all.begun();
  all.stepped('retain', 1);
  all.ended(3, false);
  all.follow({ sockets: () => 5 });
  const told = ['x', '2', 'WebHook', 'begun', 'retain', '3', '5'];
  assert.deepEqual(
    heard,
    told.flatMap((one) => [`a ${one}`, `b ${one}`]),
  );
});

test('what is wrong is told with the time since when, and no longer once it is over', async () => {
  const { activity, conditions, pass } = measured();
  const condition = { code: 'slow', sentence: 'The disk is slow.', detail: 'sda', isBlocking: false };
  conditions.raise(condition);
  pass(5000);
  assert.deepEqual((await activity.read(0)).conditions, [{ ...condition, sinceTime: '2023-11-14T22:13:20.000Z' }]);
  conditions.lower('slow');
  assert.deepEqual((await activity.read(0)).conditions, []);
});
