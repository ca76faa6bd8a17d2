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
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map((item) => queue.add(item)));
  assert.deepEqual(seen, ['1,2', 'another', '3,4', 'another', '5,6']);
});
