/** POST …/extension: a new person or Department. */

import { unwrap } from '../domain/errors.ts';
import { nameFrom } from '../domain/extension.ts';
import { contactFrom, createExtensionShape, extensionJson, extensionShape } from '../wire/extensions.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { surroundingsOf } from './shared/surroundings.ts';
import { newPasswordHash } from './sign-in/new-password.ts';

export const createExtension = operation({
  operationId: 'createExtension',
  summary: 'Create a person or Department',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/extension',
  access: { app: 'EditAccounts', user: 'AddRemoveUsers' },
  rate: 'Medium',
  schema: { params: accountParams, body: createExtensionShape, response: { 200: extensionShape } },
  async handle({ params, body, caller, request }, services) {
    const accountId = requireAccountId(params, caller);
    const { extensionNumber, type = 'User', status = 'Enabled', password } = body;
    const contact = contactFrom(body.contact);
    const draft = { type, status, contact, ...(extensionNumber === undefined ? {} : { extensionNumber }) };
    let passwordHash: string | undefined;
    if (password !== undefined) {
      const owner = { name: nameFrom(contact, extensionNumber ?? ''), contact };
      const companyName = (await services.store.as(caller).readAccount())?.name ?? '';
      passwordHash = await newPasswordHash({ text: password, owner, companyName, parameter: 'password' }, request);
    }
    const extension = unwrap(
      await services.store.execute({
        ...{ kind: 'create-extension', accountId, actor: caller, draft },
        ...(passwordHash === undefined ? {} : { passwordHash }),
      }),
    );
    return extensionJson(extension, await surroundingsOf(extension, caller, services));
  },
});
