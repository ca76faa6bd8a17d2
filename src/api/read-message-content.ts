/** GET …/message-store/{messageId}/content/{attachmentId}: the text of a page. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { messageParams, requireMessage } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readMessageContent = operation({
  operationId: 'readMessageContent',
  summary: 'Read the text of a message',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId/content/:attachmentId',
  access: { appPermission: 'ReadMessages' },
  schema: {
    params: Type.Object({ ...messageParams.properties, attachmentId: Type.String() }),
    querystring: Type.Object({ access_token: Type.Optional(Type.String()) }),
    response: { 200: Type.String() },
  },
  async handle({ params, grant, reply }, beckon) {
    const { page, copy } = await requireMessage(params, grant, beckon);
    if (params.attachmentId !== '1' || copy.availability === 'Purged') {
      throw new DomainError({ code: 'unknown-resource', parameter: 'attachmentId' });
    }
    return reply.type('text/plain; charset=utf-8').send(page.text);
  },
});
