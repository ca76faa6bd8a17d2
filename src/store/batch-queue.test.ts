/** What the queue of commands promises to those who wait in it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DomainError } from '../domain/errors.ts';
import { createBatchQueue } from './batch-queue.ts';

test('items that arrive together run as one batch, in order', async () => {
  const batches: number[][] = [];
  const queue = createBatchQueue<number, number>({
    maxBatch: 3,
    maxWaiting: 10,
    maxWaitMs: 1000,
    run: (items) => {
      batches.push([...items]);
      return items.map((item) => ({ value: item * 10 }));
    },
  });
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map((item) => queue.add(item))), [10, 20, 30, 40]);
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
});

test('an item past the limit is refused at once, and those before it are answered', async () => {
  const queue = createBatchQueue<number, number>({
    maxBatch: 2,
    maxWaiting: 2,
    maxWaitMs: 1000,
    run: (items) => items.map((value) => ({ value })),
  });
  const waiting = [queue.add(1), queue.add(2)];
  await assert.rejects(queue.add(3), (error: DomainError) => error.refusal.code === 'overloaded');
  assert.deepEqual(await Promise.all(waiting), [1, 2]);
});

test('one failing item leaves its neighbours alone; a failing run fails its whole batch and not the next', async () => {
  const queue = createBatchQueue<string, string>({
    maxBatch: 2,
    maxWaiting: 10,
    maxWaitMs: 1000,
    run: (items) => {
      if (items.includes('run fails')) throw new Error('run failed');
      return items.map((item) => (item === 'fails' ? { error: new Error('item failed') } : { value: item }));
    },
  });
  const settled = await Promise.allSettled(['a', 'fails', 'run fails', 'b', 'c'].map((item) => queue.add(item)));
  assert.deepEqual(
    settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message)),
    ['a', 'item failed', 'run failed', 'run failed', 'c'],
  );
});

test('drained waits for everything that was added', async () => {
  let done = 0;
  const queue = createBatchQueue<number, void>({
    maxBatch: 1,
    maxWaiting: 10,
    maxWaitMs: 1000,
    run: async (items) => {
      await new Promise((resolve) => setImmediate(resolve));
      done += items.length;
      return [{ value: undefined }];
    },
  });
  for (const item of [1, 2, 3]) void queue.add(item);
  await queue.drained();
  assert.equal(done, 3);
});

test('an item that would wait too long is refused, with when to come again, until batches are done or fast again', async () => {
  let nowMs = 0;
  let lastMs = 700;
  const ran: number[] = [];
  const queue = createBatchQueue<number, void>({
    ...{ maxBatch: 2, maxWaiting: 1000, maxWaitMs: 1000, nowMs: () => nowMs },
    run: (items) => {
      nowMs += lastMs;
      ran.push(...items);
      return items.map(() => ({ value: undefined }));
    },
  });
  // So long that the average is known.
  for (let item = 0; item < 20; item++) await queue.add(-item);
  ran.length = 0;
  const waiting = [1, 2, 3, 4].map((item) => queue.add(item));
  await assert.rejects(
    queue.add(5),
    ({ refusal }: DomainError) => refusal.code === 'overloaded' && refusal.retryAfterS === 2,
  );
  lastMs = 1;
  await Promise.all(waiting);
  for (let item = 6; item < 16; item++) await queue.add(item);
  await Promise.all([16, 17, 18, 19, 20, 21].map((item) => queue.add(item)));
  assert.deepEqual(ran, [1, 2, 3, 4, ...Array.from({ length: 16 }, (_, index) => index + 6)]);
});

test('between two batches everything else gets its turn, however many wait', async () => {
  const seen: string[] = [];
  const queue = createBatchQueue<number, number>({
    run: (items) => {
      seen.push(items.join());
      setImmediate(() => seen.push('another'));
      return items.map((value) => ({ value }));
    },
    maxBatch: 2,
    maxWaiting: 100,
    maxWaitMs: 1000,
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map((item) => queue.add(item)));
  assert.deepEqual(seen, ['1,2', 'another', '3,4', 'another', '5,6']);
});
