/** The roles people have, and what each of them allows. A person may do whatever any of their roles allows. */

import { type UserPermission, userPermissions } from './permission.ts';

/** The built-in roles; there are no others. */
export const roles = ['administrator', 'department-manager', 'user', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Roles that are given to people. The other one comes with managing a Department, and goes with it. */
export const assignableRoles = ['administrator', 'user', 'auditor'] as const satisfies readonly Role[];
export type AssignableRole = (typeof assignableRoles)[number];

/** What new people are given until a company says otherwise. */
export const standardRole: AssignableRole = 'user';

/** What reads the company without changing anything or seeing anyone's pages. */
const reading = [
  'ReadExtensions',
  'ReadCompanyInfo',
  'ReadUserInfo',
  'ReadUserRoles',
  'ReadAssignedRoles',
  'ReadPresenceStatus',
] as const;

const allowed: Readonly<Record<Role, ReadonlySet<UserPermission>>> = {
  administrator: new Set(userPermissions),
  // Over the Departments they manage alone: rules ask which ones those are.
  'department-manager': new Set<UserPermission>(['Groups', 'UserGroups']),
  user: new Set<UserPermission>([
    ...reading,
    ...(['InternalSMS', 'ReadMessages', 'ReadMessageContent', 'EditMessages'] as const),
    ...(['ReadMessagesNotificationsSettings', 'EditMessagesNotificationsSettings'] as const),
  ]),
  // `Users` is what the export of messages asks for, and nothing else does.
  auditor: new Set<UserPermission>([...reading, 'AuditTrail', 'Users']),
};

/** The roles someone acts in: those they were given, and whether they manage any Department. */
export interface Standing {
  readonly roles: readonly AssignableRole[];
  readonly isManager: boolean;
}

/** Every role of someone, the one that comes with managing included. */
export function rolesOf({ roles, isManager }: Standing): readonly Role[] {
  return isManager ? [...roles, 'department-manager'] : roles;
}

export function permissionsOf(role: Role): readonly UserPermission[] {
  return userPermissions.filter((permission) => allowed[role].has(permission));
}

/** Whether the role allows this over the whole company, or over what the person manages. */
export function roleMay(role: Role, permission: UserPermission): boolean {
  return allowed[role].has(permission);
}

/** Whether someone may do this at all; a manager perhaps only to the Departments they manage. */
export function personMay(standing: Standing, permission: UserPermission): boolean {
  return rolesOf(standing).some((role) => roleMay(role, permission));
}

export function isAdministrator({ roles }: Pick<Standing, 'roles'>): boolean {
  return roles.includes('administrator');
}

/** The roles in their fixed order, each once. */
export function orderedRoles(some: Iterable<AssignableRole>): AssignableRole[] {
  const wanted = new Set(some);
  return assignableRoles.filter((role) => wanted.has(role));
}
