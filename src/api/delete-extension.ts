/** DELETE …/extension/{extensionId}: a person or Department leaves for good. */

import { unwrap } from '../domain/errors.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { noContent, operation } from './shared/operation.ts';

export const deleteExtension = operation({
  operationId: 'deleteExtension',
  summary: 'Delete an extension',
  tag: 'Company',
  method: 'DELETE',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId',
  access: { app: 'EditAccounts', user: 'AddRemoveUsers', extension: 'any' },
  rate: 'Medium',
  schema: { params: mailboxParams, response: { 204: noContent } },
  async handle({ params, caller, reply }, { store }) {
    const extensionId = extensionIdFrom(params, caller);
    unwrap(await store.execute({ kind: 'delete-extension', accountId: caller.accountId, actor: caller, extensionId }));
    return reply.status(204).send();
  },
});
