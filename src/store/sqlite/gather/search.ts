/** Answers facts about the search index. */

import type { SearchFacts } from '../../../domain/facts/search.ts';
import type { Database } from '../open-database.ts';
import type { Answers } from './answers.ts';

/** Writing the whole index anew is not begun more often than this. */
const rewriteEveryMs = 3600 * 1000;

export function createGatherSearch(db: Database): Answers<keyof SearchFacts> {
  const indexed = db.statement('SELECT indexed_to_id FROM search_index WHERE account_id = ?');
  const last = db.statement('SELECT page_id FROM page WHERE account_id = ? ORDER BY page_id DESC LIMIT 1');
  const next = db.statement(`
    SELECT max(page_id) AS page_id FROM (
      SELECT page_id FROM page WHERE account_id = ? AND page_id > ? ORDER BY page_id LIMIT ?)`);
  const rewrite = db.statement('SELECT stage > 0 OR (has_traces AND finished_ms <= ?) AS is_due FROM search_rewrite');

  return {
    'search-index': (accountId, { limit }, { nowMs }) => {
      const indexedToId = (indexed.get(accountId)?.indexed_to_id as number | undefined) ?? 0;
      return {
        indexedToId,
        lastPageId: (last.get(accountId)?.page_id as number | undefined) ?? 0,
        nextId: (next.get(accountId, indexedToId, limit)?.page_id as number | null) ?? undefined,
        isTidyingDue: rewrite.get(nowMs - rewriteEveryMs)?.is_due === 1,
      };
    },
  };
}
