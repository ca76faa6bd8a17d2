/** What can be asked of sessions, codes and tokens, as plain data, with the answer each gives. */

import type { AuthorizationCode } from '../authorization-code.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, SessionId } from '../ids.ts';
import type { Actor, Session, Token } from '../session.ts';

/** The hashes and life times, in seconds, of a pair of tokens to be issued. */
export interface TokenPair {
  readonly accessHash: string;
  readonly accessTtlS: number;
  readonly refreshHash: string;
  readonly refreshTtlS: number;
}

/** A JWT, whose signature has been checked. */
export interface CredentialProof {
  readonly kind: 'credential';
  readonly extensionId: ExtensionId;
  readonly credentialId: CredentialId;
}

/** A password that was found to be the one behind `hash`. */
export interface PasswordProof {
  readonly kind: 'password';
  readonly extensionId: ExtensionId;
  readonly hash: string;
  /** The same password hashed anew, if `hash` was made with weaker parameters than are used now. */
  readonly betterHash?: string;
  /** Given from where this person has signed in before: a lock is against strangers, and does not hold it up. */
  readonly passesLock?: boolean;
}

/** A code that `use-code` gave out to this request. */
export interface CodeProof {
  readonly kind: 'code';
  readonly codeHash: string;
}

/** Nothing need be proven: for the people of the demo company. */
export interface WaivedProof {
  readonly kind: 'waived';
  readonly extensionId: ExtensionId;
}

export interface OpenSession {
  readonly kind: 'open-session';
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly proof: CredentialProof | PasswordProof | CodeProof;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly endpointId: string;
  readonly tokens: TokenPair;
  readonly address?: string;
  /** The most sessions a person may have with one app; past that the oldest end. Absent or 0 for any number. */
  readonly maxSessions?: number;
}

export interface RefreshSession {
  readonly kind: 'refresh-session';
  readonly accountId: AccountId;
  readonly refreshHash: string;
  readonly clientId: ClientId;
  readonly tokens: TokenPair;
  readonly address?: string;
}

/** Someone called with an access token by which its session was renewed: the answer that brought it was not lost. */
export interface UseToken {
  readonly kind: 'use-token';
  readonly accountId: AccountId;
  readonly tokenHash: string;
}

/** Ends the session that a token belongs to, whichever kind of token it is. */
export interface EndSession {
  readonly kind: 'end-session';
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly clientId: ClientId;
}

/** Ends sessions of the actor's own: one, all of them, or all but the one they act in. */
export interface EndOwnSessions {
  readonly kind: 'end-own-sessions';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly which: SessionId | 'all' | 'others';
}

/** Someone signed in on our page: a code for the app that sent them there. */
export interface IssueCode {
  readonly kind: 'issue-code';
  readonly accountId: AccountId;
  readonly codeHash: string;
  readonly proof: PasswordProof | WaivedProof;
  readonly clientId: ClientId;
  readonly redirectUri: string;
  readonly codeChallenge: string | null;
}

/** Uses a code up. The answer is null for one that cannot be redeemed; one used before ends what it opened. */
export interface UseCode {
  readonly kind: 'use-code';
  readonly accountId: AccountId;
  readonly codeHash: string;
  readonly clientId: ClientId;
}

/** A token for opening WebSockets in the actor's session. */
export interface IssueWebsocketToken {
  readonly kind: 'issue-websocket-token';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly tokenHash: string;
  readonly ttlS: number;
}

/** A session with the tokens just issued for it. */
export interface SignedIn {
  readonly session: Session;
  readonly access: Token;
  readonly refresh: Token;
}

export interface SessionOutcomes {
  'open-session': SignedIn;
  /** Null when the token came back too late after it was replaced: its session is ended then. */
  'refresh-session': SignedIn | null;
  'use-token': null;
  'end-session': null;
  'end-own-sessions': null;
  'issue-code': null;
  'use-code': AuthorizationCode | null;
  'issue-websocket-token': null;
}

export type SessionCommand =
  | OpenSession
  | RefreshSession
  | UseToken
  | EndSession
  | EndOwnSessions
  | IssueCode
  | UseCode
  | IssueWebsocketToken;
