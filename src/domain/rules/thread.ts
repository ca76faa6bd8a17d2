/** Replying: only someone on the thread's actual list may, and only to others on it. */

import { isParticipant } from '../access.ts';
import type { Conversation } from '../conversation.ts';
import { DomainError } from '../errors.ts';
import { type Extension, isDepartment } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import type { ExtensionId, MessageId } from '../ids.ts';
import { numbersOf } from './recipients.ts';

/** The thread of a message in the replier's own mailbox. A `maxThreadAgeMs` of 0 lets threads grow as old as they like. */
export function* requireThread(
  replierId: ExtensionId,
  { replyOn, maxThreadAgeMs, timeMs }: { replyOn: MessageId; maxThreadAgeMs: number; timeMs: number },
): Asking<Conversation> {
  const copy = yield* ask({ kind: 'copy', extensionId: replierId, copyId: replyOn });
  if (!copy) {
    throw new DomainError({
      code: 'unknown-referenced-resource',
      parameter: 'replyOn',
      subject: String(replyOn),
    });
  }
  const [conversation, memberships] = yield* askAll([
    { kind: 'conversation', conversationId: copy.conversationId },
    { kind: 'memberships-of', extensionId: replierId },
  ]);
  if (!conversation || !isParticipant(conversation, replierId, memberships)) {
    throw new DomainError({ code: 'not-a-participant', parameter: 'replyOn' });
  }
  const isTooOld = maxThreadAgeMs > 0 && conversation.startedMs + maxThreadAgeMs <= timeMs;
  if (copy.availability === 'Purged' || isTooOld)
    throw new DomainError({ code: 'thread-closed', parameter: 'replyOn' });
  return conversation;
}

/** Refuses a reply that names anyone who is not on the thread's actual list. */
export function* requireInsiders(conversation: Conversation, named: readonly Extension[]): Asking<void> {
  const memberships = yield* askAll(named.map(({ extensionId }) => ({ kind: 'memberships-of', extensionId }) as const));
  const outsiders = named.filter((extension, index) =>
    isDepartment(extension)
      ? !conversation.departmentIds.includes(extension.extensionId)
      : !isParticipant(conversation, extension.extensionId, memberships[index] ?? []),
  );
  if (outsiders.length > 0) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'to', subject: numbersOf(outsiders) });
  }
}

/** The people and Departments a thread is addressed to, without the replier. */
export function* addresseesBut(replierId: ExtensionId, conversation: Conversation): Asking<Extension[]> {
  const ids = [...conversation.explicitIds, ...conversation.departmentIds].filter((id) => id !== replierId);
  const extensions = yield* askAll(ids.map((extensionId) => ({ kind: 'extension', extensionId }) as const));
  return extensions.filter((extension) => extension !== undefined && !extension.isDeleted) as Extension[];
}
