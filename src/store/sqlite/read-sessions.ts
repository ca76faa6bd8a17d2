/** Reads for signing in, and the question every other read starts with: is the actor's session alive? */

import { DomainError } from '../../domain/errors.ts';
import type { AccountId, ClientId } from '../../domain/ids.ts';
import type { Actor, App, Credential, Grant } from '../../domain/session.ts';
import type { Database } from './open-database.ts';
import { appFrom, credentialFrom, scopesFrom } from './rows.ts';

export function createReadSessions(db: Database) {
  const alive = db.statement(`
    SELECT 1 FROM session s
    JOIN extension e ON e.account_id = s.account_id AND e.extension_id = s.extension_id
    WHERE s.account_id = ? AND s.session_id = ? AND s.ended_ms IS NULL AND e.status = 'Enabled' AND e.is_deleted = 0`);
  const app = db.statement('SELECT * FROM app WHERE client_id = ?');
  const credentials = db.statement('SELECT * FROM credential WHERE account_id = ? ORDER BY created_ms, credential_id');
  const secret = db.statement('SELECT secret FROM server');
  const grant = db.statement(`
    SELECT t.expires_ms, s.session_id, s.extension_id, s.client_id, s.scopes
    FROM token t JOIN session s ON s.account_id = t.account_id AND s.session_id = t.session_id
    WHERE t.account_id = ? AND t.token_hash = ? AND t.kind = 'access'`);

  return {
    requireAlive({ accountId, sessionId }: Actor): void {
      if (!alive.get(accountId, sessionId)) throw new DomainError({ code: 'unknown-token' });
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
