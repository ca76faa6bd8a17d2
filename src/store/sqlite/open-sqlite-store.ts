/** The embedded store: one data folder, no server beside it. */

import type { Conditions } from '../../conditions.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import type { Result } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Store } from '../../domain/store.ts';
import { type BatchQueue, createBatchQueue } from '../batch-queue.ts';
import { guardReads } from '../guard-reads.ts';
import { createSignals } from '../signals.ts';
import { createMailboxSummaries } from './chores/mailbox-summaries.ts';
import { createScrub } from './chores/scrub.ts';
import { createSearchIndex, type IndexingSizes, standardIndexing } from './chores/search-index.ts';
import { type BatchParts, createExecuteBatch } from './execute-batch.ts';
import { createKeepClock } from './keep-clock.ts';
import { createKeepLeases } from './keep-leases.ts';
import { createLives } from './lives.ts';
import { type BlockSizes, standardBlocks } from './mailbox/close-blocks.ts';
import { type Database, openDatabase } from './open-database.ts';
import { createProbe } from './probe.ts';
import { createRawReads } from './raw-reads.ts';
import { createSnapshot } from './snapshot.ts';
import { createReader } from './threads/reader.ts';
import { nothingToWatch, watchFiles } from './watch-files.ts';
import { watchOtherWriters } from './watch-other-writers.ts';
import { createWrite, createWriteRedoable } from './write-transaction.ts';

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
  /** Measures the commits. */
  readonly observer?: StoreObserver;
}

export interface StoreObserver {
  committed(commands: number, durationMs: number): void;
  follow(asked: { waitingCommands: () => number }): void;
}

/** `dataDir` is a folder, or `':memory:'`. Reads answer at once but asynchronously, as the port asks. */
export function openSqliteStore({ dataDir, busyTimeoutMs, ...options }: SqliteOptions): Store {
  return storeOn(openDatabase(dataDir, busyTimeoutMs), { ...options, hasReader: dataDir !== ':memory:' });
}

interface StoreOptions extends Omit<SqliteOptions, 'dataDir' | 'busyTimeoutMs'> {
  /** Whether what takes long is read by a thread. */
  readonly hasReader?: boolean;
}

/** The store on a database that is open, which it closes in the end. */
export function storeOn(db: Database, options: StoreOptions): Store {
  const { clock, maxSyncChanges = 10_000, blocks = standardBlocks, indexing = standardIndexing, conditions } = options;
  const signals = createSignals();
  const lives = createLives(db);
  const file = db.raw.location();
  const files = file === null ? nothingToWatch : watchFiles(file, conditions);
  const write = createWrite(db, files);
  const writeRedoable = createWriteRedoable(db, write);
  const queue = createQueue(db, options, { signals, lives, write, blocks });
  const { readClock, keepClock } = createKeepClock(db);
  const accounts = db.statement('SELECT account_id FROM account');
  const accountIds = () => accounts.all().map((row) => row.account_id as AccountId);
  const watch = watchOtherWriters(db, () => {
    signals.send(
      accountIds().map((accountId) => ({ accountId, haveSessionsEnded: true, haveSubscriptionsChanged: true })),
    );
  });
  const searchIndex = createSearchIndex(db, { accountIds, clock, write: writeRedoable, sizes: indexing });
  const sync = { maxChanges: maxSyncChanges };
  const reads = createRawReads(db, { clock, lives, readClock, sync });
  // What is opened later must be what is open here.
  const reader = options.hasReader && file !== null ? createReader({ file, sync }, files.require) : undefined;
  const engine = createSnapshot(db, reads, { catchUp: searchIndex.catchUp, away: reader });
  const probe = createProbe(db);

  return {
    execute: <C extends Command>(command: C) => queue.add(command) as Promise<Result<OutcomeOf<C>>>,
    ...guardReads(engine),
    onChange(listener) {
      watch.begin();
      return signals.listen(listener);
    },
    keepClock: async (kept) => keepClock(kept),
    leases: createKeepLeases(db, write),
    chores: [
      searchIndex.chore,
      createMailboxSummaries(db, { accountIds, write: writeRedoable, blocks }),
      createScrub(db),
    ],
    probe: async () => probe(),
    async close() {
      watch.end();
      files.end();
      await queue.drained();
      await reader?.end();
      db.raw.close();
    },
  };
}

function createQueue(
  db: Database,
  { clock, observer }: StoreOptions,
  parts: BatchParts,
): BatchQueue<Command, Result<OutcomeOf<Command>>> {
  const executeBatch = createExecuteBatch(db, clock, parts);
  const queue = createBatchQueue<Command, Result<OutcomeOf<Command>>>({
    run(commands) {
      const beginMs = performance.now();
      const answers = executeBatch(commands);
      observer?.committed(commands.length, performance.now() - beginMs);
      return answers;
    },
    maxBatch,
    maxWaiting,
    maxWaitMs,
  });
  observer?.follow({ waitingCommands: () => queue.depth });
  return queue;
}
