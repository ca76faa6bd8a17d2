/** How apps, sessions, their tokens and what signs people in are written in columns. */

import type { AuthorizationCode } from '../../domain/authorization-code.ts';
import type { AccountId, ClientId, ExtensionId } from '../../domain/ids.ts';
import type { Invitation } from '../../domain/invitation.ts';
import type { Password } from '../../domain/password.ts';
import type { App, Credential, GrantType, RateLimits, Session, Token } from '../../domain/session.ts';
import { type Row, words } from './rows.ts';

export function appFrom(row: Row): App {
  return {
    accountId: row.account_id as AccountId,
    clientId: row.client_id as ClientId,
    name: row.name as string,
    secretHash: row.secret_hash as string | null,
    grants: (row.grants as string).split(' ') as GrantType[],
    redirectUris: JSON.parse(row.redirect_uris as string),
    scopes: scopesFrom(row),
    rateLimits: rateLimitsFrom(row),
    isFirstParty: row.is_first_party === 1,
    ...(row.old_secret_hash === null
      ? {}
      : { oldSecret: { hash: row.old_secret_hash as string, untilMs: row.old_secret_until_ms as number } }),
  };
}

const noLimits: RateLimits = {};

export function rateLimitsFrom(row: Row): RateLimits {
  return row.rate_limits === null ? noLimits : JSON.parse(row.rate_limits as string);
}

export function credentialFrom(row: Row): Credential {
  return {
    accountId: row.account_id as AccountId,
    credentialId: row.credential_id as Credential['credentialId'],
    extensionId: row.extension_id as ExtensionId,
    label: row.label as string,
    createdMs: row.created_ms as number,
    expiresMs: row.expires_ms as number | null,
    isRevoked: row.is_revoked === 1,
  };
}

export function sessionFrom(row: Row): Session {
  return {
    accountId: row.account_id as AccountId,
    sessionId: row.session_id as Session['sessionId'],
    extensionId: row.extension_id as ExtensionId,
    clientId: row.client_id as ClientId,
    scopes: scopesFrom(row),
    endpointId: row.endpoint_id as string,
    method: row.method as Session['method'],
    credentialId: row.credential_id as Session['credentialId'],
    openedMs: row.opened_ms as number,
    renewedMs: row.renewed_ms as number,
    lastAddress: row.last_address as string | null,
    expiresMs: row.expires_ms as number,
    isEnded: row.ended_ms !== null,
  };
}

export function passwordFrom(row: Row): Password {
  return {
    extensionId: row.extension_id as ExtensionId,
    hash: row.hash as string,
    changedMs: row.changed_ms as number,
    isGenerated: row.is_generated === 1,
    failures: row.failures as number,
    lockedUntilMs: row.locked_until_ms as number,
  };
}

export function invitationFrom(row: Row): Invitation {
  return {
    extensionId: row.extension_id as ExtensionId,
    tokenHash: row.token_hash as string,
    expiresMs: row.expires_ms as number,
  };
}

export function codeFrom(row: Row): AuthorizationCode {
  return {
    codeHash: row.code_hash as string,
    extensionId: row.extension_id as ExtensionId,
    clientId: row.client_id as ClientId,
    redirectUri: row.redirect_uri as string,
    codeChallenge: row.code_challenge as string | null,
    expiresMs: row.expires_ms as number,
    usedMs: row.used_ms as number | null,
    isReplayed: row.is_replayed === 1,
    sessionId: row.session_id as AuthorizationCode['sessionId'],
  };
}

export function tokenFrom(row: Row): Token {
  return {
    tokenHash: row.token_hash as string,
    kind: row.kind as Token['kind'],
    sessionId: row.session_id as Token['sessionId'],
    expiresMs: row.expires_ms as number,
    replacedMs: row.replaced_ms as number | null,
    usedMs: row.used_ms as number | null,
  };
}

export function scopesFrom(row: Row): string[] {
  return words(row.scopes);
}
