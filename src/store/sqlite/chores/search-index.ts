/** Keeps the search index up: new pages come first, then the traces of erased words. */

import type { Clock } from '../../../domain/clock.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { Chore } from '../../../domain/store.ts';
import { createAccountRounds, type Step } from '../../account-rounds.ts';
import type { Database } from '../open-database.ts';
import type { Write } from '../write-transaction.ts';
import { createRewriteIndex } from './rewrite-index.ts';

export interface IndexingSizes {
  readonly pagesAStep: number;
  /** So many steps are done for a search at the most; the rest is the chore's. */
  readonly stepsASearch: number;
}

export const standardIndexing: IndexingSizes = { pagesAStep: 100, stepsASearch: 50 };

interface SearchIndexParts {
  readonly accountIds: () => readonly AccountId[];
  readonly clock: Clock;
  readonly write: Write;
  readonly sizes: IndexingSizes;
}

export interface SearchIndex {
  readonly chore: Chore;
  /** Takes in the next pages, if there are any. */
  takeIn(accountId: AccountId): void;
}

function createProgress(db: Database) {
  const indexed = db.statement('SELECT indexed_to_id FROM search_index WHERE account_id = ?');
  const last = db.statement('SELECT page_id FROM page WHERE account_id = ? ORDER BY page_id DESC LIMIT 1');
  return {
    indexedTo: (accountId: AccountId) => (indexed.get(accountId)?.indexed_to_id as number | undefined) ?? 0,
    lastPage: (accountId: AccountId) => (last.get(accountId)?.page_id as number | undefined) ?? 0,
  };
}

/** Before a search: has what was sent until now taken in. Rejects with `overloaded` while that is too much. */
export function createCatchUp(
  db: Database,
  { takeIn, sizes }: { takeIn: (accountId: AccountId) => Promise<void>; sizes: IndexingSizes },
) {
  const { indexedTo, lastPage } = createProgress(db);
  return async (accountId: AccountId): Promise<void> => {
    const targetId = lastPage(accountId);
    for (let step = 0; indexedTo(accountId) < targetId; step++) {
      if (step === sizes.stepsASearch) {
        throw new DomainError({ code: 'overloaded' }, 'the search index is still being built');
      }
      await takeIn(accountId);
      // Between two steps everyone else has their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

export function createSearchIndex(db: Database, { accountIds, clock, write, sizes }: SearchIndexParts): SearchIndex {
  const { indexedTo, lastPage } = createProgress(db);
  const next = db.statement(`
    SELECT max(page_id) AS page_id FROM (
      SELECT page_id FROM page WHERE account_id = ? AND page_id > ? ORDER BY page_id LIMIT ?)`);
  const addPages = db.statement(`
    INSERT INTO page_words (rowid, holders, text, stems)
    SELECT page_key, holder_tokens(account_id, sender, reached_ids), indexed_words(text), indexed_stems(text) FROM page
    WHERE account_id = ? AND page_id > ? AND page_id <= ? AND text <> '' ORDER BY page_id`);
  const setIndexed = db.statement('INSERT OR REPLACE INTO search_index (account_id, indexed_to_id) VALUES (?, ?)');
  const rewriting = createRewriteIndex(db);

  function takeIn(accountId: AccountId): void {
    const afterId = indexedTo(accountId);
    const toId = next.get(accountId, afterId, sizes.pagesAStep)?.page_id as number | null;
    if (toId === null) return;
    addPages.run(accountId, afterId, toId);
    setIndexed.run(accountId, toId);
  }

  function isBehind(accountId: AccountId): boolean {
    return indexedTo(accountId) < lastPage(accountId);
  }

  const stepThroughAccounts = createAccountRounds(accountIds, (accountId): Step => {
    if (isBehind(accountId)) write(() => takeIn(accountId));
    return isBehind(accountId) ? 'more' : 'idle';
  });

  return {
    chore: {
      name: 'the search index',
      pace: 'soon',
      async step() {
        if (stepThroughAccounts() === 'more') return 'more';
        const nowMs = clock.nowMs();
        if (!rewriting.isDue(nowMs)) return 'idle';
        write(() => rewriting.step(nowMs));
        return 'more';
      },
    },
    takeIn(accountId) {
      write(() => takeIn(accountId));
    },
  };
}
