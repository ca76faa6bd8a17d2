/** Collects commands that arrive close together, so that an engine can keep many of them with one durable commit. */

import { DomainError } from '../domain/errors.ts';
import { createWakeable } from '../wakeable.ts';

export type Settled<R> = { readonly value: R } | { readonly error: unknown };

export interface BatchQueue<C, R> {
  /** How many items wait. */
  readonly depth: number;
  /** Settles once the batch with this item has run. Rejects at once with `overloaded` when that would take too long. */
  add(item: C): Promise<R>;
  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void>;
}

export interface BatchQueueOptions<C, R> {
  /** Runs a batch in order and answers each item at its place. */
  readonly run: (items: readonly C[]) => readonly Settled<R>[] | Promise<readonly Settled<R>[]>;
  readonly maxBatch: number;
  readonly maxWaiting: number;
  /** The longest that the batches before an item's own may take, going by how long they took lately. */
  readonly maxWaitMs: number;
  readonly nowMs?: () => number;
}

/** How much the newest batch says of how long the next will take. */
const newestWeight = 0.3;

interface Waiting<C, R> {
  readonly item: C;
  readonly resolve: (value: R) => void;
  readonly reject: (error: unknown) => void;
}

export function createBatchQueue<C, R>(options: BatchQueueOptions<C, R>): BatchQueue<C, R> {
  const { run, maxBatch, maxWaiting, maxWaitMs, nowMs = () => performance.now() } = options;
  let waiting: Waiting<C, R>[] = [];
  let batchMs = 0;
  const running = createWakeable({
    run: runUntilEmpty,
    failed(error) {
      throw error;
    },
  });

  async function runUntilEmpty(): Promise<void> {
    // Commands that arrive in the same turn of the event loop join the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      const beganMs = nowMs();
      await runOne(batch);
      // Between two batches everything else gets its turn, however many wait.
      await new Promise((resolve) => setImmediate(resolve));
      batchMs += newestWeight * (nowMs() - beganMs - batchMs);
    }
  }

  async function runOne(batch: readonly Waiting<C, R>[]): Promise<void> {
    let settled: readonly Settled<R>[];
    try {
      settled = await run(batch.map(({ item }) => item));
    } catch (error) {
      settled = batch.map(() => ({ error }));
    }
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = settled[index];
      if (outcome && 'value' in outcome) resolve(outcome.value);
      else reject(outcome ? outcome.error : new Error('the batch gave no answer'));
    }
  }

  /** Whatever joins the next batch waits for none: else nothing would show any more that they have become fast. */
  function expectedMs(): number {
    return Math.floor(waiting.length / maxBatch) * batchMs;
  }

  return {
    get depth() {
      return waiting.length;
    },
    add(item) {
      const waitMs = expectedMs();
      if (waiting.length >= maxWaiting || waitMs > maxWaitMs) {
        const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000));
        return Promise.reject(new DomainError({ code: 'overloaded', retryAfterS }));
      }
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running.wake();
      });
    },
    drained: () => running.settled(),
  };
}
