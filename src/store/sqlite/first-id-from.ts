/** Where a time lies among an account's pages. */

import type { AccountId } from '../../domain/ids.ts';
import type { Database } from './open-database.ts';

/** The least page id not older than a time. Ids and times rise together, so it is found by halving. */
export function createFirstIdFrom(db: Database): (accountId: AccountId, timeMs: number) => number {
  const pageAt = db.statement(
    'SELECT page_id, created_ms FROM page WHERE account_id = ? AND page_id >= ? ORDER BY page_id LIMIT 1',
  );
  const lastPage = db.statement('SELECT page_id FROM page WHERE account_id = ? ORDER BY page_id DESC LIMIT 1');
  const firstPage = db.statement('SELECT page_id FROM page WHERE account_id = ? ORDER BY page_id LIMIT 1');

  return (accountId, timeMs) => {
    const last = lastPage.get(accountId)?.page_id as number | undefined;
    if (last === undefined) return 0;
    let low = firstPage.get(accountId)?.page_id as number;
    let high = last + 1;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      const found = pageAt.get(accountId, middle) as { page_id: number; created_ms: number } | undefined;
      if (!found || found.created_ms >= timeMs) high = middle;
      else low = found.page_id + 1;
    }
    // `low` is one past the newest older page; the copies of that page come before the next page's id.
    return (pageAt.get(accountId, low)?.page_id as number | undefined) ?? Number.MAX_SAFE_INTEGER;
  };
}
