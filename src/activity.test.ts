/** What the measurements of a server tell, by a clock that the tests move. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createActivity } from './activity.ts';
import { observeAll } from './observing.ts';

function measured(options: { maxSamples?: number } = {}) {
  let nowMs = 1_700_000_000_000;
  const activity = createActivity({ clock: { nowMs: () => nowMs }, ...options });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { activity, pass };
}

test('a measurement counts what was answered in its time, by how it ended, and the next begins with nothing', () => {
  const { activity, pass } = measured();
  activity.answered('createInternalTextMessage', 200, 4);
  activity.answered('createInternalTextMessage', 400, 1);
  activity.answered('none', 404, 1);
  activity.answered('listMessages', 503, 10);
  pass(10_000);
  activity.take();
  const [sample] = activity.read(0).records;
  assert.partialDeepStrictEqual(sample, {
    ...{ number: 1, seconds: 10, requests: 4, refused: 2, failed: 1, pages: 1 },
    ...{ requestMs: { mean: 4, slowest: 10 }, commitMs: null, commits: 0 },
  });
  pass(2500);
  const { current } = activity.read(0);
  assert.partialDeepStrictEqual(current, { number: 2, seconds: 2.5, requests: 0, pages: 0, requestMs: null });
});

test('commits tell how many changes they kept, how long they took, and the most that waited', () => {
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
  activity.take();
  assert.partialDeepStrictEqual(activity.read(0).records[0], {
    ...{ commits: 2, commands: 6, commitMs: { mean: 3, slowest: 4 }, waitingCommands: 7, sockets: 3 },
    ...{ waitingDeliveries: null, deliveryLagMs: null },
  });
  activity.follow({ waitingDeliveries: () => 2, deliveryLagMs: () => 1500.4 });
  assert.partialDeepStrictEqual(activity.read(0).current, { waitingDeliveries: 2, deliveryLagMs: 1500, sockets: 3 });
});

test('only so many measurements are remembered, and those after a number can be asked for', () => {
  const { activity } = measured({ maxSamples: 3 });
  for (let count = 0; count < 5; count++) activity.take();
  const numbersAfter = (number: number) => activity.read(number).records.map((sample) => sample.number);
  assert.deepEqual(numbersAfter(0), [3, 4, 5]);
  assert.deepEqual(numbersAfter(4), [5]);
  assert.deepEqual(numbersAfter(5), []);
});

test('every observer hears the same', () => {
  const heard: string[] = [];
  const observer = (name: string) => ({
    answered: (operation: string) => void heard.push(`${name} ${operation}`),
    committed: (commands: number) => void heard.push(`${name} ${commands}`),
    follow: ({ sockets }: { sockets?: () => number }) => void heard.push(`${name} ${sockets?.()}`),
  });
  const all = observeAll([observer('a'), observer('b')]);
  all.answered('x', 200, 1);
  all.committed(2, 1);
  all.follow({ sockets: () => 5 });
  assert.deepEqual(heard, ['a x', 'b x', 'a 2', 'b 2', 'a 5', 'b 5']);
});
