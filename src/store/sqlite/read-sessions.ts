/** Reads for signing in, and of what the question rests on with which others start: may this actor ask? */

import { LRUCache } from 'lru-cache';
import type { Extension } from '../../domain/extension.ts';
import type { AccountId, ClientId, SessionId } from '../../domain/ids.ts';
import type { Invitation } from '../../domain/invitation.ts';
import type { Password } from '../../domain/password.ts';
import type { Login, LoginName, OwnSession } from '../../domain/reads/sessions.ts';
import type { AccessGrant, Actor, App, Credential, SessionState, TokenKind } from '../../domain/session.ts';
import type { Database } from './open-database.ts';
import { createReadPeopleByEmail } from './read-directory.ts';
import { extensionFrom, rolesFrom } from './rows.ts';
import {
  appFrom,
  credentialFrom,
  invitationFrom,
  passwordFrom,
  rateLimitsFrom,
  scopesFrom,
  sessionFrom,
} from './session-rows.ts';

const maxRemembered = 20_000;

interface Remembered {
  /** Of the account at the time: while it is the same, so is the state. */
  readonly standingNumber: number;
  readonly state: SessionState;
}

/** Without figures on its tables SQLite would rather walk an account's rows than use an index: so it is told. */
export function createReadSessions(db: Database) {
  const alive = db.statement(`
    SELECT (SELECT standing_number FROM account WHERE account_id = ?1) AS standing_number, e.roles, a.rate_limits, EXISTS (
      SELECT 1 FROM manager m WHERE m.account_id = s.account_id AND m.extension_id = s.extension_id) AS is_manager
    FROM session s
    JOIN extension e ON e.account_id = s.account_id AND e.extension_id = s.extension_id
    LEFT JOIN app a ON a.client_id = s.client_id
    WHERE s.account_id = ?1 AND s.session_id = ?2 AND s.ended_ms IS NULL AND e.status = 'Enabled' AND e.is_deleted = 0
      AND (?3 IS NULL OR EXISTS (SELECT 1 FROM token t WHERE t.account_id = ?1 AND t.token_hash = ?3))`);
  const standing = db.statement('SELECT standing_number FROM account WHERE account_id = ?');
  const remembered = new LRUCache<string, Remembered>({ max: maxRemembered });
  const aliveAmong = db.statement(`
    SELECT s.session_id FROM session s
    JOIN extension e ON e.account_id = s.account_id AND e.extension_id = s.extension_id
    WHERE s.account_id = ? AND s.session_id IN (SELECT value FROM json_each(?))
      AND s.ended_ms IS NULL AND e.status = 'Enabled' AND e.is_deleted = 0`);
  const app = db.statement('SELECT * FROM app WHERE client_id = ?');
  const apps = db.statement('SELECT * FROM app WHERE account_id = ? ORDER BY name, client_id');
  const credentials = db.statement('SELECT * FROM credential WHERE account_id = ? ORDER BY created_ms, credential_id');
  const ownCredentials = db.statement(`
    SELECT * FROM credential INDEXED BY credential_by_extension
    WHERE account_id = ? AND extension_id = ? AND is_revoked = 0
    ORDER BY created_ms DESC, credential_id`);
  const ownSessions = db.statement(`
    SELECT s.*, a.name AS app_name FROM session s INDEXED BY session_by_extension LEFT JOIN app a ON a.client_id = s.client_id
    WHERE s.account_id = ? AND s.extension_id = ? AND s.ended_ms IS NULL AND s.expires_ms > ?
    ORDER BY s.opened_ms DESC, s.session_id`);
  const password = db.statement('SELECT * FROM password WHERE account_id = ? AND extension_id = ?');
  const byNumber = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND extension_number = ? AND is_deleted = 0',
  );
  const peopleByEmail = createReadPeopleByEmail(db);
  const invited = db.statement(`
    SELECT e.*, i.token_hash, i.expires_ms FROM invitation i
    JOIN extension e ON e.account_id = i.account_id AND e.extension_id = i.extension_id
    WHERE i.account_id = ? AND i.token_hash = ?`);
  const secret = db.statement('SELECT secret FROM server');
  let knownSecret: Uint8Array | undefined;
  const grant = db.statement(`
    SELECT t.expires_ms, t.used_ms, s.session_id, s.extension_id, s.client_id, s.scopes
    FROM token t JOIN session s ON s.account_id = t.account_id AND s.session_id = t.session_id
    WHERE t.account_id = ? AND t.token_hash = ? AND t.kind = ?`);

  function peopleCalled(accountId: AccountId, name: LoginName): Extension[] {
    if ('email' in name) return peopleByEmail(accountId, name.email);
    return byNumber.all(accountId, name.extensionNumber).map(extensionFrom);
  }

  function passwordOf({ accountId, extensionId }: Pick<Extension, 'accountId' | 'extensionId'>): Password | undefined {
    const row = password.get(accountId, extensionId);
    return row && passwordFrom(row);
  }

  function readSessionState({ accountId, sessionId }: Actor, accessHash?: string): SessionState | undefined {
    // An answer rests on one statement: on this one if what is remembered still holds, else on that which reads both.
    const standingNumber = standing.get(accountId)?.standing_number;
    const key = `${accountId} ${sessionId} ${accessHash}`;
    const known = remembered.get(key);
    if (known && known.standingNumber === standingNumber) return known.state;
    const row = alive.get(accountId, sessionId, accessHash ?? null);
    if (!row) return undefined;
    const state = { roles: rolesFrom(row), isManager: row.is_manager === 1, rateLimits: rateLimitsFrom(row) };
    remembered.set(key, { standingNumber: row.standing_number as number, state });
    return state;
  }

  return {
    readSessionState,

    readEndedSessions(accountId: AccountId, sessionIds: readonly SessionId[]): SessionId[] {
      const alive = aliveAmong.all(accountId, JSON.stringify(sessionIds)).map((row) => row.session_id as SessionId);
      const known = new Set(alive);
      return sessionIds.filter((sessionId) => !known.has(sessionId));
    },

    readApp(clientId: ClientId): App | undefined {
      const row = app.get(clientId);
      return row && appFrom(row);
    },

    listApps(accountId: AccountId): App[] {
      return apps.all(accountId).map(appFrom);
    },

    readLogin(accountId: AccountId, name: LoginName): Login | undefined {
      const [extension, ...others] = peopleCalled(accountId, name);
      if (!extension || others.length > 0) return undefined;
      return { extension, password: passwordOf(extension) };
    },

    isSharedName: (accountId: AccountId, name: LoginName): boolean => peopleCalled(accountId, name).length > 1,

    readInvitation(accountId: AccountId, hash: string): { invitation: Invitation; extension: Extension } | undefined {
      const row = invited.get(accountId, hash);
      return row && { invitation: invitationFrom(row), extension: extensionFrom(row) };
    },

    listCredentials(accountId: AccountId): Credential[] {
      return credentials.all(accountId).map(credentialFrom);
    },

    listOwnCredentials({ accountId, extensionId }: Actor): Credential[] {
      return ownCredentials.all(accountId, extensionId).map(credentialFrom);
    },

    listOwnSessions({ accountId, extensionId }: Actor, nowMs: number): OwnSession[] {
      return ownSessions.all(accountId, extensionId, nowMs).map((row) => ({
        ...sessionFrom(row),
        appName: (row.app_name as string | null) ?? undefined,
      }));
    },

    /** The same array each time: what is derived from it is remembered by it. */
    readSecret(): Uint8Array {
      knownSecret ??= secret.get()?.secret as Uint8Array;
      return knownSecret;
    },

    readGrant(accountId: AccountId, tokenHash: string, kind: TokenKind = 'access'): AccessGrant | undefined {
      const row = grant.get(accountId, tokenHash, kind);
      if (!row) return undefined;
      return {
        accountId,
        sessionId: row.session_id as AccessGrant['sessionId'],
        extensionId: row.extension_id as AccessGrant['extensionId'],
        clientId: row.client_id as ClientId,
        scopes: scopesFrom(row),
        expiresMs: row.expires_ms as number,
        ...(row.used_ms === null ? { isUnused: true } : {}),
      };
    },
  };
}
