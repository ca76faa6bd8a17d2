/** POST …/extension: a new person or Department. */

import { changeCompany } from '../actions/company/change-company.ts';
import { contactFrom, createExtensionShape, extensionJson, extensionShape } from '../wire/extensions.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const createExtension = operation({
  operationId: 'createExtension',
  summary: 'Create a person or Department',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/extension',
  access: { app: 'EditAccounts', user: 'AddRemoveUsers' },
  rate: 'Medium',
  schema: { params: accountParams, body: createExtensionShape, response: { 200: extensionShape } },
  async handle({ params, body, grant }, { store, urls }) {
    const accountId = requireAccountId(params, grant);
    const { extensionNumber, type = 'User', status = 'Enabled' } = body;
    const draft = { extensionNumber, type, status, contact: contactFrom(body.contact) };
    const extension = await changeCompany(store, { kind: 'create-extension', accountId, actor: grant, draft });
    return extensionJson(extension, urls);
  },
});
