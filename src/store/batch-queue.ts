/** Collects commands that arrive close together, so that an engine can keep many of them with one durable commit. */

import { DomainError } from '../domain/errors.ts';

export type Settled<R> = { readonly value: R } | { readonly error: unknown };

export interface BatchQueue<C, R> {
  /** How many items wait. */
  readonly depth: number;
  /** Settles once the batch with this item has run. Rejects at once with `overloaded` when too many items wait. */
  add(item: C): Promise<R>;
  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void>;
}

export interface BatchQueueOptions<C, R> {
  /** Runs a batch in order and answers each item at its place. */
  readonly run: (items: readonly C[]) => readonly Settled<R>[] | Promise<readonly Settled<R>[]>;
  readonly maxBatch: number;
  readonly maxWaiting: number;
}

interface Waiting<C, R> {
  readonly item: C;
  readonly resolve: (value: R) => void;
  readonly reject: (error: unknown) => void;
}

export function createBatchQueue<C, R>({ run, maxBatch, maxWaiting }: BatchQueueOptions<C, R>): BatchQueue<C, R> {
  let waiting: Waiting<C, R>[] = [];
  let running: Promise<void> | undefined;

  async function runUntilEmpty(): Promise<void> {
    // Commands that arrive in the same turn of the event loop join the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      await runOne(batch);
      // Between two batches everything else gets its turn, however many wait.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = undefined;
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

  return {
    get depth() {
      return waiting.length;
    },
    add(item) {
      if (waiting.length >= maxWaiting) return Promise.reject(new DomainError({ code: 'overloaded' }));
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= runUntilEmpty();
      });
    },
    async drained() {
      while (running) await running;
    },
  };
}
