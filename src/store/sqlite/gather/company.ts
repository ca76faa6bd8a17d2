/** Answers facts about a company, its people and Departments. */

import type { CompanyFacts, DepartmentMembers } from '../../../domain/facts/company.ts';
import type { AssignableRole } from '../../../domain/role.ts';
import type { Database } from '../open-database.ts';
import { createReadMemberships } from '../read-conversations.ts';
import { createReadPeopleByEmail, createReadPresence } from '../read-directory.ts';
import { extensionFrom, hasRole, idsFrom } from '../rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherCompany(db: Database): Answers<keyof CompanyFacts> {
  const extension = db.statement('SELECT * FROM extension WHERE account_id = ? AND extension_id = ?');
  const extensionByNumber = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND extension_number = ? AND is_deleted = 0',
  );
  const freeNumber = db.statement(`
    SELECT min(n) AS number FROM (
      SELECT CAST(?2 AS INTEGER) AS n
      UNION ALL
      SELECT CAST(extension_number AS INTEGER) + 1 FROM extension
      WHERE account_id = ?1 AND is_deleted = 0 AND CAST(extension_number AS INTEGER) >= ?2
    ) WHERE NOT EXISTS (SELECT 1 FROM extension
      WHERE account_id = ?1 AND extension_number = CAST(n AS TEXT) AND is_deleted = 0)`);
  const membersJoin = `
    FROM membership m JOIN extension e ON e.account_id = m.account_id AND e.extension_id = m.extension_id
    WHERE m.account_id = ? AND m.department_id = ? AND m.left_seq IS NULL AND e.is_deleted = 0`;
  const activeMembers = db.statement(`SELECT m.extension_id ${membersJoin} AND e.status = 'Enabled'`);
  const inactiveMembers = db.statement(`SELECT e.* ${membersJoin} AND e.status <> 'Enabled'`);
  const manager = db.statement('SELECT 1 FROM manager WHERE account_id = ? AND department_id = ? AND extension_id = ?');
  const anyManager = db.statement('SELECT 1 FROM manager WHERE account_id = ? AND extension_id = ? LIMIT 1');
  const defaultRole = db.statement('SELECT default_role FROM account WHERE account_id = ?');
  const peopleByEmail = createReadPeopleByEmail(db);
  const presence = createReadPresence(db);
  const managers = db.statement('SELECT extension_id FROM manager WHERE account_id = ? AND department_id = ?');
  const membershipsOf = createReadMemberships(db);
  const administrators = db.statement(`
    SELECT extension_id FROM extension
    WHERE account_id = ? AND ${hasRole('administrator')} AND status = 'Enabled' AND is_deleted = 0`);

  return {
    extension: (accountId, { extensionId }) => optional(extension.get(accountId, extensionId), extensionFrom),
    'extension-by-number': (accountId, { extensionNumber }) =>
      optional(extensionByNumber.get(accountId, extensionNumber), extensionFrom),
    'people-by-email': (accountId, { email }) => peopleByEmail(accountId, email),
    'free-number': (accountId, { from }) => freeNumber.get(accountId, from)?.number as number,
    'department-members': (accountId, { departmentId }): DepartmentMembers => ({
      activeIds: idsFrom(activeMembers.all(accountId, departmentId), 'extension_id'),
      inactive: inactiveMembers.all(accountId, departmentId).map(extensionFrom),
    }),
    'is-manager': (accountId, { departmentId, extensionId }) =>
      manager.get(accountId, departmentId, extensionId) !== undefined,
    'is-any-manager': (accountId, { extensionId }) => anyManager.get(accountId, extensionId) !== undefined,
    presence: (accountId, { extensionId }) => presence(accountId, extensionId),
    'default-role': (accountId) => defaultRole.get(accountId)?.default_role as AssignableRole,
    'managers-of': (accountId, { departmentId }) => idsFrom(managers.all(accountId, departmentId), 'extension_id'),
    'memberships-of': (accountId, { extensionId }) => membershipsOf(accountId, extensionId),
    'active-administrators': (accountId) => idsFrom(administrators.all(accountId), 'extension_id'),
  };
}
