/** PUT …/message-store/{messageId}: marks a message as read or unread. */

import { setReadStatus } from '../actions/messages/set-read-status.ts';
import { messageJson, messageShape, updateMessageShape } from '../wire/messages.ts';
import { messageIdFrom, messageParams, requireOwnMailbox } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const updateMessage = operation({
  operationId: 'updateMessage',
  summary: 'Mark a message as read or unread',
  tag: 'Messages',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId',
  access: { appPermission: 'EditMessages' },
  schema: { params: messageParams, body: updateMessageShape, response: { 200: messageShape } },
  async handle({ params, body, grant }, beckon) {
    await requireOwnMailbox(params, grant, beckon);
    const copyId = messageIdFrom(params.messageId);
    const message = await setReadStatus(beckon.store, grant, { copyId, isRead: body.readStatus === 'Read' });
    return messageJson(message, beckon.urls);
  },
});
