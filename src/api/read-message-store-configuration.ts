/** GET …/account/{accountId}/message-store-configuration: how long messages are kept. */

import { configurationAnswerShape, configurationJson } from '../wire/message-store.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readMessageStoreConfiguration = operation({
  operationId: 'readMessageStoreConfiguration',
  summary: 'Read how long messages are kept',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/message-store-configuration',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: { params: accountParams, response: { 200: configurationAnswerShape } },
  async handle({ params, caller }, services) {
    requireAccountId(params, caller);
    return configurationJson(await services.store.as(caller).readRetentionSettings());
  },
});
