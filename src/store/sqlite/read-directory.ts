/** Reads of the company: its account and its extensions. */

import { type Extension, mailboxTypes, ownsMailbox } from '../../domain/extension.ts';
import { folded } from '../../domain/folding.ts';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import { type Presence, standardPresence } from '../../domain/presence.ts';
import type { Account, DepartmentWithPeople, ExtensionQuery, PersonPresence } from '../../domain/reads/company.ts';
import type { Listed, Paging } from '../../domain/reads/lists.ts';
import type { AssignableRole } from '../../domain/role.ts';
import type { Actor } from '../../domain/session.ts';
import type { Database } from './open-database.ts';
import { extensionFrom, hasRole, idsFrom, type Row } from './rows.ts';

/** The living people with an e-mail address. What cannot sign in, such as a Department, may have the same. */
export function createReadPeopleByEmail(db: Database) {
  const byEmail = db.statement(`
    SELECT * FROM extension INDEXED BY extension_by_email
    WHERE account_id = ? AND is_deleted = 0 AND lower(json_extract(contact, '$.email')) = lower(?)`);
  return (accountId: AccountId, email: string): Extension[] => {
    if (email === '') return [];
    return byEmail
      .all(accountId, email)
      .map(extensionFrom)
      .filter(({ type }) => ownsMailbox(type));
  };
}

/** What someone tells of their presence; for those who have said nothing, what is taken for granted. */
export function createReadPresence(db: Database) {
  const one = db.statement('SELECT presence FROM presence WHERE account_id = ? AND extension_id = ?');
  return (accountId: AccountId, extensionId: ExtensionId): Presence => {
    const row = one.get(accountId, extensionId);
    return row ? JSON.parse(row.presence as string) : standardPresence;
  };
}

/** Everyone with a mailbox, as far as they let it be seen. */
function createListPresences(db: Database) {
  const from = `
    FROM extension e LEFT JOIN presence p ON p.account_id = e.account_id AND p.extension_id = e.extension_id
    WHERE e.account_id = ?1 AND e.is_deleted = 0 AND e.type IN (SELECT value FROM json_each(?2))
      AND (e.extension_id = ?3 OR coalesce(p.presence ->> 'isVisible', 1) = 1)`;
  const total = db.statement(`SELECT count(*) AS total ${from}`);
  const page = db.statement(`
    SELECT e.*, p.presence ${from} ORDER BY CAST(e.extension_number AS INTEGER), e.extension_id LIMIT ?4 OFFSET ?5`);
  const types = JSON.stringify([...mailboxTypes]);
  return ({ accountId, extensionId }: Actor, { page: number, perPage }: Paging): Listed<PersonPresence> => ({
    totalElements: total.get(accountId, types, extensionId)?.total as number,
    records: page.all(accountId, types, extensionId, perPage, (number - 1) * perPage).map((row) => ({
      extension: extensionFrom(row),
      presence: row.presence === null ? standardPresence : JSON.parse(row.presence as string),
    })),
  });
}

/** So many words of a search have a condition each, which takes a fraction of the time; there may be any number. */
const wordsByName = 4;

