/** GET …/extension/{extensionId}: one person or Department of the caller's account. */

import { DomainError } from '../domain/errors.ts';
import { extensionJson, extensionShape } from '../wire/extensions.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readExtension = operation({
  operationId: 'readExtension',
  summary: 'Read an extension',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId',
  access: { appPermission: 'ReadAccounts' },
  schema: { params: mailboxParams, response: { 200: extensionShape } },
  async handle({ params, grant }, { store, urls }) {
    const extension = await store.readExtension(grant, extensionIdFrom(params, grant));
    if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
    return extensionJson(extension, urls);
  },
});
