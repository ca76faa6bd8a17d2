/** POST …/department/bulk-assign: people join and leave several Departments, all at once. */

import type { MemberChange } from '../domain/commands/company.ts';
import { unwrap } from '../domain/errors.ts';
import { departmentChangesShape } from '../wire/departments.ts';
import { extensionIdsFrom } from '../wire/ids.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { noContent, operation } from './shared/operation.ts';

export const assignMultipleDepartmentMembers = operation({
  operationId: 'assignMultipleDepartmentMembers',
  summary: 'Add and remove members of several Departments',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/department/bulk-assign',
  access: { app: 'EditAccounts', user: 'UserGroups' },
  rate: 'Heavy',
  schema: { params: accountParams, body: departmentChangesShape, response: { 204: noContent } },
  async handle({ params, body, caller, reply }, { store }) {
    const accountId = requireAccountId(params, caller);
    const changes = body.items.map((item): MemberChange => {
      const [departmentId] = extensionIdsFrom([item.departmentId], 'departmentId') as [MemberChange['departmentId']];
      return {
        departmentId,
        addedIds: extensionIdsFrom(item.addedExtensionIds ?? [], 'addedExtensionIds'),
        removedIds: extensionIdsFrom(item.removedExtensionIds ?? [], 'removedExtensionIds'),
      };
    });
    unwrap(await store.execute({ kind: 'change-members', accountId, actor: caller, changes }));
    return reply.status(204).send();
  },
});
