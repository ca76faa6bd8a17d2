/** GET …/message-store/{messageId}: one message of the caller's own mailbox. */

import { messageJson, messageShape } from '../wire/messages.ts';
import { messageParams, requireMessage } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readMessage = operation({
  operationId: 'readMessage',
  summary: 'Read a message',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId',
  access: { appPermission: 'ReadMessages' },
  schema: { params: messageParams, response: { 200: messageShape } },
  async handle({ params, grant }, beckon) {
    return messageJson(await requireMessage(params, grant, beckon), beckon.urls);
  },
});
