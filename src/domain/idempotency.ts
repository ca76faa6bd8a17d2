/** Sending once however often it is asked: a key of the client's choice, and what was sent under it. */

import type { ExtensionId, MessageId } from './ids.ts';

const dayMs = 24 * 3600 * 1000;

/** Whoever says that a page was written longer ago may not send it any more. */
export const maxWrittenAgoMs = 30 * dayMs;

/**
 * How long a key counts: longer than what was written may still be sent, so that it is never forgotten while it can be
 * used. The day more is for clocks that do not agree how fast time goes.
 */
export const idempotencyLifeMs = maxWrittenAgoMs + dayMs;

export interface IdempotencyKey {
  readonly key: string;
  /** Tells one request from another: equal only for equal requests. */
  readonly fingerprint: string;
}

export interface IdempotentSend extends IdempotencyKey {
  readonly extensionId: ExtensionId;
  readonly copyId: MessageId;
  readonly expiresMs: number;
}
