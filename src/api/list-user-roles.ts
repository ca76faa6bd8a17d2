/** GET …/user-role and …/dictionary/user-role, and one of them: the roles there are. They are the same everywhere. */

import { Type } from 'typebox';
import { roles } from '../domain/role.ts';
import type { AccessGrant } from '../domain/session.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { standardRolePath } from '../wire/permissions.ts';
import { pageOf, roleJson, roleListShape, roleShape } from '../wire/roles.ts';
import type { Urls } from '../wire/urls.ts';
import { accountParams, searchOf } from './shared/mailbox.ts';
import { type Call, type Operation, operation } from './shared/operation.ts';
import { requireRole, roleParams } from './shared/roles.ts';

const querystring = Type.Object({ ...pagingQuery, custom: Type.Optional(Type.String()) });

/** No role is a custom one. */
function rolesJson(
  { query, request }: Pick<Call, 'request'> & { query: Type.Static<typeof querystring> },
  address: string,
  urls: Urls,
) {
  const paging = pagingFrom(query);
  const listed = pageOf(query.custom === 'true' ? [] : roles, paging);
  return {
    ...listBlocks(listed, paging, address, searchOf(request)),
    records: listed.records.map((role) => roleJson(role, address, urls)),
  };
}

const addressIn = ({ accountId }: AccessGrant, urls: Urls) => `${urls.account(accountId)}/user-role`;
const access = { app: 'ReadAccounts', user: 'ReadUserRoles' } as const;
const common = { tag: 'Roles', method: 'GET' } as const satisfies Partial<Operation>;

export const listUserRoles = operation({
  ...common,
  operationId: 'listUserRoles',
  summary: 'List roles',
  path: '/restapi/v1.0/account/:accountId/user-role',
  access,
  rate: 'Medium',
  schema: { params: accountParams, querystring, response: { 200: roleListShape } },
  handle: async (call, { urls }) => rolesJson(call, addressIn(call.caller, urls), urls),
});

export const readUserRole = operation({
  ...common,
  operationId: 'readUserRole',
  summary: 'Read a role',
  path: '/restapi/v1.0/account/:accountId/user-role/:roleId',
  access,
  rate: 'Light',
  schema: { params: roleParams, response: { 200: roleShape } },
  handle: async ({ params, caller }, { urls }) => roleJson(requireRole(params), addressIn(caller, urls), urls),
});

export const listStandardUserRole = operation({
  ...common,
  operationId: 'listStandardUserRole',
  summary: 'List the roles of every company',
  path: `/restapi/v1.0/${standardRolePath}`,
  access: {},
  rate: 'Light',
  schema: { querystring, response: { 200: roleListShape } },
  handle: async (call, { urls }) => rolesJson(call, `${urls.api}/${standardRolePath}`, urls),
});

export const readStandardUserRole = operation({
  ...common,
  operationId: 'readStandardUserRole',
  summary: 'Read a role of every company',
  path: `/restapi/v1.0/${standardRolePath}/:roleId`,
  access: {},
  rate: 'Light',
  schema: { params: Type.Object({ roleId: Type.String() }), response: { 200: roleShape } },
  handle: async ({ params }, { urls }) => roleJson(requireRole(params), `${urls.api}/${standardRolePath}`, urls),
});
