/** The embedded store: one data folder, no server beside it. */

import { availableParallelism } from 'node:os';
import type { Conditions } from '../../conditions.ts';
import { type Clock, momentOf } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import type { Result } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Store } from '../../domain/store.ts';
import { type BatchQueue, createBatchQueue } from '../batch-queue.ts';
import { guardReads } from '../guard-reads.ts';
import { createSignals, type Signals } from '../signals.ts';
import { createCatchUp, type IndexingSizes, standardIndexing } from './chores/search-index.ts';
import type { Answer } from './execute-batch.ts';
import { createKeepClock } from './keep-clock.ts';
import { createLives } from './lives.ts';
import { type BlockSizes, standardBlocks } from './mailbox/close-blocks.ts';
import { type Database, openDatabase } from './open-database.ts';
import { createRawReads } from './raw-reads.ts';
import { createSnapshot } from './snapshot.ts';
import { createReader } from './threads/reader.ts';
import { nothingToWatch, watchFiles } from './watch-files.ts';
import { watchOtherWriters } from './watch-other-writers.ts';
import { createWriter, type Writer } from './writer.ts';

const maxBatch = 64;
const maxWaiting = 10_000;
/** Less than clients wait for an answer. */
const maxWaitMs = 5000;

export interface SqliteOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** How long to wait while another process writes to the same folder. */
  readonly busyTimeoutMs?: number;
  /** How many changes a sync is told at a time. */
  readonly maxSyncChanges?: number;
  /** How large the blocks of summaries are, for all the time that the data lasts. */
  readonly blocks?: BlockSizes;
  /** How the search index is kept up. */
  readonly indexing?: IndexingSizes;
  /** Told when the files are no longer there. */
  readonly conditions?: Conditions;
  /** Whether a thread reads what takes long: by default where there is a processor for them. */
  readonly hasThreads?: boolean;
  /** Measures the commits. */
  readonly observer?: StoreObserver;
}

export interface StoreObserver {
  committed(commands: number, durationMs: number): void;
  follow(asked: { waitingCommands: () => number }): void;
}

/** `dataDir` is a folder, or `':memory:'`, which no thread can share. */
export function openSqliteStore({ dataDir, busyTimeoutMs, ...options }: SqliteOptions): Store {
  const { hasThreads = availableParallelism() > 1 } = options;
  return storeOn(openDatabase(dataDir, busyTimeoutMs), { ...options, hasThreads });
}

/** The store on a database that is open, which it closes in the end. Unless it is to have threads, all is done at once. */
export function storeOn(db: Database, options: Omit<SqliteOptions, 'dataDir' | 'busyTimeoutMs'>): Store {
  const { clock, maxSyncChanges = 10_000, blocks = standardBlocks, indexing = standardIndexing, conditions } = options;
  const signals = createSignals();
  const file = db.raw.location();
  const files = file === null ? nothingToWatch : watchFiles(file, conditions);
  const sync = { maxChanges: maxSyncChanges };
  const writer = createWriter(db, files, { blocks, indexing });
  // What is opened later must be what is open here.
  const reader = options.hasThreads && file !== null ? createReader({ file, sync }, files.require) : undefined;
  const queue = createQueue(writer, options, signals);
  const { readClock } = createKeepClock(db);
  const watch = watchOtherWriters(
    () => writer.dataVersion(),
    async () => {
      for (const { accountId } of accountsOf(db)) {
        signals.send([{ accountId, haveSessionsEnded: true, haveSubscriptionsChanged: true }]);
      }
    },
  );
  const reads = createRawReads(db, { clock, lives: createLives(db), readClock, sync });
  const catchUp = createCatchUp(db, { takeIn: writer.takeIn, sizes: indexing });
  const engine = createSnapshot(db, reads, { catchUp, away: reader });

  return {
    execute: <C extends Command>(command: C) => queue.add(command) as Promise<Result<OutcomeOf<C>>>,
    ...guardReads(engine),
    onChange(listener) {
      watch.begin();
      return signals.listen(listener);
    },
    keepClock: (kept) => writer.keepClock(kept),
    leases: { tend: (tending) => writer.tend(tending), leave: (holderId) => writer.leave(holderId) },
    chores: writer.chores.map((chore) => ({ ...chore, step: () => writer.stepChore(chore.name, momentOf(clock)) })),
    probe: () => writer.probe(),
    async close() {
      watch.end();
      files.end();
      await queue.drained();
      await reader?.end();
      db.raw.close();
    },
  };
}

function accountsOf(db: Database): { accountId: AccountId }[] {
  return db
    .statement('SELECT account_id FROM account')
    .all()
    .map((row) => ({ accountId: row.account_id as AccountId }));
}

function createQueue(
  writer: Writer,
  { clock, observer }: Pick<SqliteOptions, 'clock' | 'observer'>,
  signals: Signals,
): BatchQueue<Command, Answer> {
  const queue = createBatchQueue<Command, Answer>({
    async run(commands) {
      const beginMs = performance.now();
      const written = await writer.runBatch(commands, momentOf(clock));
      observer?.committed(commands.length, performance.now() - beginMs);
      signals.send(written.signals);
      return written.settled;
    },
    maxBatch,
    maxWaiting,
    maxWaitMs,
  });
  observer?.follow({ waitingCommands: () => queue.depth });
  return queue;
}
