/** What roles are called in answers, and the ids that clients name them by. */

import { type Role, roles } from '../domain/role.ts';

/** The vendor's id of a Super Admin is 1; the other ids and names are ours. */
export const roleNames: Readonly<Record<Role, { id: string; displayName: string; description: string }>> = {
  administrator: { id: '1', displayName: 'Super Admin', description: 'May do everything, but read others’ pages' },
  'department-manager': {
    id: '2',
    displayName: 'Department Manager',
    description: 'Adds and removes members of the Departments they manage; comes with managing one',
  },
  user: { id: '3', displayName: 'Standard User', description: 'Sends and reads pages, and sees the company' },
  auditor: {
    id: '4',
    displayName: 'Auditor',
    description: 'Reads the audit trail and exports messages; sends and reads no pages',
  },
};

export function roleIdOf(role: Role): string {
  return roleNames[role].id;
}

/** Undefined if there is no such role. */
export function roleFrom(id: string): Role | undefined {
  return roles.find((role) => roleNames[role].id === id);
}
