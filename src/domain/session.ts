/** Signing in: apps, credentials, sessions and the tokens that prove them. */

import type { AccountId, ClientId, CredentialId, ExtensionId, SessionId } from './ids.ts';
import type { RateGroup, UserPermission } from './permission.ts';
import type { Standing } from './role.ts';
import type { Connection } from './subscription.ts';

export const grantTypes = [
  'authorization_code',
  'refresh_token',
  'password',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
] as const;
export type GrantType = (typeof grantTypes)[number];

export interface App {
  readonly accountId: AccountId;
  readonly clientId: ClientId;
  readonly name: string;
  /** SHA-256 of the secret, or null for a public app that has none. */
  readonly secretHash: string | null;
  readonly grants: readonly GrantType[];
  /** Where codes may be sent; see `domain/redirect-uri.ts`. */
  readonly redirectUris: readonly string[];
  /** The vendor's app permissions, such as `InternalMessages`. */
  readonly scopes: readonly string[];
  /** Beckon's own web app: nobody need allow it anything, and administrators cannot change it. */
  readonly isFirstParty?: boolean;
  /** The hash of the secret before the last rotation, while that one still works. */
  readonly oldSecret?: { readonly hash: string; readonly untilMs: number };
  /** Requests a minute, for the groups in which this app's differ from the server's. */
  readonly rateLimits?: RateLimits;
}

export type RateLimits = Readonly<Partial<Record<Exclude<RateGroup, 'none'>, number>>>;

/** A person's standing permission for a JWT to sign them in. The JWT itself is not kept: its signature proves it. */
export interface Credential {
  readonly accountId: AccountId;
  readonly credentialId: CredentialId;
  readonly extensionId: ExtensionId;
  /** What its owner calls it. */
  readonly label: string;
  readonly createdMs: number;
  /** Null for never. */
  readonly expiresMs: number | null;
  readonly isRevoked: boolean;
}

/** How someone proved who they are. */
export type SignInMethod = 'jwt' | 'code' | 'password';

export interface Session {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly extensionId: ExtensionId;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly endpointId: string;
  readonly method: SignInMethod;
  /** The JWT credential it was opened with. */
  readonly credentialId: CredentialId | null;
  readonly openedMs: number;
  /** When it was opened or last renewed, and from which network address. */
  readonly renewedMs: number;
  readonly lastAddress: string | null;
  /** When it ends by itself unless renewed. */
  readonly expiresMs: number;
  readonly isEnded: boolean;
}

export type TokenKind = 'access' | 'refresh' | 'websocket';

/** What is kept of a token: never the token itself. */
export interface Token {
  readonly tokenHash: string;
  readonly kind: TokenKind;
  readonly sessionId: SessionId;
  readonly expiresMs: number;
  /** When a refresh token was first used; for a time it goes on giving the pair that replaced it. */
  readonly replacedMs: number | null;
  /** When an access token was first used, or was issued where nobody asks. */
  readonly usedMs: number | null;
}

/** The unchanging part of what an access token stands for. Whether its session still lives is asked each time. */
export interface AccessGrant {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly extensionId: ExtensionId;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly expiresMs: number;
  /** Of an access token by which its session was renewed, until someone has used it. */
  readonly isUnused?: boolean;
}

/** A grant as one request uses it. */
export interface Caller extends AccessGrant {
  /** The network address that the request came from. */
  readonly address: string;
  /** What the operation asks of whoever calls it. */
  readonly permission?: UserPermission;
  /** Of the WebSocket that it came over, if it did. */
  readonly connection?: Connection;
}

/** Whoever acts: a session, and the person it belongs to. */
export type Actor = Pick<AccessGrant, 'accountId' | 'sessionId' | 'extensionId'> & {
  readonly address?: string;
  /** What they must be allowed at the moment of the act, with each read and each write; nothing special if absent. */
  readonly permission?: UserPermission;
};

/** What may change at any moment about a living session: the person's roles, and the app's own allowances. */
export interface SessionState extends Standing {
  readonly rateLimits: RateLimits;
}

/** How long sessions are remembered after their end, and expired tokens: a late request then hears what became of them. */
export const sessionMemoryMs = 30 * 24 * 3600 * 1000;
export const tokenMemoryMs = 7 * 24 * 3600 * 1000;

/**
 * How long a refresh token that was already used gives the same new pair again, for clients that lost the answer: as long
 * as nobody has used that pair, and a short time after its first use. (WIRE contract, section 5.)
 */
export const unusedPairGraceMs = 60 * 60_000;
export const usedPairGraceMs = 10_000;
