/** Writes the effects on a company, its people and Departments. */

import type { CompanyEffect } from '../../../domain/effects/company.ts';
import type { Extension } from '../../../domain/extension.ts';
import { folded } from '../../../domain/folding.ts';
import { standardRole } from '../../../domain/role.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

/** What somebody is found by. */
function searchedIn({ name, extensionNumber, contact }: Extension): string {
  const { email = '', jobTitle = '', department = '' } = contact;
  return folded([name, extensionNumber, email, jobTitle, department].join(' '));
}

export function createApplyCompany(db: Database): Appliers<CompanyEffect> {
  const foundAccount = db.statement(
    'INSERT INTO account (account_id, name, default_role, next_sequence, last_time_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const setDefaultRole = db.statement('UPDATE account SET default_role = ? WHERE account_id = ?');
  const putExtension = db.statement(`
    INSERT INTO extension (account_id, extension_id, extension_number, type, status, name, contact,
      roles, is_deleted, created_seq, modified_seq, searched)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account_id, extension_id) DO UPDATE SET extension_number = excluded.extension_number,
      type = excluded.type, status = excluded.status, name = excluded.name, contact = excluded.contact,
      roles = excluded.roles, is_deleted = excluded.is_deleted, searched = excluded.searched,
      before_seq = modified_seq, modified_seq = excluded.modified_seq`);
  const putPresence = db.statement(`
    INSERT INTO presence (account_id, extension_id, presence, modified_seq, number) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT (account_id, extension_id) DO UPDATE SET presence = excluded.presence,
      modified_seq = excluded.modified_seq, number = number + 1`);
  const dropPresence = db.statement('DELETE FROM presence WHERE account_id = ? AND extension_id = ?');
  const joinMember = db.statement(
    'INSERT INTO membership (account_id, department_id, extension_id, joined_seq, joined_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const leaving = 'SET left_seq = ? WHERE account_id = ? AND left_seq IS NULL AND';
  const leaveDepartment = db.statement(
    `UPDATE membership INDEXED BY membership_now ${leaving} department_id = ? AND extension_id = ?`,
  );
  const emptyDepartment = db.statement(`UPDATE membership ${leaving} department_id = ?`);
  const clearManagers = db.statement('DELETE FROM manager WHERE account_id = ? AND department_id = ?');
  const dismissManager = db.statement('DELETE FROM manager WHERE account_id = ? AND extension_id = ?');
  const addManager = db.statement('INSERT INTO manager (account_id, department_id, extension_id) VALUES (?, ?, ?)');

  return {
    'account-founded': (accountId, { name, nextSequence, timeMs }) => {
      foundAccount.run(accountId, name, standardRole, nextSequence, timeMs);
    },
    'default-role-set': (accountId, { role }) => {
      setDefaultRole.run(role, accountId);
    },
    'extension-put': (accountId, { extension, modifiedSeq }) => {
      const { extensionId, extensionNumber, type, status, name, contact, roles, isDeleted } = extension;
      putExtension.run(
        ...[accountId, extensionId, extensionNumber, type, status, name, JSON.stringify(contact)],
        ...[roles.join(' '), isDeleted ? 1 : 0, modifiedSeq, modifiedSeq, searchedIn(extension)],
      );
    },
    'member-joined': (accountId, { departmentId, extensionId, joinedSeq, joinedMs }) => {
      joinMember.run(accountId, departmentId, extensionId, joinedSeq, joinedMs);
    },
    'member-left': (accountId, { departmentId, extensionId, leftSeq }) => {
      leaveDepartment.run(leftSeq, accountId, departmentId, extensionId);
    },
    'department-emptied': (accountId, { departmentId, leftSeq }) => {
      emptyDepartment.run(leftSeq, accountId, departmentId);
    },
    'presence-gone': (accountId, { extensionId }) => {
      dropPresence.run(accountId, extensionId);
    },
    'presence-put': (accountId, { extensionId, presence, modifiedSeq }) => {
      putPresence.run(accountId, extensionId, JSON.stringify(presence), modifiedSeq);
    },
    'managers-set': (accountId, { departmentId, managerIds }) => {
      clearManagers.run(accountId, departmentId);
      for (const managerId of managerIds) addManager.run(accountId, departmentId, managerId);
    },
    'manager-dismissed': (accountId, { extensionId }) => {
      dismissManager.run(accountId, extensionId);
    },
  };
}
