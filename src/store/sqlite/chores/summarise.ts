/** Takes the threads of the older copies of a mailbox into its summaries, a few blocks at a time, and says which mailbox needs it. */

import type { AccountId, ExtensionId } from '../../../domain/ids.ts';
import { type BlockSizes, createCloseBlocks } from '../mailbox/close-blocks.ts';
import type { Database } from '../open-database.ts';
import { stateSql } from '../rows.ts';
import { threadLevel } from '../schema/summaries.ts';

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

interface Block {
  readonly first_id: number;
  readonly end_id: number;
}

const mailbox = 'account_id = ?1 AND extension_id = ?2';

export function createSummarise(db: Database, sizes: BlockSizes) {
  const blocks = createCloseBlocks(db, sizes);
  const mailboxesFrom = db.statement(
    'SELECT extension_id FROM extension WHERE account_id = ? AND extension_id >= ? ORDER BY extension_id LIMIT ?',
  );
  const blocksAfter = db.statement(`
    SELECT first_id, end_id FROM summary_block WHERE ${mailbox} AND level = 0 AND end_id > ?3 ORDER BY end_id LIMIT ?4`);
  const within = `${mailbox} AND copy_id >= ?3 AND copy_id < ?4`;
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
  const dropEnd = db.statement(`DELETE FROM summary_block WHERE ${mailbox} AND level = ${threadLevel}`);
  const addEnd = db.statement(`
    INSERT INTO summary_block (account_id, extension_id, level, first_id, end_id) VALUES (?1, ?2, ${threadLevel}, 0, ?3)`);

  const threadEnd = (accountId: AccountId, extensionId: ExtensionId) =>
    blocks.blockEnd(accountId, extensionId, threadLevel);

  function isBehind(accountId: AccountId, extensionId: ExtensionId): boolean {
    return (
      threadEnd(accountId, extensionId) < blocks.blockEnd(accountId, extensionId, 0) ||
      blocks.isBehind(accountId, extensionId)
    );
  }

  function takeThreadsIn(accountId: AccountId, extensionId: ExtensionId): void {
    const after = threadEnd(accountId, extensionId);
    const found = blocksAfter.all(accountId, extensionId, after, blocksAStep) as unknown as Block[];
    for (const { first_id: firstId, end_id: endId } of found) {
      for (const statement of [addThreadCopies, dropOlderHeads, addHeads]) {
        statement.run(accountId, extensionId, firstId, endId);
      }
    }
    const last = found.at(-1);
    if (!last) return;
    dropEnd.run(accountId, extensionId);
    addEnd.run(accountId, extensionId, last.end_id);
  }

  return {
    /** Looks at no more than `limit` mailboxes. */
    nextBehind(accountId: AccountId, { fromId, sinceSeq, limit }: Bounds): MailboxBehind {
      const isNamed = (extensionId: ExtensionId) =>
        blocks.hasCopiesSince(accountId, extensionId, sinceSeq) && isBehind(accountId, extensionId);
      const ids = mailboxesFrom.all(accountId, fromId, limit + 1).map((row) => row.extension_id as ExtensionId);
      const behindId = ids.slice(0, limit).find(isNamed);
      return { behindId, nextId: behindId ?? ids[limit] };
    },

    summarise(accountId: AccountId, extensionId: ExtensionId): void {
      for (let block = 0; block < blocksAStep && blocks.closeOne(accountId, extensionId); block++);
      takeThreadsIn(accountId, extensionId);
    },
  };
}
