/** GET and PUT …/user-role/default: what new people are given. */

import { Type } from 'typebox';
import { unwrap } from '../domain/errors.ts';
import { defaultRoleJson, defaultRoleShape } from '../wire/roles.ts';
import { accountParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { requireAssignable, roleInBody } from './shared/roles.ts';

const path = '/restapi/v1.0/account/:accountId/user-role/default';
const access = { app: 'RoleManagement', user: 'Roles' } as const;

export const readDefaultRole = operation({
  operationId: 'readDefaultRole',
  summary: 'Read which role new people are given',
  tag: 'Roles',
  method: 'GET',
  path,
  access,
  rate: 'Light',
  schema: { params: accountParams, response: { 200: defaultRoleShape } },
  async handle({ grant }, { store, urls }) {
    return defaultRoleJson(await store.as(grant).readDefaultRole(), { ...grant, urls });
  },
});

export const updateDefaultUserRole = operation({
  operationId: 'updateDefaultUserRole',
  summary: 'Choose which role new people are given',
  tag: 'Roles',
  method: 'PUT',
  path,
  access,
  rate: 'Medium',
  schema: { params: accountParams, body: Type.Object({ id: Type.String() }), response: { 200: defaultRoleShape } },
  async handle({ body, grant }, { store, urls }) {
    const role = requireAssignable(roleInBody(body.id, 'id'), 'id');
    unwrap(await store.execute({ kind: 'set-default-role', accountId: grant.accountId, actor: grant, role }));
    return defaultRoleJson(role, { ...grant, urls });
  },
});
