/** Takes the older copies of a mailbox into its summaries, a few blocks at a time, and says which mailbox needs it. */

import type { AccountId, ExtensionId } from '../../../domain/ids.ts';
import type { Database } from '../open-database.ts';
import { stateSql } from '../rows.ts';

/** How large blocks are. A mailbox is read from them, so either must stay few: blocks of a level, copies of a block. */
export interface BlockSizes {
  readonly copiesABlock: number;
  /** How many blocks of a level make one of the next. */
  readonly blocksAJoin: number;
}

/** The highest level of blocks; level 0 is made of copies. */
export const topLevel = 2;

export const standardBlocks: BlockSizes = { copiesABlock: 128, blocksAJoin: 32 };

/** Enough to get on with, and not so much that anyone waits long for the writer. */
const blocksAStep = 4;

interface Bounds {
  readonly fromId: ExtensionId;
  /** Only mailboxes with copies since this place in the sequence. */
  readonly sinceSeq: number;
  readonly limit: number;
}

export interface MailboxBehind {
  /** A mailbox whose summaries lack copies that they could have. */
  readonly behindId: ExtensionId | undefined;
  /** Where to go on looking; undefined once every mailbox has been looked at. */
  readonly nextId: ExtensionId | undefined;
}

const mailbox = 'account_id = ?1 AND extension_id = ?2';

export function createSummarise(db: Database, { copiesABlock, blocksAJoin }: BlockSizes) {
  const endOf = db.statement(`SELECT max(end_id) AS end_id FROM summary_block WHERE ${mailbox} AND level = ?3`);
  const copyAfter = db.statement(
    `SELECT copy_id FROM copy WHERE ${mailbox} AND copy_id >= ?3 ORDER BY copy_id LIMIT 1 OFFSET ?4`,
  );
  const mailboxesFrom = db.statement(
    'SELECT extension_id FROM extension WHERE account_id = ? AND extension_id >= ? ORDER BY extension_id LIMIT ?',
  );
  const addBlock = db.statement(
    'INSERT INTO summary_block (account_id, extension_id, level, first_id, end_id) VALUES (?1, ?2, ?3, ?4, ?5)',
  );
  const within = `${mailbox} AND copy_id >= ?3 AND copy_id < ?4`;
  const countCopies = db.statement(`
    INSERT INTO summary_count (account_id, extension_id, is_head, level, state, end_id, audience_id, copies)
    SELECT ?1, ?2, 0, 0, state, ?4, audience_id, count(*) FROM copy WHERE ${within} GROUP BY state, audience_id`);
  const addThreadCopies = db.statement(`
    INSERT INTO summary_thread_copy (account_id, extension_id, conversation_id, copy_id)
    SELECT ?1, ?2, conversation_id, copy_id FROM copy WHERE ${within} ORDER BY conversation_id, copy_id`);
  const alive = `FROM copy c WHERE ${within} AND ${stateSql.availability} = 0`;
  const dropOlderHeads = db.statement(
    `DELETE FROM summary_thread WHERE ${mailbox} AND conversation_id IN (SELECT conversation_id ${alive})`,
  );
  // SQLite takes the columns that are not grouped by from the row that has the maximum.
  const addHeads = db.statement(`
    INSERT INTO summary_thread (account_id, extension_id, conversation_id, newest_id, state, audience_id)
    SELECT ?1, ?2, conversation_id, max(copy_id), ${stateSql.isExplicit}, audience_id ${alive} GROUP BY conversation_id`);
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
  function isBehind(accountId: AccountId, extensionId: ExtensionId): boolean {
    const firstId = blockEnd(accountId, extensionId, 0);
    return copyIdAfter(accountId, extensionId, firstId, 2 * copiesABlock) !== undefined;
  }

  function addOneBlock(accountId: AccountId, extensionId: ExtensionId): void {
    const after = blockEnd(accountId, extensionId, 0);
    const firstId = copyIdAfter(accountId, extensionId, after, 0) as number;
    const endId = copyIdAfter(accountId, extensionId, after, copiesABlock) as number;
    addBlock.run(accountId, extensionId, 0, after === 0 ? firstId : after, endId);
    countCopies.run(accountId, extensionId, firstId, endId);
    addThreadCopies.run(accountId, extensionId, firstId, endId);
    dropOlderHeads.run(accountId, extensionId, firstId, endId);
    addHeads.run(accountId, extensionId, firstId, endId);
  }

  function joinBlocks(accountId: AccountId, extensionId: ExtensionId, level: number): void {
    const after = blockEnd(accountId, extensionId, level);
    const joined = unjoined.get(accountId, extensionId, after, level) as {
      first_id: number;
      end_id: number;
      blocks: number;
    };
    if (joined.blocks < blocksAJoin) return;
    joinCounts.run(accountId, extensionId, after, joined.end_id, level);
    addBlock.run(accountId, extensionId, level, joined.first_id, joined.end_id);
  }

  return {
    /** Looks at no more than `limit` mailboxes. */
    nextBehind(accountId: AccountId, { fromId, sinceSeq, limit }: Bounds): MailboxBehind {
      const isNamed = (extensionId: ExtensionId) =>
        copyIdAfter(accountId, extensionId, sinceSeq, 0) !== undefined && isBehind(accountId, extensionId);
      const ids = mailboxesFrom.all(accountId, fromId, limit + 1).map((row) => row.extension_id as ExtensionId);
      const behindId = ids.slice(0, limit).find(isNamed);
      return { behindId, nextId: behindId ?? ids[limit] };
    },

    summarise(accountId: AccountId, extensionId: ExtensionId): void {
      for (let block = 0; block < blocksAStep && isBehind(accountId, extensionId); block++) {
        addOneBlock(accountId, extensionId);
        for (let level = 1; level <= topLevel; level++) joinBlocks(accountId, extensionId, level);
      }
    },
  };
}
