/** Access to a message: its holder may use it while they are on the thread's actual list. */

import { asReadable } from '../access.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import { type ExtensionId, type MessageId, noAudience } from '../ids.ts';
import type { Copy } from '../message.ts';

/** A copy its holder may use now; one they lost access to is as if it were not there. */
export function* requireReadableCopy(extensionId: ExtensionId, copyId: MessageId): Asking<Copy> {
  const copy = yield* ask({ kind: 'copy', extensionId, copyId });
  const readable = copy && (yield* readableNow(copy));
  if (!readable) throw new DomainError({ code: 'unknown-resource', parameter: 'messageId', subject: String(copyId) });
  return readable;
}

/** The copy as its holder sees it, or undefined if they may not. */
export function* readableNow(copy: Copy): Asking<Copy | undefined> {
  if (copy.isExplicit || copy.audienceId === noAudience) return asReadable(copy, undefined, []);
  const [conversation, memberships] = yield* askAll([
    { kind: 'conversation', conversationId: copy.conversationId },
    { kind: 'memberships-of', extensionId: copy.extensionId },
  ]);
  return asReadable(copy, conversation, memberships);
}
