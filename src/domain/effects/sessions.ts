/** What decisions do to apps, credentials, sessions and tokens. */

import type { ExtensionId, SessionId } from '../ids.ts';
import type { App, Credential, Session, Token } from '../session.ts';

export type SessionEffect =
  /** Ends every session of someone. */
  | { readonly kind: 'sessions-ended'; readonly extensionId: ExtensionId; readonly endedMs: number }
  | { readonly kind: 'app-added'; readonly app: App }
  | { readonly kind: 'credential-added'; readonly credential: Credential }
  | { readonly kind: 'session-opened'; readonly session: Session; readonly openedMs: number }
  | { readonly kind: 'session-ended'; readonly sessionId: SessionId; readonly endedMs: number }
  | { readonly kind: 'token-issued'; readonly token: Token }
  | { readonly kind: 'token-replaced'; readonly tokenHash: string; readonly replacedMs: number }
  /** Forgets the tokens of a session that ran out before `beforeMs`. */
  | { readonly kind: 'tokens-expired'; readonly sessionId: SessionId; readonly beforeMs: number };
