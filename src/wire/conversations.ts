/** Threads and whom their pages reached. */

import { Type } from 'typebox';
import { type Extension, isDepartment } from '../domain/extension.ts';
import type { Skipped } from '../domain/message.ts';
import type { ConversationView, PageReach } from '../domain/reads/messages.ts';
import { choice } from './choices.ts';
import { digits } from './ids.ts';
import { partyJson, partyShape } from './parties.ts';
import type { Urls } from './urls.ts';

export const participantsShape = Type.Object(
  {
    id: Type.String(),
    uri: Type.String(),
    participants: Type.Array(
      Type.Object({
        ...partyShape.properties,
        kind: choice(['Explicit', 'Department']),
        status: Type.String(),
        originator: Type.Boolean(),
      }),
    ),
  },
  {
    title: 'Conversation',
    description: 'The people on the explicit list, and the Departments whose current members take part as well',
  },
);

export const participantChangeShape = Type.Object(
  { addedExtensionIds: Type.Optional(Type.Array(digits)), removedExtensionIds: Type.Optional(Type.Array(digits)) },
  { title: 'ParticipantChange' },
);

export const deliveryShape = Type.Object(
  {
    reachedCount: Type.Integer(),
    reached: Type.Array(partyShape),
    skipped: Type.Array(Type.Object({ ...partyShape.properties, reason: Type.String() })),
  },
  { title: 'Delivery' },
);

export function participantsJson(view: ConversationView, urls: Urls): Type.Static<typeof participantsShape> {
  const { conversationId, originatorId } = view.conversation;
  return {
    id: String(conversationId),
    uri: urls.conversation(conversationId),
    participants: view.addressees.map((one: Extension) => ({
      ...partyJson(one),
      kind: isDepartment(one) ? 'Department' : 'Explicit',
      status: one.status,
      originator: one.extensionId === originatorId,
    })),
  };
}

export function deliveryJson({ reached, skipped }: PageReach): Type.Static<typeof deliveryShape> {
  return {
    reachedCount: reached.length,
    reached: reached.map(partyJson),
    skipped: skipped.map((one: Skipped) => ({ ...partyJson(one), reason: one.reason })),
  };
}
