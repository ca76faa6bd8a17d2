/** GET /beckon/v1/message-store-settings: every step of a message's life, and how much a mailbox may hold. */

import { settingsJson, settingsShape } from '../../wire/message-store.ts';
import { operation } from '../shared/operation.ts';

export const readMessageStoreSettings = operation({
  operationId: 'readMessageStoreSettings',
  summary: 'Read how long messages stay in each state',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/message-store-settings',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: { response: { 200: settingsShape } },
  async handle({ caller }, services) {
    return settingsJson(await services.store.as(caller).readRetentionSettings());
  },
});
