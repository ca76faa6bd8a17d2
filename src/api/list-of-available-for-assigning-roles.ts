/** GET …/extension/{extensionId}/assignable-roles: the roles that can be given to someone. */

import { Type } from 'typebox';
import { assignableRoles } from '../domain/role.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { pageOf, roleJson, roleListShape } from '../wire/roles.ts';
import { mailboxParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { requireHolder } from './shared/roles.ts';

export const listOfAvailableForAssigningRoles = operation({
  operationId: 'listOfAvailableForAssigningRoles',
  summary: 'List the roles that can be given to someone',
  tag: 'Roles',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/assignable-roles',
  // The vendor asks no permission of the person; whoever could not assign any has no use for the list.
  access: { app: 'RoleManagement', user: 'EditAssignedRoles', extension: 'any' },
  rate: 'Medium',
  schema: { params: mailboxParams, querystring: Type.Object(pagingQuery), response: { 200: roleListShape } },
  async handle({ params, query, caller, request }, services) {
    const { extension } = await requireHolder(params, caller, services);
    const paging = pagingFrom(query);
    const listed = pageOf(assignableRoles, paging);
    const { urls } = services;
    const address = `${urls.extension(caller.accountId, extension.extensionId)}/assignable-roles`;
    return {
      ...listBlocks(listed, paging, address, searchOf(request)),
      records: listed.records.map((role) => roleJson(role, `${urls.account(caller.accountId)}/user-role`, urls)),
    };
  },
});
