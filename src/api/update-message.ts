/** PUT and PATCH …/message-store/{messageId}: marks messages as read or unread; PATCH also brings them back. */

import { Type } from 'typebox';
import { changeMessage } from '../actions/messages/change-message.ts';
import { BulkRequestBody, bulkJsonType } from '../wire/bulk.ts';
import { messageChangeFrom, messageJson, messageShape } from '../wire/messages.ts';
import { answerBulk, type Task, tasksOf } from './shared/answer-bulk.ts';
import { messageIdFrom, messageParams } from './shared/mailbox.ts';
import { jsonType, type Operation, operation } from './shared/operation.ts';

function updating(
  method: 'PUT' | 'PATCH',
  operationId: string,
  fields: readonly ('readStatus' | 'availability')[],
): Operation {
  return operation({
    operationId,
    summary: method === 'PUT' ? 'Mark messages as read or unread' : 'Mark messages, or bring them back',
    tag: 'Messages',
    method,
    path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId',
    access: { app: 'EditMessages', user: 'EditMessages' },
    rate: 'Medium',
    consumes: [jsonType, bulkJsonType, 'multipart/mixed'],
    schema: {
      params: messageParams,
      // What is asked of each id is checked with that id: in a list, a wrong one fails alone.
      body: Type.Unsafe<unknown>({ type: 'object', description: fields.map((field) => `\`${field}\``).join(' and ') }),
      response: { 200: messageShape, 207: Type.String() },
    },
    async handle({ params, body, caller, request, reply }, services) {
      const answerOne = async ({ id, body: asked }: Task) => {
        const change = { copyId: messageIdFrom(id), change: messageChangeFrom(asked, fields) };
        return messageJson(await changeMessage(services.store, caller, change), services.urls);
      };
      const isBulk = body instanceof BulkRequestBody || /[,*]/.test(params.messageId);
      if (!isBulk) return answerOne({ id: params.messageId, body });
      const path = services.urls.messageStore(caller.accountId, caller.extensionId);
      return answerBulk(tasksOf(params.messageId, 'messageId', body), { path, request, reply }, answerOne);
    },
  });
}

export const updateMessage = updating('PUT', 'updateMessage', ['readStatus']);
export const patchMessage = updating('PATCH', 'patchMessage', ['readStatus', 'availability']);
