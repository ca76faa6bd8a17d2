/** Answers the facts that decisions ask for, inside the transaction that will keep what they decide. */

import type { AccountState, DepartmentMembers, FactOf, FactRequest } from '../../domain/fact.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from './open-database.ts';
import { createReadConversation, createReadMemberships } from './read-conversations.ts';
import {
  copyFrom,
  credentialFrom,
  extensionFrom,
  idempotentSendFrom,
  idsFrom,
  messageColumns,
  messageFrom,
  messageTables,
  type Row,
  sessionFrom,
  stateSql,
  tokenFrom,
} from './rows.ts';

type Answers = {
  readonly [K in FactRequest['kind']]: (
    accountId: AccountId,
    request: Extract<FactRequest, { kind: K }>,
    nowMs: number,
  ) => FactOf<K>;
};

/** Every kind of fact with the statement behind it. */
export function createGather(db: Database) {
  const account = db.statement('SELECT next_sequence, last_time_ms FROM account WHERE account_id = ?');
  const extension = db.statement('SELECT * FROM extension WHERE account_id = ? AND extension_id = ?');
  const extensionByNumber = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND extension_number = ? AND is_deleted = 0',
  );
  const membersJoin = `
    FROM membership m JOIN extension e ON e.account_id = m.account_id AND e.extension_id = m.extension_id
    WHERE m.account_id = ? AND m.department_id = ? AND m.left_seq IS NULL AND e.is_deleted = 0`;
  const activeMembers = db.statement(`SELECT m.extension_id ${membersJoin} AND e.status = 'Enabled'`);
  const inactiveMembers = db.statement(`SELECT e.* ${membersJoin} AND e.status <> 'Enabled'`);
  const manager = db.statement('SELECT 1 FROM manager WHERE account_id = ? AND department_id = ? AND extension_id = ?');
  const membershipsOf = createReadMemberships(db);
  const administrators = db.statement(`
    SELECT extension_id FROM extension
    WHERE account_id = ? AND is_administrator = 1 AND status = 'Enabled' AND is_deleted = 0`);
  const audience = db.statement('SELECT audience_id FROM audience WHERE account_id = ? AND department_ids = ?');
  const oneCopy = 'WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ?';
  const copy = db.statement(`SELECT c.*, p.created_ms FROM ${messageTables} ${oneCopy}`);
  const message = db.statement(`SELECT ${messageColumns} FROM ${messageTables} ${oneCopy}`);
  const aliveCopies = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id > ? AND ${stateSql.availability} = 0
      AND p.created_ms < ? AND (?5 = '[]' OR c.conversation_id IN (SELECT value FROM json_each(?5)))
    ORDER BY c.copy_id LIMIT ?6`);
  const idempotentSend = db.statement(
    'SELECT * FROM idempotent_send WHERE account_id = ? AND extension_id = ? AND key = ?',
  );
  const readConversation = createReadConversation(db);
  const session = db.statement('SELECT * FROM session WHERE account_id = ? AND session_id = ?');
  const credential = db.statement('SELECT * FROM credential WHERE account_id = ? AND credential_id = ?');
  const token = db.statement('SELECT * FROM token WHERE account_id = ? AND token_hash = ?');

  const answers: Answers = {
    account: (accountId, _request, nowMs) => accountFrom(account.get(accountId), nowMs),
    extension: (accountId, { extensionId }) => optional(extension.get(accountId, extensionId), extensionFrom),
    'extension-by-number': (accountId, { extensionNumber }) =>
      optional(extensionByNumber.get(accountId, extensionNumber), extensionFrom),
    'department-members': (accountId, { departmentId }): DepartmentMembers => ({
      activeIds: idsFrom(activeMembers.all(accountId, departmentId), 'extension_id'),
      inactive: inactiveMembers.all(accountId, departmentId).map(extensionFrom),
    }),
    'is-manager': (accountId, { departmentId, extensionId }) =>
      manager.get(accountId, departmentId, extensionId) !== undefined,
    'memberships-of': (accountId, { extensionId }) => membershipsOf(accountId, extensionId),
    'active-administrators': (accountId) => idsFrom(administrators.all(accountId), 'extension_id'),
    audience: (accountId, { departmentIds }) =>
      optional(audience.get(accountId, departmentIds.join(' ')), (row) => row.audience_id as FactOf<'audience'>),
    copy: (accountId, { extensionId, copyId }) => optional(copy.get(accountId, extensionId, copyId), copyFrom),
    'alive-copies': (accountId, { extensionId, conversationIds, beforeMs, limit, afterId }) =>
      aliveCopies.all(accountId, extensionId, afterId, beforeMs, JSON.stringify(conversationIds), limit).map(copyFrom),
    message: (accountId, { extensionId, copyId }) => optional(message.get(accountId, extensionId, copyId), messageFrom),
    'idempotent-send': (accountId, { extensionId, key }) =>
      optional(idempotentSend.get(accountId, extensionId, key), idempotentSendFrom),
    conversation: (accountId, { conversationId }) => readConversation(accountId, conversationId),
    session: (accountId, { sessionId }) => optional(session.get(accountId, sessionId), sessionFrom),
    credential: (accountId, { credentialId }) => optional(credential.get(accountId, credentialId), credentialFrom),
    token: (accountId, { tokenHash }) => optional(token.get(accountId, tokenHash), tokenFrom),
  };

  return (accountId: AccountId, request: FactRequest, nowMs: number): unknown => {
    const answer = answers[request.kind] as (accountId: AccountId, request: FactRequest, nowMs: number) => unknown;
    return answer(accountId, request, nowMs);
  };
}

function accountFrom(row: Row | undefined, nowMs: number): AccountState | undefined {
  if (!row) return undefined;
  return {
    nextSequence: row.next_sequence as AccountState['nextSequence'],
    timeMs: Math.max(nowMs, row.last_time_ms as number),
  };
}

function optional<T>(row: Row | undefined, from: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : from(row);
}
