/** Whether a caller may use an operation at this moment: their app, their roles, and the extension the path names. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { appMay } from '../../domain/permission.ts';
import { personMay, type Standing } from '../../domain/role.ts';
import type { AccessGrant } from '../../domain/session.ts';
import { requireAccountId, requireOwnMailbox } from './mailbox.ts';
import type { Permissions } from './operation.ts';
import type { ApiServices } from './services.ts';

/** Refuses with `missing-app-permission` or `missing-user-permission`. */
export function requirePermissions({ app, user }: Permissions, { scopes }: AccessGrant, standing: Standing): void {
  if (app && !appMay(scopes, app)) throw new DomainError({ code: 'missing-app-permission', subject: app });
  if (user && !personMay(standing, user)) throw new DomainError({ code: 'missing-user-permission', subject: user });
}

/**
 * Refuses a path that names another account, or an extension that is not the caller's own. Undefined when there is
 * nothing to wait for, as for almost every request.
 */
export function requireOwnPath(
  { extension }: Permissions,
  request: FastifyRequest,
  caller: AccessGrant,
  services: ApiServices,
): Promise<void> | undefined {
  // Our own addresses name no account: it is the caller's.
  const { accountId = '~', extensionId } = request.params as { accountId?: string; extensionId?: string };
  requireAccountId({ accountId }, caller);
  if (extensionId === undefined || extensionId === '~' || extension === 'any') return undefined;
  return requireOwnMailbox({ accountId, extensionId }, caller, services);
}
