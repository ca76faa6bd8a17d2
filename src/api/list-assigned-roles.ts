/** GET …/assigned-role: everyone's roles, by number. */

import { Type } from 'typebox';
import { extensionTypes, ownsMailbox } from '../domain/extension.ts';
import { rolesOf } from '../domain/role.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { roleHolderJson, roleHoldersShape } from '../wire/roles.ts';
import { accountParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listAssignedRoles = operation({
  operationId: 'listAssignedRoles',
  summary: 'List who has which roles',
  tag: 'Roles',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/assigned-role',
  access: { app: 'ReadAccounts', user: 'ReadAssignedRoles' },
  rate: 'Medium',
  schema: {
    params: accountParams,
    querystring: Type.Object({ ...pagingQuery, showHidden: Type.Optional(Type.String()) }),
    response: { 200: roleHoldersShape },
  },
  async handle({ query, caller, request }, { store, urls }) {
    const paging = pagingFrom(query);
    const listed = await store.as(caller).listExtensions({
      ...paging,
      status: [],
      type: extensionTypes.filter(ownsMailbox),
    });
    const managers = new Set(await store.as(caller).listManagerIds());
    return {
      ...listBlocks(listed, paging, `${urls.account(caller.accountId)}/assigned-role`, searchOf(request)),
      records: listed.records.map((extension) => {
        const isManager = managers.has(extension.extensionId);
        return roleHolderJson({ extension, roles: rolesOf({ ...extension, isManager }) }, urls);
      }),
    };
  },
});
