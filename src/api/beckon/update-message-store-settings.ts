/** PUT /beckon/v1/message-store-settings: what is absent stays as it is. */

import { unwrap } from '../../domain/errors.ts';
import { settingsChangeShape, settingsFrom, settingsJson, settingsShape } from '../../wire/message-store.ts';
import { operation } from '../shared/operation.ts';

export const updateMessageStoreSettings = operation({
  operationId: 'updateMessageStoreSettings',
  summary: 'Set how long messages stay in each state',
  tag: 'Messages',
  method: 'PUT',
  path: '/beckon/v1/message-store-settings',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: { body: settingsChangeShape, response: { 200: settingsShape } },
  async handle({ body, caller }, { store }) {
    const { accountId } = caller;
    const changes = settingsFrom(body);
    return settingsJson(
      unwrap(await store.execute({ kind: 'configure-retention', accountId, actor: caller, changes })),
    );
  },
});
