/** POST …/call-queues/{groupId}/bulk-assign: people join and leave one Department. */

import { unwrap } from '../domain/errors.ts';
import { memberChangeShape } from '../wire/departments.ts';
import { extensionIdsFrom } from '../wire/ids.ts';
import { groupParams, requireDepartment } from './shared/mailbox.ts';
import { noContent, operation } from './shared/operation.ts';

export const assignMultipleCallQueueMembers = operation({
  operationId: 'assignMultipleCallQueueMembers',
  summary: 'Add and remove members of a Department',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/call-queues/:groupId/bulk-assign',
  access: { app: 'EditExtensions', user: 'Groups' },
  rate: 'Heavy',
  schema: { params: groupParams, body: memberChangeShape, response: { 204: noContent } },
  async handle({ params, body, caller, reply }, services) {
    const { extensionId: departmentId } = await requireDepartment(params, caller, services);
    const change = {
      departmentId,
      addedIds: extensionIdsFrom(body.addedExtensionIds ?? [], 'addedExtensionIds'),
      removedIds: extensionIdsFrom(body.removedExtensionIds ?? [], 'removedExtensionIds'),
    };
    const { accountId } = caller;
    unwrap(await services.store.execute({ kind: 'change-members', accountId, actor: caller, changes: [change] }));
    return reply.status(204).send();
  },
});
