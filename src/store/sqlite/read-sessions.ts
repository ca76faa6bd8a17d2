/** Reads for signing in, and the question every other read starts with: may this actor ask? */

import { DomainError } from '../../domain/errors.ts';
import type { AccountId, ClientId } from '../../domain/ids.ts';
import { personMay } from '../../domain/role.ts';
import type { Actor, App, Credential, Grant, SessionState } from '../../domain/session.ts';
import type { Database } from './open-database.ts';
import { appFrom, credentialFrom, rateLimitsFrom, rolesFrom, scopesFrom } from './rows.ts';

export function createReadSessions(db: Database) {
  const alive = db.statement(`
    SELECT e.roles, a.rate_limits, EXISTS (
      SELECT 1 FROM manager m WHERE m.account_id = s.account_id AND m.extension_id = s.extension_id) AS is_manager
    FROM session s
    JOIN extension e ON e.account_id = s.account_id AND e.extension_id = s.extension_id
    LEFT JOIN app a ON a.client_id = s.client_id
    WHERE s.account_id = ? AND s.session_id = ? AND s.ended_ms IS NULL AND e.status = 'Enabled' AND e.is_deleted = 0`);
  const app = db.statement('SELECT * FROM app WHERE client_id = ?');
  const credentials = db.statement('SELECT * FROM credential WHERE account_id = ? ORDER BY created_ms, credential_id');
  const secret = db.statement('SELECT secret FROM server');
  const grant = db.statement(`
    SELECT t.expires_ms, s.session_id, s.extension_id, s.client_id, s.scopes
    FROM token t JOIN session s ON s.account_id = t.account_id AND s.session_id = t.session_id
    WHERE t.account_id = ? AND t.token_hash = ? AND t.kind = 'access'`);

  function readSessionState({ accountId, sessionId }: Actor): SessionState | undefined {
    const row = alive.get(accountId, sessionId);
    return row && { roles: rolesFrom(row), isManager: row.is_manager === 1, rateLimits: rateLimitsFrom(row) };
  }

  return {
    readSessionState,

    requireActor(actor: Actor): void {
      const { permission } = actor;
      const state = readSessionState(actor);
      if (!state) throw new DomainError({ code: 'unknown-token' });
      if (permission === undefined || personMay(state, permission)) return;
      throw new DomainError({ code: 'missing-user-permission', subject: permission });
    },

    readApp(clientId: ClientId): App | undefined {
      const row = app.get(clientId);
      return row && appFrom(row);
    },

    listCredentials(accountId: AccountId): Credential[] {
      return credentials.all(accountId).map(credentialFrom);
    },

    readSecret(): Uint8Array {
      return secret.get()?.secret as Uint8Array;
    },

    readGrant(accountId: AccountId, tokenHash: string): Grant | undefined {
      const row = grant.get(accountId, tokenHash);
      if (!row) return undefined;
      return {
        accountId,
        sessionId: row.session_id as Grant['sessionId'],
        extensionId: row.extension_id as Grant['extensionId'],
        clientId: row.client_id as ClientId,
        scopes: scopesFrom(row),
        expiresMs: row.expires_ms as number,
      };
    },
  };
}
