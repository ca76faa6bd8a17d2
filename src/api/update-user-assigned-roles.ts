/** PUT …/extension/{extensionId}/assigned-role, and …/default: gives someone just these roles, or the default one. */

import type { SetRoles } from '../domain/commands/roles.ts';
import { unwrap } from '../domain/errors.ts';
import type { Caller } from '../domain/session.ts';
import { assignedRolesJson, assignedRolesShape, setRolesShape } from '../wire/roles.ts';
import type { Beckon } from './shared/beckon.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { holderOf, requireAssignable, requireHolder, roleInBody } from './shared/roles.ts';

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
  async handle({ params, body, grant }, beckon) {
    const held = (await requireHolder(params, grant, beckon)).roles;
    // Clients send back the list they have read, which a manager's own role is part of.
    const named = body.records.map(({ id }) => roleInBody(id, 'records.id'));
    const given = named.filter((role) => role !== 'department-manager' || !held.includes(role));
    const roles = given.map((role) => requireAssignable(role, 'records.id'));
    return setRoles({ extensionId: extensionIdFrom(params, grant), roles }, grant, beckon);
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
  handle: ({ params, grant }, beckon) =>
    setRoles({ extensionId: extensionIdFrom(params, grant), roles: 'default' }, grant, beckon),
});

async function setRoles(change: Pick<SetRoles, 'extensionId' | 'roles'>, grant: Caller, beckon: Beckon) {
  const { accountId } = grant;
  const extension = unwrap(await beckon.store.execute({ kind: 'set-roles', accountId, actor: grant, ...change }));
  return assignedRolesJson(await holderOf(extension, grant, beckon), beckon.urls);
}
