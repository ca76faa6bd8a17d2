/** Everything that writes to the data file. */

import type { Clock, Moment } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Leases } from '../../domain/leases.ts';
import type { KeptClock } from '../../domain/reads/clock.ts';
import type { Chore } from '../../domain/store.ts';
import { createMailboxSummaries } from './chores/mailbox-summaries.ts';
import { createScrub } from './chores/scrub.ts';
import { createSearchIndex, type IndexingSizes } from './chores/search-index.ts';
import { createExecuteBatch, type Written } from './execute-batch.ts';
import { createKeepClock } from './keep-clock.ts';
import { createKeepLeases } from './keep-leases.ts';
import { createLives } from './lives.ts';
import type { BlockSizes } from './mailbox/close-blocks.ts';
import type { Database } from './open-database.ts';
import { createProbe } from './probe.ts';
import type { FilesWatch } from './watch-files.ts';
import { createWrite, createWriteRedoable } from './write-transaction.ts';

/** Each call resolves once what it wrote is committed. */
export interface Writer {
  runBatch(commands: readonly Command[], now: Moment): Promise<Written>;
  keepClock(kept: KeptClock): Promise<boolean>;
  tend: Leases['tend'];
  leave: Leases['leave'];
  stepChore(name: string, now: Moment): ReturnType<Chore['step']>;
  /** The next pages are found by searches then. */
  takeIn(accountId: AccountId): Promise<void>;
  probe(): Promise<void>;
  /** Another once somebody else has written to the file. */
  dataVersion(): Promise<number>;
  readonly chores: readonly Omit<Chore, 'step'>[];
}

interface WriterSizes {
  readonly blocks: BlockSizes;
  readonly indexing: IndexingSizes;
}

export function createWriter(db: Database, files: FilesWatch, { blocks, indexing }: WriterSizes): Writer {
  let moment: Moment | undefined;
  const clock: Clock = { nowMs: () => (moment as Moment).nowMs };
  const write = createWrite(db, files);
  const writeRedoable = createWriteRedoable(db, write);
  const accounts = db.statement('SELECT account_id FROM account');
  const accountIds = () => accounts.all().map((row) => row.account_id as AccountId);
  const searchIndex = createSearchIndex(db, { accountIds, clock, write: writeRedoable, sizes: indexing });
  const { keepClock } = createKeepClock(db);
  const { tend, leave } = createKeepLeases(db, write);
  const executeBatch = createExecuteBatch(db, { lives: createLives(db), write, blocks });
  const version = db.statement('PRAGMA data_version');
  const probe = createProbe(db);
  const chores = [
    searchIndex.chore,
    createMailboxSummaries(db, { accountIds, write: writeRedoable, blocks }),
    createScrub(db),
  ];
  return {
    runBatch: async (commands, now) => executeBatch(commands, now),
    keepClock: async (kept) => keepClock(kept),
    tend,
    leave,
    async stepChore(name, now) {
      moment = now;
      return (await chores.find((chore) => chore.name === name)?.step()) ?? 'idle';
    },
    takeIn: async (accountId) => searchIndex.takeIn(accountId),
    probe: async () => probe(),
    dataVersion: async () => version.get()?.data_version as number,
    chores: chores.map(({ name, pace }) => ({ name, pace })),
  };
}
