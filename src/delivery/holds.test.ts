/** What is held back is let go in its order, and not at all once that has ended. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Holds } from './holds.ts';

test('what was held first is released first, and what was added meanwhile later', async () => {
  const holds = new Holds(5);
  const released: string[] = [];
  const all = Promise.withResolvers<void>();
  holds.add(() => {
    released.push('a');
    holds.add(() => {
      released.push('c');
      all.resolve();
    });
  });
  holds.add(() => released.push('b'));
  await waited(all.promise);
  assert.deepEqual(released, ['a', 'b', 'c']);
});

test('what is held when it ends is never released', async () => {
  const [ended, other] = [new Holds(1), new Holds(20)];
  const released: string[] = [];
  ended.add(() => released.push('held'));
  ended.end();
  const later = Promise.withResolvers<void>();
  other.add(later.resolve);
  await waited(later.promise);
  assert.deepEqual(released, []);
});

/** A hold keeps no process alive; the test does. */
async function waited(promise: Promise<void>): Promise<void> {
  const late = new AbortController();
  await Promise.race([promise, delay(30_000, undefined, { signal: late.signal })]);
  late.abort();
}
