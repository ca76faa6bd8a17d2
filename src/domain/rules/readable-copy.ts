/** Access to a message: its holder may use it while they are on the thread's actual list. */

import { isParticipant } from '../conversation.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import type { ExtensionId, MessageId } from '../ids.ts';
import { noAudience } from '../ids.ts';
import type { Copy } from '../message.ts';

/** Whether the holder of a copy is on its thread's actual list now. */
export function* mayRead(copy: Copy): Asking<boolean> {
  if (copy.isExplicit) return true;
  if (copy.audienceId === noAudience) return false;
  const [conversation, departmentIds] = (yield* askAll([
    { kind: 'conversation', conversationId: copy.conversationId },
    { kind: 'departments-of', extensionId: copy.extensionId },
  ])) as [Parameters<typeof isParticipant>[0] | undefined, readonly ExtensionId[]];
  return conversation !== undefined && isParticipant(conversation, copy.extensionId, departmentIds);
}

/** A copy its holder may use now; one they lost access to is as if it were not there. */
export function* requireReadableCopy(extensionId: ExtensionId, copyId: MessageId): Asking<Copy> {
  const copy = yield* ask({ kind: 'copy', extensionId, copyId });
  if (!copy || !(yield* mayRead(copy))) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'messageId', subject: String(copyId) });
  }
  return copy;
}
