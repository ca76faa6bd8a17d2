/** A send under an idempotency key happens once: asked again, it answers the same page. */

import type { SendPage } from '../commands/messages.ts';
import type { Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import { type IdempotencyKey, idempotencyLifeMs } from '../idempotency.ts';
import type { ExtensionId } from '../ids.ts';
import type { Message, Page } from '../message.ts';
import { readableNow } from './readable-copy.ts';

/**
 * What was sent under this key before, if it still counts. Refuses the key of a request that was another one, and
 * whoever may no longer read what they sent.
 */
export function* earlierSend(
  extensionId: ExtensionId,
  { key, fingerprint }: IdempotencyKey,
  sureMs: number,
): Asking<Message | undefined> {
  const earlier = yield* ask({ kind: 'idempotent-send', extensionId, key });
  // By a clock that is far ahead for a while, it would be forgotten and the page sent again.
  if (!earlier || earlier.expiresMs <= sureMs) return undefined;
  if (earlier.fingerprint !== fingerprint) {
    throw new DomainError({ code: 'idempotency-key-reused', parameter: 'Idempotency-Key' });
  }
  const sent = yield* ask({ kind: 'message', extensionId, copyId: earlier.copyId });
  const copy = sent && (yield* readableNow(sent.copy));
  if (!copy) throw new DomainError({ code: 'not-a-participant' });
  return { page: sent.page, copy };
}

export function rememberedSend(
  { idempotency, actor }: SendPage,
  { pageId, createdMs }: Page,
  sureMs: number,
): Effect[] {
  if (!idempotency) return [];
  const { extensionId } = actor;
  const send = { ...idempotency, extensionId, copyId: pageId, expiresMs: createdMs + idempotencyLifeMs };
  return [{ kind: 'send-remembered', send, expiredMs: sureMs }];
}
