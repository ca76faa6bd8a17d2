/** Answers the facts that decisions ask for, inside the transaction that will keep what they decide. */

import type { AccountState, DepartmentMembers, FactOf, FactRequest } from '../../domain/fact.ts';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import type { Database } from './open-database.ts';
import { copyFrom, credentialFrom, extensionFrom, type Row, sessionFrom, tokenFrom } from './rows.ts';

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
  const departmentsOf = db.statement(
    'SELECT department_id FROM membership WHERE account_id = ? AND extension_id = ? AND left_seq IS NULL',
  );
  const audience = db.statement('SELECT audience_id FROM audience WHERE account_id = ? AND department_ids = ?');
  const copy = db.statement(`
    SELECT c.*, p.created_ms
    FROM copy c JOIN page p ON p.account_id = c.account_id AND p.page_id = c.page_id
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ?`);
  const conversation = db.statement('SELECT * FROM conversation WHERE account_id = ? AND conversation_id = ?');
  const audienceDepartments = db.statement(
    'SELECT department_id FROM audience_department WHERE account_id = ? AND audience_id = ?',
  );
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
    'departments-of': (accountId, { extensionId }) =>
      idsFrom(departmentsOf.all(accountId, extensionId), 'department_id'),
    audience: (accountId, { departmentIds }) =>
      optional(audience.get(accountId, departmentIds.join(' ')), (row) => row.audience_id as FactOf<'audience'>),
    copy: (accountId, { extensionId, copyId }) => optional(copy.get(accountId, extensionId, copyId), copyFrom),
    conversation: (accountId, { conversationId }) =>
      optional(conversation.get(accountId, conversationId), (row) => ({
        conversationId,
        originatorId: row.originator_id as ExtensionId,
        explicitIds: JSON.parse(row.explicit_ids as string),
        audienceId: row.audience_id as NonNullable<FactOf<'audience'>>,
        departmentIds: idsFrom(audienceDepartments.all(accountId, row.audience_id as number), 'department_id'),
      })),
    session: (accountId, { sessionId }) => optional(session.get(accountId, sessionId), sessionFrom),
    credential: (accountId, { credentialId }) => optional(credential.get(accountId, credentialId), credentialFrom),
    token: (accountId, { tokenHash }) => optional(token.get(accountId, tokenHash), tokenFrom),
  };

  return (accountId: AccountId, nowMs: number) =>
    (request: FactRequest): unknown => {
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

function idsFrom(rows: readonly Row[], column: string): ExtensionId[] {
  return rows.map((row) => row[column] as ExtensionId);
}
