/** The roles and people that requests about roles name. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import { type AssignableRole, assignableRoles, type Role, rolesOf } from '../../domain/role.ts';
import type { AccessGrant } from '../../domain/session.ts';
import { roleFrom } from '../../wire/role-names.ts';
import type { RoleHolder } from '../../wire/roles.ts';
import { accountParams, extensionIdFrom, type mailboxParams } from './mailbox.ts';
import type { ApiServices } from './services.ts';

export const roleParams = Type.Object({ ...accountParams.properties, roleId: Type.String() });

/** The role that a path names. */
export function requireRole({ roleId }: { roleId: string }): Role {
  const role = roleFrom(roleId);
  if (!role) throw new DomainError({ code: 'unknown-resource', parameter: 'roleId' });
  return role;
}

export function isAssignable(role: Role): role is AssignableRole {
  return (assignableRoles as readonly Role[]).includes(role);
}

/** A role that can be given to people, as a body or path names it by `parameter`. */
export function requireAssignable(role: Role, parameter: string): AssignableRole {
  if (isAssignable(role)) return role;
  const subject = 'it comes with managing a Department';
  throw new DomainError({ code: 'invalid-parameter', parameter, subject });
}

/** A role that a body names by its id. */
export function roleInBody(id: string, parameter: string): Role {
  const role = roleFrom(id);
  if (!role) throw new DomainError({ code: 'unknown-referenced-resource', parameter, subject: id });
  return role;
}

export async function holderOf(extension: Extension, caller: AccessGrant, { store }: ApiServices): Promise<RoleHolder> {
  const managers = await store.as(caller).listManagerIds();
  return { extension, roles: rolesOf({ ...extension, isManager: managers.includes(extension.extensionId) }) };
}

/** The person a path names, with their roles. */
export async function requireHolder(
  params: Type.Static<typeof mailboxParams>,
  caller: AccessGrant,
  services: ApiServices,
): Promise<RoleHolder> {
  const extension = await services.store.as(caller).readExtension(extensionIdFrom(params, caller));
  if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
  return await holderOf(extension, caller, services);
}
