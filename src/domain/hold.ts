/** A legal hold: while it is in force, nothing that a conversation or a person's mailbox holds is erased from disk. */

import type { ConversationId, ExtensionId, MessageId } from './ids.ts';

declare const brand: unique symbol;
export type HoldId = number & { readonly [brand]: 'HoldId' };

/** Exactly one of the two is named. A person's hold covers every page they sent or were sent. */
export type Held =
  | { readonly conversationId: ConversationId; readonly extensionId: null }
  | { readonly conversationId: null; readonly extensionId: ExtensionId };

export type Hold = Held & {
  readonly holdId: HoldId;
  readonly reason: string;
  readonly placedMs: number;
  readonly placedById: ExtensionId;
  /** Null while it is in force. */
  readonly releasedMs: number | null;
};

/** How much of a page is left, and whether it may be erased. */
export interface PageKeeping {
  readonly pageId: MessageId;
  /** How many of its copies are not Purged. */
  readonly unpurgedCount: number;
  /** How many of its copies are there at all, those that are gone included. */
  readonly copyCount: number;
  readonly isHeld: boolean;
}
