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
  async handle({ caller }, { store, urls }) {
    return defaultRoleJson(await store.as(caller).readDefaultRole(), { ...caller, urls });
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
  async handle({ body, caller }, { store, urls }) {
    const role = requireAssignable(roleInBody(body.id, 'id'), 'id');
    unwrap(await store.execute({ kind: 'set-default-role', accountId: caller.accountId, actor: caller, role }));
    return defaultRoleJson(role, { ...caller, urls });
  },
});
