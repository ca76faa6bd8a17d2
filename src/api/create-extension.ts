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
  async handle({ params, body, grant, request }, beckon) {
    const accountId = requireAccountId(params, grant);
    const { extensionNumber, type = 'User', status = 'Enabled', password } = body;
    const contact = contactFrom(body.contact);
    const draft = { type, status, contact, ...(extensionNumber === undefined ? {} : { extensionNumber }) };
    let passwordHash: string | undefined;
    if (password !== undefined) {
      const owner = { name: nameFrom(contact, extensionNumber ?? ''), contact };
      const companyName = (await beckon.store.as(grant).readAccount())?.name ?? '';
      passwordHash = await newPasswordHash({ text: password, owner, companyName, parameter: 'password' }, request);
    }
    const extension = unwrap(
      await beckon.store.execute({
        ...{ kind: 'create-extension', accountId, actor: grant, draft },
        ...(passwordHash === undefined ? {} : { passwordHash }),
      }),
    );
    return extensionJson(extension, await surroundingsOf(extension, grant, beckon));
  },
});
