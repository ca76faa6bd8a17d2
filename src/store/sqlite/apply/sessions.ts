/** Writes the effects on apps, credentials, sessions and tokens. */

import type { SessionEffect } from '../../../domain/effects/sessions.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplySessions(db: Database): Appliers<SessionEffect> {
  const addApp = db.statement(
    'INSERT INTO app (client_id, account_id, name, secret_hash, grants, scopes, rate_limits) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const addCredential = db.statement(`
    INSERT INTO credential (account_id, credential_id, extension_id, created_ms, is_revoked) VALUES (?, ?, ?, ?, ?)`);
  const openSession = db.statement(`
    INSERT INTO session (account_id, session_id, extension_id, client_id, scopes, endpoint_id, opened_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const endSession = db.statement('UPDATE session SET ended_ms = ? WHERE account_id = ? AND session_id = ?');
  const forgetTokens = db.statement('DELETE FROM token WHERE account_id = ? AND session_id = ? AND expires_ms <= ?');
  const issueToken = db.statement(`
    INSERT INTO token (account_id, token_hash, kind, session_id, expires_ms, replaced_ms) VALUES (?, ?, ?, ?, ?, ?)`);
  const replaceToken = db.statement('UPDATE token SET replaced_ms = ? WHERE account_id = ? AND token_hash = ?');
  const endSessions = db.statement(
    'UPDATE session SET ended_ms = ? WHERE account_id = ? AND extension_id = ? AND ended_ms IS NULL',
  );

  return {
    'sessions-ended': (accountId, { extensionId, endedMs }) => {
      endSessions.run(endedMs, accountId, extensionId);
    },
    'app-added': (accountId, { app }) => {
      const { clientId, name, secretHash, grants, scopes, rateLimits } = app;
      const limits = rateLimits === undefined ? null : JSON.stringify(rateLimits);
      addApp.run(clientId, accountId, name, secretHash, grants.join(' '), scopes.join(' '), limits);
    },
    'credential-added': (accountId, { credential }) => {
      const { credentialId, extensionId, createdMs, isRevoked } = credential;
      addCredential.run(accountId, credentialId, extensionId, createdMs, isRevoked ? 1 : 0);
    },
    'session-opened': (accountId, { session, openedMs }) => {
      const { sessionId, extensionId, clientId, scopes, endpointId } = session;
      openSession.run(accountId, sessionId, extensionId, clientId, scopes.join(' '), endpointId, openedMs);
    },
    'session-ended': (accountId, { sessionId, endedMs }) => {
      endSession.run(endedMs, accountId, sessionId);
    },
    'tokens-expired': (accountId, { sessionId, beforeMs }) => {
      forgetTokens.run(accountId, sessionId, beforeMs);
    },
    'token-issued': (accountId, { token }) => {
      const { tokenHash, kind, sessionId, expiresMs, replacedMs } = token;
      issueToken.run(accountId, tokenHash, kind, sessionId, expiresMs, replacedMs);
    },
    'token-replaced': (accountId, { tokenHash, replacedMs }) => {
      replaceToken.run(replacedMs, accountId, tokenHash);
    },
  };
}
