/** Walks copies page by page, whichever mailboxes they lie in: a page knows whom it reached, in the order of their copies. */

import type { Stretch } from '../../../domain/facts/upkeep.ts';
import type { AccountId, ExtensionId, MessageId } from '../../../domain/ids.ts';
import type { Copy } from '../../../domain/message.ts';
import { messageTables } from '../message-rows.ts';
import type { Database } from '../open-database.ts';
import { copyFrom, type Row } from '../rows.ts';

interface Walk {
  readonly fromId: MessageId;
  /** At most so many copies are looked at. */
  readonly limit: number;
  readonly isWanted: (copy: Copy) => boolean;
}

const columns = 'page_id, block_size, sender, reached_ids';
/** From the page that the id lies in. Takes account, account, id, id. */
const fromPage = `FROM page WHERE account_id = ? AND page_id >= coalesce(
  (SELECT max(page_id) FROM page WHERE account_id = ? AND page_id <= ?), ?)`;

/** How many pages are passed over for one copy that may be looked at. */
const pagesACopy = 5;

export function createStretches(db: Database) {
  const older = db.statement(`SELECT ${columns} ${fromPage} AND created_ms < ? ORDER BY page_id LIMIT ?`);
  const sent = db.statement(`
    SELECT page_id, block_size, CASE WHEN sender ->> 0 = ?5 THEN sender END AS sender,
      CASE WHEN sender ->> 0 = ?5 THEN reached_ids END AS reached_ids
    FROM page WHERE account_id = ?1 AND page_id < ?4 AND page_id >= coalesce(
      (SELECT max(page_id) FROM page WHERE account_id = ?1 AND page_id <= ?2), ?2)
    ORDER BY page_id LIMIT ?3`);
  const mailbox = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id >= ? AND c.copy_id < ? ORDER BY c.copy_id LIMIT ?`);
  const copy = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables} WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ?`);

  /** `mayBeMore`: whether there may be pages after these. */
  function walk(accountId: AccountId, pages: readonly Row[], mayBeMore: boolean, { fromId, limit, isWanted }: Walk) {
    const copies: Copy[] = [];
    let nextId: number = fromId;
    let looked = 0;
    for (const page of pages) {
      const pageId = page.page_id as number;
      const endId = pageId + (page.block_size as number);
      nextId = Math.max(nextId, pageId);
      const holders = page.sender === null ? undefined : holdersOf(page);
      if (!holders) nextId = Math.max(nextId, endId);
      for (; holders && nextId < endId; nextId++, looked++) {
        if (looked >= limit) return { copies, nextId: nextId as MessageId, isEnd: false };
        const row = copy.get(accountId, holders[nextId - pageId] as number, nextId);
        const found = row && copyFrom(row);
        if (found && isWanted(found)) copies.push(found);
      }
    }
    return { copies, nextId: nextId as MessageId, isEnd: !mayBeMore };
  }

  return {
    untouched(accountId: AccountId, fromId: MessageId, beforeMs: number, limit: number): Stretch {
      const pages = older.all(accountId, accountId, fromId, fromId, beforeMs, limit);
      const isWanted = (one: Copy) => one.availability === 'Alive' && one.enteredMs === null;
      return walk(accountId, pages, pages.length === limit, { fromId, limit, isWanted });
    },

    sent(accountId: AccountId, from: ExtensionId, { fromId, beforeId, limit }: Bounds): Stretch {
      const pageLimit = limit * pagesACopy;
      const pages = sent.all(accountId, fromId, pageLimit, beforeId, from);
      return walk(accountId, pages, pages.length === pageLimit, { fromId, limit, isWanted: isUnpurged });
    },

    unpurged(accountId: AccountId, extensionId: ExtensionId, { fromId, beforeId, limit }: Bounds): Stretch {
      const copies = mailbox.all(accountId, extensionId, fromId, beforeId, limit).map(copyFrom);
      const nextId = ((copies.at(-1)?.copyId ?? fromId - 1) + 1) as MessageId;
      return { copies: copies.filter(isUnpurged), nextId, isEnd: copies.length < limit };
    },
  };
}

interface Bounds {
  readonly fromId: MessageId;
  readonly beforeId: MessageId;
  readonly limit: number;
}

function isUnpurged({ availability }: Copy): boolean {
  return availability !== 'Purged';
}

/** The holders of a page's copies, in the order of their ids: the sender, then those reached. */
function holdersOf(page: Row): readonly number[] {
  const [senderId] = JSON.parse(page.sender as string) as [number];
  return [senderId, ...(JSON.parse(page.reached_ids as string) as number[])];
}
