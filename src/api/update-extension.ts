/** PUT …/extension/{extensionId}: changes number, status or contact. */

import { unwrap } from '../domain/errors.ts';
import { contactFrom, extensionJson, extensionShape, updateExtensionShape } from '../wire/extensions.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { surroundingsOf } from './shared/surroundings.ts';

export const updateExtension = operation({
  operationId: 'updateExtension',
  summary: 'Change an extension',
  tag: 'Company',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId',
  access: { app: 'EditExtensions', user: 'EditUserInfo', extension: 'any' },
  rate: 'Medium',
  schema: { params: mailboxParams, body: updateExtensionShape, response: { 200: extensionShape } },
  async handle({ params, body, caller }, services) {
    const { extensionNumber, status, contact } = body;
    const extension = unwrap(
      await services.store.execute({
        kind: 'update-extension',
        accountId: caller.accountId,
        actor: caller,
        extensionId: extensionIdFrom(params, caller),
        changes: {
          ...(extensionNumber === undefined ? {} : { extensionNumber }),
          ...(status === undefined ? {} : { status }),
          ...(contact === undefined ? {} : { contact: contactFrom(contact) }),
        },
      }),
    );
    return extensionJson(extension, await surroundingsOf(extension, caller, services));
  },
});
