/** What everything that is woken relies on. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createWakeable } from './wakeable.ts';

const failed = (error: unknown) => assert.fail(String(error));

/** Runs that last until they are let go. */
function heldRuns() {
  const runs: PromiseWithResolvers<void>[] = [];
  const run = () => {
    const held = Promise.withResolvers<void>();
    runs.push(held);
    return held.promise;
  };
  return { runs, run, letGo: () => runs.at(-1)?.resolve() };
}

test('woken while it runs, however often, it runs once more, and never twice at a time', async () => {
  const { runs, run, letGo } = heldRuns();
  const work = createWakeable({ run, failed });
  work.wake();
  assert.equal(runs.length, 1, 'it begins at once');
  for (let count = 0; count < 5; count++) work.wake();
  await delay(5);
  assert.equal(runs.length, 1);
  letGo();
  await delay(5);
  assert.equal(runs.length, 2);
  letGo();
  await work.settled();
  assert.equal(runs.length, 2);
});

test('woken by its own run it runs again', async () => {
  let left = 3;
  const work = createWakeable({ run: () => --left > 0 && work.wake(), failed });
  work.wake();
  await work.settled();
  assert.equal(left, 0);
});

test('what fails is told and tried again by itself, and sooner if it is woken', async () => {
  const errors: unknown[] = [];
  let tries = 0;
  const run = () => {
    tries += 1;
    if (tries < 3) throw new Error(`try ${tries}`);
  };
  const work = createWakeable({ run, retryMs: 20, failed: (error) => errors.push((error as Error).message) });
  work.wake();
  await work.settled();
  assert.deepEqual([tries, errors.length], [1, 1]);
  work.wake();
  await work.settled();
  assert.equal(tries, 2);
  while (tries < 3) await delay(5);
  assert.deepEqual(errors, ['try 1', 'try 2']);
});

test('with a time to merge in, whoever wakes it goes on first, and what comes soon after is done together', async () => {
  const startsMs: number[] = [];
  const work = createWakeable({ run: () => startsMs.push(performance.now()), mergeMs: 50, failed });
  work.wake();
  assert.equal(startsMs.length, 0);
  await work.settled();
  work.wake();
  await new Promise((resolve) => setImmediate(resolve));
  work.wake();
  await work.settled();
  assert.equal(startsMs.length, 2);
  const [first = 0, second = 0] = startsMs;
  // Timers count whole milliseconds.
  assert.ok(second - first >= 49, `${second - first} ms apart`);
});

test('of several times to be woken at the first counts', async () => {
  let runs = 0;
  const work = createWakeable({ run: () => runs++, failed });
  work.wakeIn(3_600_000);
  work.wakeIn(1);
  work.wakeIn(3_600_000);
  while (runs === 0) await delay(1);
  await work.end();
});

test('ended, it waits for the run under way and begins no other, by whatever it was to be woken', async () => {
  const { runs, run, letGo } = heldRuns();
  const work = createWakeable({ run, failed });
  work.wake();
  work.wake();
  work.wakeIn(1);
  let hasEnded = false;
  const ending = work.end().then(() => {
    hasEnded = true;
  });
  await delay(10);
  assert.equal(hasEnded, false);
  letGo();
  await ending;
  work.wake();
  work.wakeIn(0);
  await delay(10);
  assert.equal(runs.length, 1);
});
