/** DELETE …/message-store: deletes whole conversations, or what is older than a time. */

import { Type } from 'typebox';
import { deleteConversations } from '../actions/messages/delete-conversations.ts';
import { DomainError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import { choice } from '../wire/choices.ts';
import { isId } from '../wire/ids.ts';
import { isTrue, repeated, valuesOf } from '../wire/queries.ts';
import { idsInBody } from './shared/answer-bulk.ts';
import { timeAsked } from './shared/days.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { noContent, operation } from './shared/operation.ts';

export const deleteMessageByFilter = operation({
  operationId: 'deleteMessageByFilter',
  summary: 'Delete conversations',
  tag: 'Messages',
  method: 'DELETE',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store',
  access: { app: 'EditMessages', user: 'EditMessages' },
  rate: 'Medium',
  schema: {
    params: mailboxParams,
    querystring: Type.Object({
      conversationId: repeated(Type.String()),
      dateTo: Type.Optional(
        Type.String({ description: 'Only what was sent before: before that day begins, if it is one; by default now' }),
      ),
      purge: Type.Optional(Type.String({ description: '`true` erases at once, what is Deleted already as well' })),
      type: Type.Optional(choice(['Fax', 'SMS', 'VoiceMail', 'Pager', 'Text', 'All'])),
    }),
    response: { 204: noContent },
  },
  async handle({ query, caller, request, reply }, services) {
    const conversations = [...valuesOf(query.conversationId), ...idsInBody(request.body)];
    if (conversations.some((id) => !isId(id)) || (conversations.length === 0 && query.dateTo === undefined)) {
      throw new DomainError({ code: 'invalid-parameter', parameter: 'conversationId' });
    }
    const beforeMs =
      query.dateTo === undefined ? Number.MAX_SAFE_INTEGER : timeAsked(query.dateTo, 'dateTo', services, reply);
    const isPager = query.type === undefined || query.type === 'Pager' || query.type === 'All';
    const conversationIds = conversations.map((id) => Number(id) as ConversationId);
    if (isPager)
      await deleteConversations(services.store, caller, { conversationIds, beforeMs, isPurge: isTrue(query.purge) });
    return reply.status(204).send();
  },
});
