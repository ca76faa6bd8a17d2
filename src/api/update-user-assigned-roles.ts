/** PUT …/extension/{extensionId}/assigned-role, and …/default: gives someone just these roles, or the default one. */

import type { SetRoles } from '../domain/commands/roles.ts';
import { unwrap } from '../domain/errors.ts';
import type { Caller } from '../domain/session.ts';
import { assignedRolesJson, assignedRolesShape, setRolesShape } from '../wire/roles.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { holderOf, requireAssignable, requireHolder, roleInBody } from './shared/roles.ts';
import type { ApiServices } from './shared/services.ts';

const path = '/restapi/v1.0/account/:accountId/extension/:extensionId/assigned-role';
const access = { app: 'RoleManagement', user: 'EditAssignedRoles', extension: 'any' } as const;

export const updateUserAssignedRoles = operation({
  operationId: 'updateUserAssignedRoles',
  summary: 'Set someone’s roles',
  tag: 'Roles',
  method: 'PUT',
  path,
  access,
  rate: 'Medium',
  schema: { params: mailboxParams, body: setRolesShape, response: { 200: assignedRolesShape } },
  async handle({ params, body, caller }, services) {
    const held = (await requireHolder(params, caller, services)).roles;
    // Clients send back the list they have read, which a manager's own role is part of.
    const named = body.records.map(({ id }) => roleInBody(id, 'records.id'));
    const given = named.filter((role) => role !== 'department-manager' || !held.includes(role));
    const roles = given.map((role) => requireAssignable(role, 'records.id'));
    return setRoles({ extensionId: extensionIdFrom(params, caller), roles }, caller, services);
  },
});

export const assignDefaultRole = operation({
  operationId: 'assignDefaultRole',
  summary: 'Give someone the default role alone',
  tag: 'Roles',
  method: 'PUT',
  path: `${path}/default`,
  access,
  rate: 'Medium',
  schema: { params: mailboxParams, response: { 200: assignedRolesShape } },
  handle: ({ params, caller }, services) =>
    setRoles({ extensionId: extensionIdFrom(params, caller), roles: 'default' }, caller, services),
});

async function setRoles(change: Pick<SetRoles, 'extensionId' | 'roles'>, caller: Caller, services: ApiServices) {
  const { accountId } = caller;
  const extension = unwrap(await services.store.execute({ kind: 'set-roles', accountId, actor: caller, ...change }));
  return assignedRolesJson(await holderOf(extension, caller, services), services.urls);
}
