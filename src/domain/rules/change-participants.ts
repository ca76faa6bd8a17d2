/** Changes the explicit list of a thread, with the same consequences as joining and leaving a Department. */

import { isParticipant } from '../access.ts';
import type { OutcomeOf } from '../command.ts';
import type { ChangeParticipants } from '../commands/messages.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, askAll, take } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { isAdministrator } from '../role.ts';
import { requireActor } from './actor.ts';
import { audited } from './audited.ts';
import { isPerson, lookUp } from './named-extensions.ts';
import { requireNow } from './now.ts';

export function* changeParticipants(command: ChangeParticipants): Asking<Decided<OutcomeOf<ChangeParticipants>>> {
  const actor = yield* requireActor(command.actor);
  const { conversationId } = command;
  const [conversation, memberships] = yield* askAll([
    { kind: 'conversation', conversationId },
    { kind: 'memberships-of', extensionId: actor.extensionId },
  ]);
  const isOnList = conversation && isParticipant(conversation, actor.extensionId, memberships);
  if (!conversation || !(isOnList || isAdministrator(actor))) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'conversationId', subject: String(conversationId) });
  }
  if (conversation.originatorId !== actor.extensionId && !isAdministrator(actor)) {
    throw new DomainError({ code: 'missing-user-permission', subject: 'EditParticipants' });
  }
  yield* requirePeople(command.addedIds, 'addedExtensionIds');
  yield* requirePeople(command.removedIds, 'removedExtensionIds');

  const [both] = new Set(command.addedIds).intersection(new Set(command.removedIds));
  if (both !== undefined) {
    const subject = String(both);
    throw new DomainError({ code: 'invalid-parameter', parameter: 'removedExtensionIds', subject });
  }

  const explicitIds = new Set(conversation.explicitIds);
  const added = [...new Set(command.addedIds)].filter((id) => !explicitIds.has(id));
  const removed = [...new Set(command.removedIds)].filter((id) => explicitIds.has(id));
  if (added.length + removed.length === 0) return { value: null, effects: [] };

  const { timeMs } = yield* requireNow();
  const modifiedSeq = (yield* take(1)).first;
  const change = (extensionId: ExtensionId, isExplicit: boolean): Effect => {
    return { kind: 'participant-changed', conversationId, extensionId, isExplicit, modifiedSeq, timeMs };
  };
  const entry = audited(command.actor, timeMs, {
    action: 'change-participants',
    target: String(conversationId),
    details: { addedIds: added, removedIds: removed },
  });
  return {
    value: null,
    effects: [
      ...added.map((id) => change(id, true)),
      ...removed.map((id) => change(id, false)),
      ...(isAdministrator(actor) ? [entry] : []),
    ],
  };
}

function* requirePeople(ids: readonly ExtensionId[], parameter: string): Asking<void> {
  const { refusals } = yield* lookUp(ids, parameter, isPerson);
  const [refusal] = refusals;
  if (refusal) throw new DomainError(refusal);
}
