/** POST /beckon/v1/conversations/{conversationId}/participants: changes the explicit list. */

import { unwrap } from '../../domain/errors.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { participantChangeShape } from '../../wire/conversations.ts';
import { extensionIdsFrom } from '../../wire/ids.ts';
import { idFrom } from '../shared/mailbox.ts';
import { noContent, operation } from '../shared/operation.ts';
import { conversationParams } from './read-participants.ts';

export const changeParticipants = operation({
  operationId: 'changeParticipants',
  summary: 'Add and remove participants of a conversation',
  tag: 'Messages',
  method: 'POST',
  path: '/beckon/v1/conversations/:conversationId/participants',
  access: { app: 'InternalMessages', user: 'InternalSMS' },
  rate: 'Medium',
  schema: { params: conversationParams, body: participantChangeShape, response: { 204: noContent } },
  async handle({ params, body, caller, reply }, { store }) {
    const change = {
      ...({ kind: 'change-participants', accountId: caller.accountId, actor: caller } as const),
      conversationId: idFrom(params.conversationId, 'conversationId') as ConversationId,
      addedIds: extensionIdsFrom(body.addedExtensionIds ?? [], 'addedExtensionIds'),
      removedIds: extensionIdsFrom(body.removedExtensionIds ?? [], 'removedExtensionIds'),
    };
    unwrap(await store.execute(change));
    return reply.status(204).send();
  },
});
