/** Erasing what a person wrote, and their mailbox, on request: a task that is worked off in small steps. */

import type { ExtensionId, MessageId } from './ids.ts';

declare const brand: unique symbol;
export type ErasureId = number & { readonly [brand]: 'ErasureId' };

/** First the pages the person sent, in every mailbox; then what is left in the person's own. */
export type ErasurePhase = 'sent' | 'mailbox' | 'finished';

export interface Erasure {
  readonly erasureId: ErasureId;
  readonly extensionId: ExtensionId;
  readonly requestedMs: number;
  readonly requestedById: ExtensionId;
  /** Only what has an id below this one, and so was there when it was asked for. */
  readonly beforeId: MessageId;
  readonly phase: ErasurePhase;
  /** Where the phase goes on. */
  readonly nextId: MessageId;
  /** How many copies it has purged so far. */
  readonly purgedCount: number;
  /** Null until it is finished. */
  readonly finishedMs: number | null;
}
