/** What decisions do to pages, copies and threads. */

import type { Conversation } from '../conversation.ts';
import type { IdempotentSend } from '../idempotency.ts';
import type { AudienceId, ConversationId, ExtensionId, Sequence } from '../ids.ts';
import type { Copy, Page, Skipped } from '../message.ts';

/** A page with what only its sender may ask about: whom it reached, in the order of their copies, and who was skipped. */
export interface KeptPage extends Page {
  /** How many ids its copies took, the sender's first. */
  readonly blockSize: number;
  readonly reachedIds: readonly ExtensionId[];
  readonly skipped: readonly Skipped[];
}

export type MessageEffect =
  | { readonly kind: 'audience-added'; readonly audienceId: AudienceId; readonly departmentIds: readonly ExtensionId[] }
  | { readonly kind: 'conversation-added'; readonly conversation: Conversation }
  /** Puts someone on a thread's explicit list or takes them off: in the list itself and in every copy they hold of it. */
  | {
      readonly kind: 'participant-changed';
      readonly conversationId: ConversationId;
      readonly extensionId: ExtensionId;
      readonly isExplicit: boolean;
      readonly modifiedSeq: Sequence;
      readonly timeMs: number;
    }
  | { readonly kind: 'send-remembered'; readonly send: IdempotentSend; readonly expiredMs: number }
  | { readonly kind: 'page-added'; readonly page: KeptPage; readonly copies: readonly Copy[] }
  /** The copy as it is from now on. */
  | { readonly kind: 'copy-changed'; readonly copy: Copy }
  /** The same for a copy that becomes Purged. Whether the page's text goes with it is an effect of its own. */
  | { readonly kind: 'copy-purged'; readonly copy: Copy };
