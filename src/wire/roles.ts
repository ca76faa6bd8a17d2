/** Roles and who has them, as the vendor shows them. */

import { Type } from 'typebox';
import type { Extension } from '../domain/extension.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Listed, Paging } from '../domain/reads/lists.ts';
import { permissionsOf, type Role } from '../domain/role.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';
import { permissionIdJson, permissionIdShape } from './permissions.ts';
import { roleNames } from './role-names.ts';
import type { Urls } from './urls.ts';

export const roleShape = Type.Object(
  {
    uri: Type.String(),
    id: Type.String(),
    displayName: Type.String(),
    description: Type.String(),
    siteCompatible: Type.Boolean(),
    custom: Type.Boolean(),
    scope: choice(['AllExtensions', 'Group']),
    hidden: Type.Boolean(),
    permissions: Type.Array(permissionIdShape),
  },
  { title: 'Role' },
);

export const roleListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(roleShape), paging: pagingShape, navigation: navigationShape },
  { title: 'RoleList' },
);

/** `address` is the list that the role is read from: the dictionary, or the account. */
export function roleJson(role: Role, address: string, urls: Urls): Type.Static<typeof roleShape> {
  const { id, displayName, description } = roleNames[role];
  return {
    uri: `${address}/${id}`,
    ...{ id, displayName, description, siteCompatible: true, custom: false, hidden: false },
    scope: role === 'department-manager' ? 'Group' : 'AllExtensions',
    permissions: permissionsOf(role).map((permission) => permissionIdJson(permission, urls)),
  };
}

export const defaultRoleShape = Type.Object(
  { uri: Type.String(), id: Type.String(), displayName: Type.String(), siteCompatible: Type.Boolean() },
  { title: 'DefaultRole' },
);

export function defaultRoleJson(
  role: Role,
  { accountId, urls }: { accountId: AccountId; urls: Urls },
): Type.Static<typeof defaultRoleShape> {
  const { id, displayName } = roleNames[role];
  return { uri: `${urls.account(accountId)}/user-role/${id}`, id, displayName, siteCompatible: true };
}

const assignedRoleShape = Type.Object({
  uri: Type.String(),
  id: Type.String(),
  displayName: Type.String(),
  autoAssigned: Type.Boolean({ description: 'Whether it comes with managing a Department' }),
  siteCompatible: Type.Boolean(),
  siteRestricted: Type.Boolean(),
});

export const assignedRolesShape = Type.Object(
  { uri: Type.String(), records: Type.Array(assignedRoleShape) },
  { title: 'AssignedRoles' },
);

/** Who has which roles; those that come with managing included. */
export interface RoleHolder {
  readonly extension: Extension;
  readonly roles: readonly Role[];
}

function assignedJson(role: Role, accountId: AccountId, urls: Urls): Type.Static<typeof assignedRoleShape> {
  return {
    ...defaultRoleJson(role, { accountId, urls }),
    autoAssigned: role === 'department-manager',
    siteRestricted: false,
  };
}

export function assignedRolesJson(
  { extension: { accountId, extensionId }, roles: held }: RoleHolder,
  urls: Urls,
): Type.Static<typeof assignedRolesShape> {
  return {
    uri: `${urls.extension(accountId, extensionId)}/assigned-role`,
    records: held.map((role) => assignedJson(role, accountId, urls)),
  };
}

const roleHolderShape = Type.Object({
  uri: Type.String(),
  extensionId: Type.String(),
  roles: Type.Array(assignedRoleShape),
});

export const roleHoldersShape = Type.Object(
  { uri: Type.String(), records: Type.Array(roleHolderShape), paging: pagingShape, navigation: navigationShape },
  { title: 'RoleHolders' },
);

export function roleHolderJson(holder: RoleHolder, urls: Urls): Type.Static<typeof roleHolderShape> {
  const { uri, records } = assignedRolesJson(holder, urls);
  return { uri, extensionId: String(holder.extension.extensionId), roles: records };
}

export const setRolesShape = Type.Object(
  { records: Type.Array(Type.Object({ id: Type.String() })) },
  { title: 'SetRoles', description: 'All the roles someone is to have' },
);

/** A page of a list that is held whole. */
export function pageOf<T>(all: readonly T[], { page, perPage }: Paging): Listed<T> {
  return { records: all.slice((page - 1) * perPage, page * perPage), totalElements: all.length };
}
