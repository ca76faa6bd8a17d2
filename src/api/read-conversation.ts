/** GET /restapi/v1.0/conversation/{conversationId}: the link that every message carries. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import { participantsJson, participantsShape } from '../wire/conversations.ts';
import { idFrom } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readConversation = operation({
  operationId: 'readConversation',
  summary: 'Read who takes part in a conversation',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/conversation/:conversationId',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: Type.Object({ conversationId: Type.String() }), response: { 200: participantsShape } },
  async handle({ params, caller }, { store, urls }) {
    const view = await store
      .as(caller)
      .readConversation(idFrom(params.conversationId, 'conversationId') as ConversationId);
    if (!view?.isOnList || !view.holdsCopy) {
      throw new DomainError({ code: 'unknown-resource', parameter: 'conversationId' });
    }
    return participantsJson(view, urls);
  },
});
