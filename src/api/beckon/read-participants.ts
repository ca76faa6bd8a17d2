/** GET /beckon/v1/conversations/{conversationId}/participants: for those on the list, and administrators. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { ConversationView } from '../../domain/reads/messages.ts';
import { isAdministrator } from '../../domain/role.ts';
import type { AccessGrant } from '../../domain/session.ts';
import { participantsJson, participantsShape } from '../../wire/conversations.ts';
import { idFrom } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';

export const conversationParams = Type.Object({ conversationId: Type.String() });

export const readParticipants = operation({
  operationId: 'readParticipants',
  summary: 'Read the participants of a conversation',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/conversations/:conversationId/participants',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: conversationParams, response: { 200: participantsShape } },
  async handle({ params, caller }, services) {
    return participantsJson(await requireConversation(params, caller, services), services.urls);
  },
});

/** Administrators see who takes part in any conversation, though none of what is said in it. */
export async function requireConversation(
  params: Type.Static<typeof conversationParams>,
  caller: AccessGrant,
  { store }: ApiServices,
): Promise<ConversationView> {
  const view = await store
    .as(caller)
    .readConversation(idFrom(params.conversationId, 'conversationId') as ConversationId);
  const isAllowed = view && (view.isOnList || (await isAdministratorNow(caller, store)));
  if (!isAllowed) throw new DomainError({ code: 'unknown-resource', parameter: 'conversationId' });
  return view;
}

async function isAdministratorNow(caller: AccessGrant, store: ApiServices['store']): Promise<boolean> {
  const state = await store.server.readSessionState(caller);
  return state !== undefined && isAdministrator(state);
}
