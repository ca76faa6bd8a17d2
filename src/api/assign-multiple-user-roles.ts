/** POST …/user-role/{roleId}/bulk-assign: gives a role to some people and takes it from others, all at once. */

import { unwrap } from '../domain/errors.ts';
import { memberChangeShape } from '../wire/departments.ts';
import { extensionIdsFrom } from '../wire/ids.ts';
import { noContent, operation } from './shared/operation.ts';
import { requireAssignable, requireRole, roleParams } from './shared/roles.ts';

export const assignMultipleUserRoles = operation({
  operationId: 'assignMultipleUserRoles',
  summary: 'Give a role to people and take it from others',
  tag: 'Roles',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/user-role/:roleId/bulk-assign',
  access: { app: 'RoleManagement', user: 'EditUserRoles' },
  rate: 'Heavy',
  schema: { params: roleParams, body: memberChangeShape, response: { 204: noContent } },
  async handle({ params, body, caller, reply }, { store }) {
    unwrap(
      await store.execute({
        kind: 'assign-role',
        accountId: caller.accountId,
        actor: caller,
        role: requireAssignable(requireRole(params), 'roleId'),
        addedIds: extensionIdsFrom(body.addedExtensionIds ?? [], 'addedExtensionIds'),
        removedIds: extensionIdsFrom(body.removedExtensionIds ?? [], 'removedExtensionIds'),
      }),
    );
    return reply.status(204).send();
  },
});
