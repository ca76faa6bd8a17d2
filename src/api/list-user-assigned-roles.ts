/** GET …/extension/{extensionId}/assigned-role: someone's roles. */

import { assignedRolesJson, assignedRolesShape } from '../wire/roles.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { requireHolder } from './shared/roles.ts';

export const listUserAssignedRoles = operation({
  operationId: 'listUserAssignedRoles',
  summary: 'List someone’s roles',
  tag: 'Roles',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/assigned-role',
  access: { app: 'ReadAccounts', user: 'ReadAssignedRoles', extension: 'any' },
  rate: 'Light',
  schema: { params: mailboxParams, response: { 200: assignedRolesShape } },
  handle: async ({ params, caller }, services) =>
    assignedRolesJson(await requireHolder(params, caller, services), services.urls),
});
