/** Reads that only some people may make: until there are roles, those who administer the account. */

import { DomainError } from '../../domain/errors.ts';
import type { UserPermission } from '../../domain/permission.ts';
import type { Grant } from '../../domain/session.ts';
import type { Beckon } from './beckon.ts';

/** Refuses with `missing-user-permission`, naming the permission that the operation declares. */
export async function requireAdministrator(grant: Grant, permission: UserPermission, { store }: Beckon): Promise<void> {
  const caller = await store.readExtension(grant, grant.extensionId);
  if (!caller?.isAdministrator) throw new DomainError({ code: 'missing-user-permission', subject: permission });
}