export function createReadDirectory(db: Database) {
  const account = db.statement('SELECT account_id, name FROM account WHERE account_id = ?');
  const extension = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND extension_id = ? AND is_deleted = 0',
  );

  const managers = db.statement(`
    SELECT e.* FROM manager m JOIN extension e ON e.account_id = m.account_id AND e.extension_id = m.extension_id
    WHERE m.account_id = ? AND m.department_id = ? ORDER BY CAST(e.extension_number AS INTEGER)`);

  const membersAmong = db.statement(`
    SELECT department_id, extension_id FROM membership
    WHERE account_id = ? AND left_seq IS NULL AND department_id IN (SELECT value FROM json_each(?))`);
  const managersAmong = db.statement(`
    SELECT department_id, extension_id FROM manager
    WHERE account_id = ? AND department_id IN (SELECT value FROM json_each(?))`);

  const anyManagers = db.statement('SELECT DISTINCT extension_id FROM manager WHERE account_id = ?');
  const defaultRole = db.statement('SELECT default_role FROM account WHERE account_id = ?');

  const operator = db.statement(`
    SELECT * FROM extension
    WHERE account_id = ? AND ${hasRole('administrator')} AND status = 'Enabled' AND is_deleted = 0
    ORDER BY extension_id LIMIT 1`);
  const accounts = db.statement('SELECT account_id, name FROM account ORDER BY account_id');
  const people = db.statement(`
    SELECT * FROM extension
    WHERE account_id = ? AND is_deleted = 0 AND status = 'Enabled' AND type <> 'Department'
    ORDER BY CAST(extension_number AS INTEGER), extension_number LIMIT ?`);

  const reads = {
    listAccounts: (): Account[] =>
      accounts.all().map((row) => ({ accountId: row.account_id as AccountId, name: row.name as string })),

    listPeople: (accountId: AccountId, count: number): Extension[] => people.all(accountId, count).map(extensionFrom),

    listManagers: (accountId: AccountId, departmentId: ExtensionId): Extension[] =>
      managers.all(accountId, departmentId).map(extensionFrom),

    listManagerIds: (accountId: AccountId): ExtensionId[] => idsFrom(anyManagers.all(accountId), 'extension_id'),

    readDefaultRole: (accountId: AccountId): AssignableRole =>
      defaultRole.get(accountId)?.default_role as AssignableRole,

    readPresence: createReadPresence(db),
    listPresences: createListPresences(db),

    readAccount(accountId: AccountId): Account | undefined {
      const row = account.get(accountId);
      if (!row) return undefined;
      const first = operator.get(accountId);
      return { accountId, name: row.name as string, ...(first ? { operator: extensionFrom(first) } : {}) };
    },

    readExtension(accountId: AccountId, extensionId: ExtensionId): Extension | undefined {
      const row = extension.get(accountId, extensionId);
      return row && extensionFrom(row);
    },

    listExtensions(accountId: AccountId, query: ExtensionQuery): Listed<Extension> {
      const clauses = ['account_id = ?', 'is_deleted = 0'];
      const values: (number | string)[] = [accountId];
      for (const column of ['status', 'type'] as const) {
        if (query[column].length === 0) continue;
        clauses.push(`${column} IN (SELECT value FROM json_each(?))`);
        values.push(JSON.stringify(query[column]));
      }
      if (query.extensionNumber !== undefined) {
        clauses.push('extension_number = ?');
        values.push(query.extensionNumber);
      }
      if (query.email !== undefined) {
        // The first half passes over almost everyone, and costs less.
        clauses.push(`instr(searched, ?) > 0 AND fold(contact ->> 'email') = fold(?)`);
        values.push(folded(query.email), query.email);
      }
      if (query.memberId !== undefined) {
        clauses.push(`extension_id IN (
          SELECT department_id FROM membership INDEXED BY membership_now
          WHERE account_id = ? AND extension_id = ? AND left_seq IS NULL)`);
        values.push(accountId, query.memberId);
      }
      if (query.departmentId !== undefined) {
        clauses.push(`extension_id IN (
          SELECT extension_id FROM membership WHERE account_id = ? AND department_id = ? AND left_seq IS NULL)`);
        values.push(accountId, query.departmentId);
      }
      const words = folded(query.search ?? '')
        .split(/\s+/)
        .filter((word) => word !== '');
      for (const word of words.slice(0, wordsByName)) {
        clauses.push('instr(searched, ?) > 0');
        values.push(word);
      }
      if (words.length > wordsByName) {
        clauses.push('NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(searched, value) = 0)');
        values.push(JSON.stringify(words.slice(wordsByName)));
      }
      const from = `FROM extension WHERE ${clauses.join(' AND ')}`;
      const total = db.statement(`SELECT count(*) AS total ${from}`).get(...values);
      const rows = db
        .statement(`SELECT * ${from} ORDER BY CAST(extension_number AS INTEGER), extension_id LIMIT ? OFFSET ?`)
        .all(...values, query.perPage, (query.page - 1) * query.perPage);
      return { records: rows.map(extensionFrom), totalElements: total?.total as number };
    },
  };

  return {
    ...reads,

    listDepartments(accountId: AccountId, paging: Paging): Listed<DepartmentWithPeople> {
      const { records, totalElements } = reads.listExtensions(accountId, {
        ...{ ...paging, status: [], type: ['Department'] },
      });
      const departmentIds = JSON.stringify(records.map(({ extensionId }) => extensionId));
      const members = byDepartment(membersAmong.all(accountId, departmentIds));
      const managing = byDepartment(managersAmong.all(accountId, departmentIds));
      return {
        totalElements,
        records: records.map((department) => ({
          department,
          memberIds: members.get(department.extensionId) ?? [],
          managerIds: managing.get(department.extensionId) ?? [],
        })),
      };
    },
  };
}

function byDepartment(rows: readonly Row[]): Map<ExtensionId, ExtensionId[]> {
  const groups = Map.groupBy(rows, (row) => row.department_id as ExtensionId);
  return new Map([...groups].map(([departmentId, group]) => [departmentId, idsFrom(group, 'extension_id')]));
}
