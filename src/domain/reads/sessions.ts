/** What can be read for signing in, and of one's own sessions and credentials. */

import type { Extension } from '../extension.ts';
import type { AccountId, ClientId, SessionId } from '../ids.ts';
import type { Invitation } from '../invitation.ts';
import type { Password } from '../password.ts';
import type { AccessGrant, Actor, App, Credential, Session, SessionState, TokenKind } from '../session.ts';

/** What people call themselves when they sign in. An address that several people have is nobody's. */
export type LoginName = { readonly extensionNumber: string } | { readonly email: string };

export interface Login {
  readonly extension: Extension;
  /** Undefined for someone who has never set one. */
  readonly password: Password | undefined;
}

export interface OwnSession extends Session {
  /** Undefined once the app is gone. */
  readonly appName: string | undefined;
}

export interface ActorSessionReads {
  /** The account's apps, by name. */
  listApps(): Promise<readonly App[]>;
  /** The actor's own sessions that live, newest first. */
  listOwnSessions(nowMs: number): Promise<readonly OwnSession[]>;
  /** The actor's own credentials that are not revoked, newest first. */
  listOwnCredentials(): Promise<readonly Credential[]>;
}

export interface ServerSessionReads {
  /** The account's apps, by name. */
  listApps(accountId: AccountId): Promise<readonly App[]>;
  readApp(clientId: ClientId): Promise<App | undefined>;
  /** The person who signs in under that name, active or not. */
  readLogin(accountId: AccountId, name: LoginName): Promise<Login | undefined>;
  /** Whether several people go by that name, so that none can sign in under it. */
  isSharedName(accountId: AccountId, name: LoginName): Promise<boolean>;
  readInvitation(
    accountId: AccountId,
    tokenHash: string,
  ): Promise<{ readonly invitation: Invitation; readonly extension: Extension } | undefined>;
  /** The credentials people of an account have to sign in with, oldest first. */
  listCredentials(accountId: AccountId): Promise<readonly Credential[]>;
  /** What a token of this hash stands for, whether its session still lives or not. */
  readGrant(
    accountId: AccountId,
    tokenHash: string,
    kind?: Extract<TokenKind, 'access' | 'websocket'>,
  ): Promise<AccessGrant | undefined>;
  /** What is true of a session now; undefined once it, or the token given, has ended or its person is not active. */
  readSessionState(actor: Actor, accessHash?: string): Promise<SessionState | undefined>;
  /** Of these sessions those that ended, or whose person is not active. */
  readEndedSessions(accountId: AccountId, sessionIds: readonly SessionId[]): Promise<readonly SessionId[]>;
  /** 32 random bytes made when the store was, from which signing keys are derived. */
  readSecret(): Promise<Uint8Array>;
}
