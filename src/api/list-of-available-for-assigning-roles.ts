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
  async handle({ params, query, grant, request }, beckon) {
    const { extension } = await requireHolder(params, grant, beckon);
    const paging = pagingFrom(query);
    const listed = pageOf(assignableRoles, paging);
    const { urls } = beckon;
    const address = `${urls.extension(grant.accountId, extension.extensionId)}/assignable-roles`;
    return {
      ...listBlocks(listed, paging, address, searchOf(request)),
      records: listed.records.map((role) => roleJson(role, `${urls.account(grant.accountId)}/user-role`, urls)),
    };
  },
});
