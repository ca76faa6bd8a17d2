/** GET …/message-store/{messageId}: a message of the caller's own mailbox, or several by a list of ids. */

import { Type } from 'typebox';
import { messageText } from '../wire/message-texts.ts';
import { messageJson, messageShape } from '../wire/messages.ts';
import { answerBulk, tasksOf } from './shared/answer-bulk.ts';
import { messageParams, requireMessage } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { writtenJson } from './shared/written-json.ts';

export const readMessage = operation({
  operationId: 'readMessage',
  summary: 'Read a message, or several',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: messageParams, response: { 200: messageShape, 207: Type.String() } },
  async handle({ params, caller, request, reply }, services) {
    const { urls } = services;
    const read = (messageId: string) => requireMessage({ ...params, messageId }, caller, services);
    if (!params.messageId.includes(',')) return writtenJson(reply, messageText(await read(params.messageId), urls));
    const path = urls.messageStore(caller.accountId, caller.extensionId);
    return answerBulk(tasksOf(params.messageId, 'messageId'), { path, request, reply }, async ({ id }) =>
      messageJson(await read(id), urls),
    );
  },
});
