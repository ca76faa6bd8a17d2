/** Answers facts about pages, copies and threads. */

import type { FactOf } from '../../../domain/fact.ts';
import type { MessageFacts } from '../../../domain/facts/messages.ts';
import { messageColumns, messageFrom, messageStatement, messageTables } from '../message-rows.ts';
import type { Database } from '../open-database.ts';
import { createReadConversation } from '../read-conversations.ts';
import { availabilityCode, copyFrom, idempotentSendFrom, stateSql } from '../rows.ts';
import { threadLevel } from '../schema/summaries.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherMessages(db: Database): Answers<keyof MessageFacts> {
  const audience = db.statement('SELECT audience_id FROM audience WHERE account_id = ? AND department_ids = ?');
  const oneCopy = `WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ? AND ${stateSql.isThere}`;
  const copy = db.statement(`SELECT c.*, p.created_ms FROM ${messageTables} ${oneCopy}`);
  const message = messageStatement(db, `SELECT ${messageColumns} FROM ${messageTables} ${oneCopy}`);
  const aliveCopies = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id > ?3 AND p.created_ms < ?4
      AND ${stateSql.availability} <= ?6
    ORDER BY c.copy_id LIMIT ?5`);
  // A thread's summarised copies are listed; the few that are not yet are looked for.
  const aliveOfThreads = db.statement(`
    SELECT c.*, p.created_ms FROM (
      SELECT t.copy_id FROM json_each(?7) j CROSS JOIN summary_thread_copy t
        ON t.account_id = ?1 AND t.extension_id = ?2 AND t.conversation_id = j.value AND t.copy_id > ?3
      UNION SELECT n.copy_id FROM copy n
        WHERE n.account_id = ?1 AND n.extension_id = ?2 AND n.conversation_id IN (SELECT value FROM json_each(?7))
          AND n.copy_id >= max(?3 + 1, coalesce((
            SELECT max(end_id) FROM summary_block WHERE account_id = ?1 AND extension_id = ?2 AND level = ${threadLevel}), 0))
    ) i CROSS JOIN ${messageTables}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id = i.copy_id AND p.created_ms < ?4
      AND ${stateSql.availability} <= ?6
    ORDER BY c.copy_id LIMIT ?5`);
  const idempotentSend = db.statement(
    'SELECT * FROM idempotent_send WHERE account_id = ? AND extension_id = ? AND key = ?',
  );
  const readConversation = createReadConversation(db);

  return {
    audience: (accountId, { departmentIds }) =>
      optional(audience.get(accountId, departmentIds.join(' ')), (row) => row.audience_id as FactOf<'audience'>),
    copy: (accountId, { extensionId, copyId }) => optional(copy.get(accountId, extensionId, copyId), copyFrom),
    'alive-copies': (accountId, { extensionId, conversationIds, beforeMs, limit, afterId, isDeletedToo }) => {
      const last = availabilityCode(isDeletedToo ? 'Deleted' : 'Alive');
      const bounds = [accountId, extensionId, afterId, beforeMs, limit, last] as const;
      const named = conversationIds.length > 0;
      const rows = named ? aliveOfThreads.all(...bounds, JSON.stringify(conversationIds)) : aliveCopies.all(...bounds);
      return rows.map(copyFrom);
    },
    message: (accountId, { extensionId, copyId }) => optional(message.get(accountId, extensionId, copyId), messageFrom),
    'idempotent-send': (accountId, { extensionId, key }) =>
      optional(idempotentSend.get(accountId, extensionId, key), idempotentSendFrom),
    conversation: (accountId, { conversationId }) => readConversation(accountId, conversationId),
  };
}
