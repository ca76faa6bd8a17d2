/** Answers facts about pages, copies and threads. */

import type { FactOf } from '../../../domain/fact.ts';
import type { MessageFacts } from '../../../domain/facts/messages.ts';
import type { Database } from '../open-database.ts';
import { createReadConversation } from '../read-conversations.ts';
import {
  availabilityCode,
  copyFrom,
  idempotentSendFrom,
  messageColumns,
  messageFrom,
  messageTables,
  stateSql,
} from '../rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherMessages(db: Database): Answers<keyof MessageFacts> {
  const audience = db.statement('SELECT audience_id FROM audience WHERE account_id = ? AND department_ids = ?');
  const oneCopy = `WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ? AND ${stateSql.isThere}`;
  const copy = db.statement(`SELECT c.*, p.created_ms FROM ${messageTables} ${oneCopy}`);
  const message = db.statement(`SELECT ${messageColumns} FROM ${messageTables} ${oneCopy}`);
  const aliveCopies = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id > ?3 AND p.created_ms < ?4
      AND (?5 = '[]' OR c.conversation_id IN (SELECT value FROM json_each(?5))) AND ${stateSql.availability} <= ?7
    ORDER BY c.copy_id LIMIT ?6`);
  const idempotentSend = db.statement(
    'SELECT * FROM idempotent_send WHERE account_id = ? AND extension_id = ? AND key = ?',
  );
  const readConversation = createReadConversation(db);

  return {
    audience: (accountId, { departmentIds }) =>
      optional(audience.get(accountId, departmentIds.join(' ')), (row) => row.audience_id as FactOf<'audience'>),
    copy: (accountId, { extensionId, copyId }) => optional(copy.get(accountId, extensionId, copyId), copyFrom),
    'alive-copies': (accountId, { extensionId, conversationIds, beforeMs, limit, afterId, isDeletedToo }) =>
      aliveCopies
        .all(
          ...[accountId, extensionId, afterId, beforeMs, JSON.stringify(conversationIds), limit],
          availabilityCode(isDeletedToo ? 'Deleted' : 'Alive'),
        )
        .map(copyFrom),
    message: (accountId, { extensionId, copyId }) => optional(message.get(accountId, extensionId, copyId), messageFrom),
    'idempotent-send': (accountId, { extensionId, key }) =>
      optional(idempotentSend.get(accountId, extensionId, key), idempotentSendFrom),
    conversation: (accountId, { conversationId }) => readConversation(accountId, conversationId),
  };
}
