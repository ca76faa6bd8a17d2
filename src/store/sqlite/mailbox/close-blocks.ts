/** Closes blocks: counts the older copies of a mailbox once, so that readers need not count them with every request. */

import type { AccountId, ExtensionId } from '../../../domain/ids.ts';
import type { Database } from '../open-database.ts';

/** How large blocks are. A mailbox is read from them, so either must stay few: blocks of a level, copies of a block. */
export interface BlockSizes {
  readonly copiesABlock: number;
  /** How many blocks of a level make one of the next. */
  readonly blocksAJoin: number;
}

/** The highest level of blocks; level 0 is made of copies. */
export const topLevel = 2;

export const standardBlocks: BlockSizes = { copiesABlock: 128, blocksAJoin: 32 };

const mailbox = 'account_id = ?1 AND extension_id = ?2';

export function createCloseBlocks(db: Database, { copiesABlock, blocksAJoin }: BlockSizes) {
  const endOf = db.statement(`SELECT max(end_id) AS end_id FROM summary_block WHERE ${mailbox} AND level = ?3`);
  const copyAfter = db.statement(
    `SELECT copy_id FROM copy WHERE ${mailbox} AND copy_id >= ?3 ORDER BY copy_id LIMIT 1 OFFSET ?4`,
  );
  const addBlock = db.statement(
    'INSERT INTO summary_block (account_id, extension_id, level, first_id, end_id) VALUES (?1, ?2, ?3, ?4, ?5)',
  );
  const countCopies = db.statement(`
    INSERT INTO summary_count (account_id, extension_id, is_head, level, state, end_id, audience_id, copies)
    SELECT ?1, ?2, 0, 0, state, ?4, audience_id, count(*) FROM copy
    WHERE ${mailbox} AND copy_id >= ?3 AND copy_id < ?4 GROUP BY state, audience_id`);
  const unjoined = db.statement(`
    SELECT min(first_id) AS first_id, max(end_id) AS end_id, count(*) AS blocks
    FROM summary_block WHERE ${mailbox} AND level = ?4 - 1 AND end_id > ?3`);
  const joinCounts = db.statement(`
    INSERT INTO summary_count (account_id, extension_id, is_head, level, state, end_id, audience_id, copies)
    SELECT ?1, ?2, is_head, ?5, state, ?4, audience_id, sum(copies) FROM summary_count
    WHERE ${mailbox} AND is_head IN (0, 1) AND level = ?5 - 1 AND end_id > ?3 GROUP BY is_head, state, audience_id`);

  function copyIdAfter(accountId: AccountId, extensionId: ExtensionId, firstId: number, copies: number) {
    return copyAfter.get(accountId, extensionId, firstId, copies)?.copy_id as number | undefined;
  }

  function blockEnd(accountId: AccountId, extensionId: ExtensionId, level: number): number {
    return (endOf.get(accountId, extensionId, level)?.end_id as number | null) ?? 0;
  }

  /** The newest copies, as many as a block has, are left out: they are read often as they are, and change the most. */
  function isBehind(accountId: AccountId, extensionId: ExtensionId, after = blockEnd(accountId, extensionId, 0)) {
    return copyIdAfter(accountId, extensionId, after, 2 * copiesABlock) !== undefined;
  }

  /** Whether a block of this level was due. */
  function joinBlocks(accountId: AccountId, extensionId: ExtensionId, level: number): boolean {
    const after = blockEnd(accountId, extensionId, level);
    const joined = unjoined.get(accountId, extensionId, after, level) as {
      first_id: number;
      end_id: number;
      blocks: number;
    };
    if (joined.blocks < blocksAJoin) return false;
    joinCounts.run(accountId, extensionId, after, joined.end_id, level);
    addBlock.run(accountId, extensionId, level, joined.first_id, joined.end_id);
    return true;
  }

  return {
    blockEnd,
    isBehind,
    hasCopiesSince: (accountId: AccountId, extensionId: ExtensionId, sinceSeq: number): boolean =>
      copyIdAfter(accountId, extensionId, sinceSeq, 0) !== undefined,

    /** Closes one block, with those of higher levels that it fills. Whether one was due. */
    closeOne(accountId: AccountId, extensionId: ExtensionId): boolean {
      const after = blockEnd(accountId, extensionId, 0);
      if (!isBehind(accountId, extensionId, after)) return false;
      const firstId = after === 0 ? (copyIdAfter(accountId, extensionId, 0, 0) as number) : after;
      const endId = copyIdAfter(accountId, extensionId, after, copiesABlock) as number;
      addBlock.run(accountId, extensionId, 0, firstId, endId);
      countCopies.run(accountId, extensionId, firstId, endId);
      for (let level = 1; level <= topLevel && joinBlocks(accountId, extensionId, level); level++);
      return true;
    },
  };
}

/** So many mailboxes are followed at a time. What is forgotten beyond them is a block closed later than it could be. */
const maxFollowed = 50_000;

/** Told of every copy that is added, has blocks closed with the copies that make one due: readers find few uncounted. */
export function createCloseDueBlocks(db: Database, sizes: BlockSizes) {
  const { closeOne } = createCloseBlocks(db, sizes);
  const added = new Map<string, number>();

  return (accountId: AccountId, extensionId: ExtensionId): void => {
    const mailboxKey = `${accountId} ${extensionId}`;
    const count = (added.get(mailboxKey) ?? 0) + 1;
    if (count < sizes.copiesABlock) {
      if (added.size === maxFollowed) added.clear();
      added.set(mailboxKey, count);
      return;
    }
    added.delete(mailboxKey);
    closeOne(accountId, extensionId);
  };
}
