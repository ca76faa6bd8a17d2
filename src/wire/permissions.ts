/** What people may do, as the vendor's dictionary lists it and as it is granted to someone. */

import { Type } from 'typebox';
import { type UserPermission, userPermissions } from '../domain/permission.ts';
import { type Role, roleMay } from '../domain/role.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';
import { roleIdOf } from './role-names.ts';
import type { Urls } from './urls.ts';

export const permissionCategories = {
  Messages: 'Pages and messages',
  Company: 'Company and directory',
  Users: 'People',
  Roles: 'Roles',
  Audit: 'Audit and export',
} as const;
export type PermissionCategory = keyof typeof permissionCategories;

/** What each is about, in a sentence of our own, and whether it is over one's own things alone. */
const about: Readonly<Record<UserPermission, readonly [PermissionCategory, description: string, reach?: 'Self']>> = {
  InternalSMS: ['Messages', 'Send pages', 'Self'],
  ReadMessages: ['Messages', 'Read one’s messages', 'Self'],
  ReadMessageContent: ['Messages', 'Read the content of one’s messages', 'Self'],
  EditMessages: ['Messages', 'Change and delete one’s messages', 'Self'],
  ReadExtensions: ['Company', 'Read people and Departments'],
  ReadCompanyInfo: ['Company', 'Read the company'],
  ReadUserInfo: ['Users', 'Read what is known of people'],
  ReadUserRoles: ['Roles', 'Read roles'],
  ReadAssignedRoles: ['Roles', 'Read who has which role'],
  ReadPresenceStatus: ['Users', 'Read presence'],
  ReadMessagesNotificationsSettings: ['Users', 'Read one’s notification settings', 'Self'],
  EditMessagesNotificationsSettings: ['Users', 'Change one’s notification settings', 'Self'],
  EditUserInfo: ['Users', 'Change people and Departments'],
  EditUserCredentials: ['Users', 'Change how people sign in'],
  EditUserRoles: ['Roles', 'Assign roles to many'],
  EditAssignedRoles: ['Roles', 'Assign roles, name managers'],
  EditCallQueuePresence: ['Company', 'Change who takes part in Departments'],
  AddRemoveUsers: ['Users', 'Create and delete people and Departments'],
  AccountAdministration: ['Company', 'Change settings of the company'],
  Roles: ['Roles', 'Choose the default role'],
  Users: ['Audit', 'Export messages'],
  UserGroups: ['Company', 'Change members of several Departments'],
  Groups: ['Company', 'Change members of a Department'],
  AuditTrail: ['Audit', 'Read the audit trail'],
};

export function permissionFrom(id: string): UserPermission | undefined {
  return userPermissions.find((permission) => permission === id);
}

/** Whether it is over one's own things alone, whoever has it. */
export function isOwnOnly(permission: UserPermission): boolean {
  return about[permission][2] === 'Self';
}

export const permissionIdShape = Type.Object({
  uri: Type.String(),
  id: Type.String(),
  siteCompatible: choice(['Compatible', 'Incompatible', 'Independent']),
  readOnly: Type.Boolean(),
  assignable: Type.Boolean(),
});

const categoryIdShape = Type.Object({ uri: Type.String(), id: Type.String() });

export const permissionShape = Type.Object(
  {
    ...permissionIdShape.properties,
    displayName: Type.String(),
    description: Type.String(),
    category: categoryIdShape,
  },
  { title: 'Permission' },
);
export const permissionListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(permissionShape), paging: pagingShape, navigation: navigationShape },
  { title: 'PermissionList' },
);

export const categoryShape = Type.Object(
  { ...categoryIdShape.properties, displayName: Type.String() },
  { title: 'PermissionCategory' },
);
export const categoryListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(categoryShape), paging: pagingShape, navigation: navigationShape },
  { title: 'PermissionCategoryList' },
);

export const permissionPath = 'dictionary/permission';
export const categoryPath = 'dictionary/permission-category';
export const standardRolePath = 'dictionary/user-role';

export function permissionIdJson(id: UserPermission, { api }: Urls): Type.Static<typeof permissionIdShape> {
  const uri = `${api}/${permissionPath}/${id}`;
  return { uri, id, siteCompatible: 'Independent', readOnly: true, assignable: true };
}

export function permissionJson(permission: UserPermission, urls: Urls): Type.Static<typeof permissionShape> {
  const [id, description] = about[permission];
  const category = { uri: `${urls.api}/${categoryPath}/${id}`, id };
  return { ...permissionIdJson(permission, urls), displayName: wordsOf(permission), description, category };
}

/** The vendor's names are the words of the ids: `ReadMessages` is `Read Messages`. */
function wordsOf(id: string): string {
  return id.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

export function categoryJson(id: PermissionCategory, { api }: Urls): Type.Static<typeof categoryShape> {
  return { uri: `${api}/${categoryPath}/${id}`, id, displayName: permissionCategories[id] };
}

const activePermissionShape = Type.Object({
  permission: permissionIdShape,
  effectiveRole: Type.Object({ uri: Type.String(), id: Type.String() }),
  scopes: Type.Array(choice(['AllExtensions', 'RoleBased', 'Self'])),
});

export const authzProfileShape = Type.Object(
  { uri: Type.String(), permissions: Type.Array(activePermissionShape) },
  { title: 'AuthorizationProfile' },
);
export const authzCheckShape = Type.Object(
  { uri: Type.String(), successful: Type.Boolean(), details: Type.Optional(activePermissionShape) },
  { title: 'PermissionCheck' },
);

/** What a permission means to someone with these roles, by the first that grants it; undefined if none does. */
export function activePermissionJson(
  permission: UserPermission,
  held: readonly Role[],
  urls: Urls,
): Type.Static<typeof activePermissionShape> | undefined {
  const role = held.find((one) => roleMay(one, permission));
  if (!role) return undefined;
  const id = roleIdOf(role);
  const scope = isOwnOnly(permission) ? 'Self' : role === 'department-manager' ? 'RoleBased' : 'AllExtensions';
  return {
    permission: permissionIdJson(permission, urls),
    effectiveRole: { uri: `${urls.api}/${standardRolePath}/${id}`, id },
    scopes: [scope],
  };
}
