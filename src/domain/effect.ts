/** What a decision does to the world. Engines apply these in order; together with the facts they are all a store knows. */

import type { Conversation } from './conversation.ts';
import type { Extension } from './extension.ts';
import type { AudienceId, ExtensionId, Sequence, SessionId } from './ids.ts';
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
  | { readonly kind: 'extension-added'; readonly extension: Extension; readonly modifiedSeq: Sequence }
  | {
      readonly kind: 'member-joined';
      readonly departmentId: ExtensionId;
      readonly extensionId: ExtensionId;
      readonly joinedSeq: Sequence;
    }
  | { readonly kind: 'manager-added'; readonly departmentId: ExtensionId; readonly extensionId: ExtensionId }
  | { readonly kind: 'audience-added'; readonly audienceId: AudienceId; readonly departmentIds: readonly ExtensionId[] }
  | { readonly kind: 'conversation-added'; readonly conversation: Conversation }
  | { readonly kind: 'page-added'; readonly page: KeptPage; readonly copies: readonly Copy[] }
  /** The copy as it is from now on. */
  | { readonly kind: 'copy-changed'; readonly copy: Copy }
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
