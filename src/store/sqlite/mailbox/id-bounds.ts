/** Turns times into ids: ids and times of an account rise together, so that a date is a place in the mailbox. */

import type { AccountId } from '../../../domain/ids.ts';
import type { Database } from '../open-database.ts';

export type FirstIdFrom = (accountId: AccountId, timeMs: number) => number;

/** The least id of a copy not older than a time: 0 if all are as new, the greatest number there is if none is. */
export function createFirstIdFrom(db: Database): FirstIdFrom {
  const select = 'SELECT page_id, created_ms FROM page WHERE account_id = ?';
  const pageFrom = db.statement(`${select} AND page_id >= ? ORDER BY page_id LIMIT 1`);
  const firstPage = db.statement(`${select} ORDER BY page_id LIMIT 1`);
  const lastPage = db.statement(`${select} ORDER BY page_id DESC LIMIT 1`);
  type PageRow = { page_id: number; created_ms: number } | undefined;

  return (accountId, timeMs) => {
    const first = firstPage.get(accountId) as PageRow;
    if (!first || first.created_ms >= timeMs) return 0;
    const last = lastPage.get(accountId) as Exclude<PageRow, undefined>;
    if (last.created_ms < timeMs) return Number.MAX_SAFE_INTEGER;
    let [low, high] = [first.page_id + 1, last.page_id];
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      const found = pageFrom.get(accountId, middle) as Exclude<PageRow, undefined>;
      if (found.created_ms >= timeMs) high = middle;
      else low = found.page_id + 1;
    }
    // `low` is one past the newest older page; the copies of that page come before the next page's id.
    return (pageFrom.get(accountId, low) as Exclude<PageRow, undefined>).page_id;
  };
}
