/** What decisions do to apps, credentials, passwords, invitations, codes, sessions and tokens. */

import type { AuthorizationCode } from '../authorization-code.ts';
import type { ClientId, CredentialId, ExtensionId, SessionId } from '../ids.ts';
import type { Invitation } from '../invitation.ts';
import type { Password } from '../password.ts';
import type { App, Credential, Session, Token } from '../session.ts';

export type SessionEffect =
  /** The app as it is from now on, new or not. */
  | { readonly kind: 'app-put'; readonly app: App }
  | { readonly kind: 'app-gone'; readonly clientId: ClientId }
  /** The codes that were given out for an app. */
  | { readonly kind: 'app-codes-forgotten'; readonly clientId: ClientId }
  /** Ends every session of an app, whoever it acts for. */
  | { readonly kind: 'app-sessions-ended'; readonly clientId: ClientId; readonly endedMs: number }
  | { readonly kind: 'credential-added'; readonly credential: Credential }
  | { readonly kind: 'credential-revoked'; readonly credentialId: CredentialId }
  /** Every one that someone has. */
  | { readonly kind: 'credentials-revoked'; readonly extensionId: ExtensionId }
  /** The password as it is from now on, new or not. */
  | { readonly kind: 'password-put'; readonly password: Password }
  | { readonly kind: 'password-gone'; readonly extensionId: ExtensionId }
  /** In place of the one its person had, if any. */
  | { readonly kind: 'invitation-put'; readonly invitation: Invitation }
  | { readonly kind: 'invitation-gone'; readonly extensionId: ExtensionId }
  /** The code as it is from now on, new or not. */
  | { readonly kind: 'code-put'; readonly code: AuthorizationCode }
  | { readonly kind: 'codes-forgotten'; readonly expiredBeforeMs: number }
  | { readonly kind: 'session-opened'; readonly session: Session }
  | { readonly kind: 'session-renewed'; readonly session: Session }
  | { readonly kind: 'session-ended'; readonly sessionId: SessionId; readonly endedMs: number }
  /** Forgets someone's sessions, with their tokens, that ended or ran out before then. */
  | { readonly kind: 'sessions-forgotten'; readonly extensionId: ExtensionId; readonly endedBeforeMs: number }
  /** The same one issued again lasts from then on. */
  | { readonly kind: 'token-issued'; readonly token: Token }
  | { readonly kind: 'token-replaced'; readonly tokenHash: string; readonly replacedMs: number }
  | { readonly kind: 'token-used'; readonly tokenHash: string; readonly usedMs: number }
  /** Forgets the access tokens of a session, but one. */
  | { readonly kind: 'access-tokens-ended'; readonly sessionId: SessionId; readonly exceptHash: string }
  /** Forgets the tokens of a session that ran out before `beforeMs`. */
  | { readonly kind: 'tokens-expired'; readonly sessionId: SessionId; readonly beforeMs: number };
