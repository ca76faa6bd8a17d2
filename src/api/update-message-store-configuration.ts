/** PUT …/account/{accountId}/message-store-configuration: sets how long messages are kept. */

import { unwrap } from '../domain/errors.ts';
import { configurationAnswerShape, configurationJson, configurationShape } from '../wire/message-store.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const updateMessageStoreConfiguration = operation({
  operationId: 'updateMessageStoreConfiguration',
  summary: 'Set how long messages are kept',
  tag: 'Messages',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/message-store-configuration',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: { params: accountParams, body: configurationShape, response: { 200: configurationAnswerShape } },
  async handle({ params, body, caller }, { store }) {
    const accountId = requireAccountId(params, caller);
    // The whole is replaced: without a period, messages are kept for any time.
    const changes = { retentionDays: body.retentionPeriod ?? null };
    return configurationJson(
      unwrap(await store.execute({ kind: 'configure-retention', accountId, actor: caller, changes })),
    );
  },
});
