/** What a decision does to the world. Engines apply these in order; together with the facts they are all a store knows. */

import type { Conversation } from './conversation.ts';
import type { Extension } from './extension.ts';
import type { IdempotentSend } from './idempotency.ts';
import type { AudienceId, ConversationId, ExtensionId, Sequence, SessionId } from './ids.ts';
import type { Copy, Page, Skipped } from './message.ts';
import type { App, Credential, Session, Token } from './session.ts';

/** A page with what only its sender may ask about: whom it reached, in the order of their copies, and who was skipped. */
export interface KeptPage extends Page {
  /** How many ids its copies took, the sender's first. */
  readonly blockSize: number;
  readonly reachedIds: readonly ExtensionId[];
  readonly skipped: readonly Skipped[];
}

export type Effect =
  | {
      readonly kind: 'account-founded';
      readonly name: string;
      readonly nextSequence: Sequence;
      readonly timeMs: number;
    }
  | { readonly kind: 'account-advanced'; readonly nextSequence: Sequence; readonly timeMs: number }
  /** The extension as it is from now on, new or not. */
  | { readonly kind: 'extension-put'; readonly extension: Extension; readonly modifiedSeq: Sequence }
  /** Cuts every tie of a deleted extension: memberships on either side, managing on either side, sessions, credentials. */
  | {
      readonly kind: 'extension-untied';
      readonly extensionId: ExtensionId;
      readonly leftSeq: Sequence;
      readonly timeMs: number;
    }
  /** Ends every session of someone. */
  | { readonly kind: 'sessions-ended'; readonly extensionId: ExtensionId; readonly endedMs: number }
  | {
      readonly kind: 'member-joined';
      readonly departmentId: ExtensionId;
      readonly extensionId: ExtensionId;
      readonly joinedSeq: Sequence;
      readonly joinedMs: number;
    }
  | {
      readonly kind: 'member-left';
      readonly departmentId: ExtensionId;
      readonly extensionId: ExtensionId;
      readonly leftSeq: Sequence;
    }
  | { readonly kind: 'managers-set'; readonly departmentId: ExtensionId; readonly managerIds: readonly ExtensionId[] }
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
  | { readonly kind: 'send-remembered'; readonly send: IdempotentSend; readonly nowMs: number }
  | { readonly kind: 'page-added'; readonly page: KeptPage; readonly copies: readonly Copy[] }
  /** The copy as it is from now on. */
  | { readonly kind: 'copy-changed'; readonly copy: Copy }
  /** The same for a copy that becomes Purged. With the last copy of a page its text is erased. */
  | { readonly kind: 'copy-purged'; readonly copy: Copy }
  | { readonly kind: 'app-added'; readonly app: App }
  | { readonly kind: 'credential-added'; readonly credential: Credential }
  | { readonly kind: 'session-opened'; readonly session: Session; readonly openedMs: number }
  | { readonly kind: 'session-ended'; readonly sessionId: SessionId; readonly endedMs: number }
  | { readonly kind: 'token-issued'; readonly token: Token }
  | { readonly kind: 'token-replaced'; readonly tokenHash: string; readonly replacedMs: number }
  /** Forgets the tokens of a session that ran out before `beforeMs`. */
  | { readonly kind: 'tokens-expired'; readonly sessionId: SessionId; readonly beforeMs: number };

/** What a decision comes to: its answer, and what must be kept before anyone hears of it. */
export interface Decided<T> {
  readonly value: T;
  readonly effects: readonly Effect[];
}
