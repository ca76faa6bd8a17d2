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
  return (yield* readableAmong(copy.extensionId, [copy]))[0];
}

/** Those of someone's copies that they may use now, as they see them. */
export function* readableAmong(holderId: ExtensionId, copies: readonly Copy[]): Asking<Copy[]> {
  const unsure = copies.filter(({ isExplicit, audienceId }) => !isExplicit && audienceId !== noAudience);
  if (unsure.length === 0) return copies.filter(({ isExplicit }) => isExplicit);
  const ids = [...new Set(unsure.map(({ conversationId }) => conversationId))];
  const [memberships, ...conversations] = yield* askAll([
    { kind: 'memberships-of', extensionId: holderId },
    ...ids.map((conversationId) => ({ kind: 'conversation', conversationId }) as const),
  ]);
  const threads = new Map(ids.map((id, index) => [id, conversations[index]]));
  return copies.flatMap((copy) => asReadable(copy, threads.get(copy.conversationId), memberships) ?? []);
}
