/** Brings new pages into the search index in the background, a short step at a time, and tidies it up after erasures. */

import { unwrap } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';
import { createRounds, type Upkeep, type UpkeepLog } from './rounds.ts';

export interface SearchIndexerOptions {
  readonly store: Store;
  readonly log: UpkeepLog;
  /** From the end of one round to the start of the next. */
  readonly intervalMs?: number;
}

const pagesAStep = 100;
/** Sends that arrive meanwhile go first. */
const betweenStepsMs = 5;

export function createSearchIndexer({ store, log, intervalMs = 1000 }: SearchIndexerOptions): Upkeep {
  const rounds = createRounds({
    intervalMs,
    async round() {
      for (const { accountId } of await store.server.listAccounts()) await bringUpToDate(accountId);
    },
    failed: (err) => log.error({ err }, 'the search index could not be kept up; it is tried again'),
  });

  async function bringUpToDate(accountId: AccountId): Promise<void> {
    while (!rounds.signal.aborted) {
      const { isIdle } = unwrap(await store.execute({ kind: 'index-pages', accountId, limit: pagesAStep }));
      if (isIdle) return;
      await rounds.rest(betweenStepsMs);
    }
  }

  return rounds;
}
