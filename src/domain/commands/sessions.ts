/** What can be asked of sessions and their tokens, as plain data, with the answer each gives. */

import type { AccountId, ClientId, CredentialId, ExtensionId, SessionId } from '../ids.ts';
import type { Session, Token } from '../session.ts';

/** The hashes and life times, in seconds, of a pair of tokens to be issued. */
export interface TokenPair {
  readonly accessHash: string;
  readonly accessTtlS: number;
  readonly refreshHash: string;
  readonly refreshTtlS: number;
}

export interface OpenSession {
  readonly kind: 'open-session';
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly extensionId: ExtensionId;
  /** The JWT credential that proves who they are. */
  readonly credentialId: CredentialId;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly endpointId: string;
  readonly tokens: TokenPair;
}

export interface RefreshSession {
  readonly kind: 'refresh-session';
  readonly accountId: AccountId;
  readonly refreshHash: string;
  readonly clientId: ClientId;
  readonly tokens: TokenPair;
}

/** Ends the session that a token belongs to, whichever kind of token it is. */
export interface EndSession {
  readonly kind: 'end-session';
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly clientId: ClientId;
}

/** A session with the tokens just issued for it. */
export interface SignedIn {
  readonly session: Session;
  readonly access: Token;
  readonly refresh: Token;
}

export interface SessionOutcomes {
  'open-session': SignedIn;
  'refresh-session': SignedIn;
  'end-session': null;
}

export type SessionCommand = OpenSession | RefreshSession | EndSession;
