/** Sending once however often it is asked: a key of the client's choice, and what was sent under it. */

import type { ExtensionId, MessageId } from './ids.ts';

/** How long a key counts. */
export const idempotencyLifeMs = 24 * 3600 * 1000;

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
