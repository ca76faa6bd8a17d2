/** Writes the effects on sessions and tokens. */

import type { SessionEffect } from '../../../domain/effects/sessions.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';
import { createApplyProofs } from './proofs.ts';

export function createApplySessions(db: Database): Appliers<SessionEffect> {
  const openSession = db.statement(`
    INSERT INTO session (account_id, session_id, extension_id, client_id, scopes, endpoint_id, method, credential_id,
      opened_ms, renewed_ms, last_address, expires_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const renewSession = db.statement(
    'UPDATE session SET renewed_ms = ?, last_address = ?, expires_ms = ? WHERE account_id = ? AND session_id = ?',
  );
  const endSession = db.statement('UPDATE session SET ended_ms = ? WHERE account_id = ? AND session_id = ?');
  // One that only ran out is remembered as long as a subscription rests on it.
  const outlived = `session INDEXED BY session_by_end
    WHERE account_id = ? AND extension_id = ? AND coalesce(ended_ms, expires_ms) < ?
      AND (ended_ms IS NOT NULL OR NOT EXISTS (SELECT 1 FROM subscription x INDEXED BY subscription_by_owner
        WHERE x.account_id = session.account_id AND x.extension_id = session.extension_id
          AND x.session_id = session.session_id))`;
  const forgetTokensOf = db.statement(
    `DELETE FROM token INDEXED BY token_by_session WHERE account_id = ? AND session_id IN (SELECT session_id FROM ${outlived})`,
  );
  const forgetSessions = db.statement(`DELETE FROM ${outlived}`);
  const forgetTokens = db.statement(
    'DELETE FROM token INDEXED BY token_by_session WHERE account_id = ? AND session_id = ? AND expires_ms <= ?',
  );
  const issueToken = db.statement(`
    INSERT INTO token (account_id, token_hash, kind, session_id, expires_ms, replaced_ms, used_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account_id, token_hash) DO UPDATE SET expires_ms = excluded.expires_ms`);
  const useToken = db.statement('UPDATE token SET used_ms = ? WHERE account_id = ? AND token_hash = ?');
  const endAccessTokens = db.statement(`
    DELETE FROM token INDEXED BY token_by_session
    WHERE account_id = ? AND session_id = ? AND kind = 'access' AND token_hash <> ?`);
  const replaceToken = db.statement('UPDATE token SET replaced_ms = ? WHERE account_id = ? AND token_hash = ?');

  return {
    ...createApplyProofs(db),
    'session-opened': (accountId, { session }) => {
      const { sessionId, extensionId, clientId, scopes, endpointId, method, credentialId } = session;
      const { openedMs, renewedMs, lastAddress, expiresMs } = session;
      openSession.run(
        ...[accountId, sessionId, extensionId, clientId, scopes.join(' '), endpointId, method, credentialId],
        ...[openedMs, renewedMs, lastAddress, expiresMs],
      );
    },
    'session-renewed': (accountId, { session: { sessionId, renewedMs, lastAddress, expiresMs } }) => {
      renewSession.run(renewedMs, lastAddress, expiresMs, accountId, sessionId);
    },
    'session-ended': (accountId, { sessionId, endedMs }) => {
      endSession.run(endedMs, accountId, sessionId);
    },
    'sessions-forgotten': (accountId, { extensionId, endedBeforeMs }) => {
      forgetTokensOf.run(accountId, accountId, extensionId, endedBeforeMs);
      forgetSessions.run(accountId, extensionId, endedBeforeMs);
    },
    'tokens-expired': (accountId, { sessionId, beforeMs }) => {
      forgetTokens.run(accountId, sessionId, beforeMs);
    },
    'token-issued': (accountId, { token }) => {
      const { tokenHash, kind, sessionId, expiresMs, replacedMs, usedMs } = token;
      issueToken.run(accountId, tokenHash, kind, sessionId, expiresMs, replacedMs, usedMs);
    },
    'token-used': (accountId, { tokenHash, usedMs }) => {
      useToken.run(usedMs, accountId, tokenHash);
    },
    'access-tokens-ended': (accountId, { sessionId, exceptHash }) => {
      endAccessTokens.run(accountId, sessionId, exceptHash);
    },
    'token-replaced': (accountId, { tokenHash, replacedMs }) => {
      replaceToken.run(replacedMs, accountId, tokenHash);
    },
  };
}
