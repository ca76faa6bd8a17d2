/** Writes the effects on apps and on what people prove themselves with: credentials, passwords, invitations, codes. */

import type { SessionEffect } from '../../../domain/effects/sessions.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

type Kinds =
  | 'app-put'
  | 'app-gone'
  | 'app-codes-forgotten'
  | 'app-sessions-ended'
  | 'credential-added'
  | 'credential-revoked'
  | 'credentials-revoked'
  | 'password-put'
  | 'password-gone'
  | 'invitation-put'
  | 'invitation-gone'
  | 'code-put'
  | 'codes-forgotten';

export function createApplyProofs(db: Database): Appliers<Extract<SessionEffect, { kind: Kinds }>> {
  const putApp = db.statement(`
    INSERT OR REPLACE INTO app (client_id, account_id, name, secret_hash, grants, redirect_uris, scopes, rate_limits,
      is_first_party, old_secret_hash, old_secret_until_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const forgetApp = db.statement('DELETE FROM app WHERE account_id = ? AND client_id = ?');
  const forgetCodesOf = db.statement('DELETE FROM authorization_code WHERE account_id = ? AND client_id = ?');
  const endAppsSessions = db.statement(
    'UPDATE session SET ended_ms = ? WHERE account_id = ? AND client_id = ? AND ended_ms IS NULL',
  );
  const addCredential = db.statement(`
    INSERT INTO credential (account_id, credential_id, extension_id, label, created_ms, expires_ms, is_revoked)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const revokeCredential = db.statement(
    'UPDATE credential SET is_revoked = 1 WHERE account_id = ? AND credential_id = ?',
  );
  const revokeCredentials = db.statement(
    `UPDATE credential INDEXED BY credential_by_extension SET is_revoked = 1
    WHERE account_id = ? AND extension_id = ? AND is_revoked = 0`,
  );
  const putPassword = db.statement(`
    INSERT OR REPLACE INTO password
      (account_id, extension_id, hash, changed_ms, is_generated, failures, locked_until_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const forgetPassword = db.statement('DELETE FROM password WHERE account_id = ? AND extension_id = ?');
  const putInvitation = db.statement(
    'INSERT OR REPLACE INTO invitation (account_id, extension_id, token_hash, expires_ms) VALUES (?, ?, ?, ?)',
  );
  const forgetInvitation = db.statement('DELETE FROM invitation WHERE account_id = ? AND extension_id = ?');
  const putCode = db.statement(`
    INSERT OR REPLACE INTO authorization_code (account_id, code_hash, extension_id, client_id, redirect_uri,
      code_challenge, expires_ms, used_ms, is_replayed, session_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const forgetCodes = db.statement('DELETE FROM authorization_code WHERE account_id = ? AND expires_ms < ?');

  return {
    'app-put': (accountId, { app }) => {
      const { clientId, name, secretHash, grants, redirectUris, scopes, rateLimits, isFirstParty, oldSecret } = app;
      const limits = rateLimits === undefined ? null : JSON.stringify(rateLimits);
      putApp.run(
        ...[clientId, accountId, name, secretHash, grants.join(' '), JSON.stringify(redirectUris), scopes.join(' ')],
        ...[limits, isFirstParty ? 1 : 0, oldSecret?.hash ?? null, oldSecret?.untilMs ?? null],
      );
    },
    'app-gone': (accountId, { clientId }) => {
      forgetApp.run(accountId, clientId);
    },
    'app-codes-forgotten': (accountId, { clientId }) => {
      forgetCodesOf.run(accountId, clientId);
    },
    'app-sessions-ended': (accountId, { clientId, endedMs }) => {
      endAppsSessions.run(endedMs, accountId, clientId);
    },
    'credential-added': (accountId, { credential }) => {
      const { credentialId, extensionId, label, createdMs, expiresMs, isRevoked } = credential;
      addCredential.run(accountId, credentialId, extensionId, label, createdMs, expiresMs, isRevoked ? 1 : 0);
    },
    'credential-revoked': (accountId, { credentialId }) => {
      revokeCredential.run(accountId, credentialId);
    },
    'credentials-revoked': (accountId, { extensionId }) => {
      revokeCredentials.run(accountId, extensionId);
    },
    'password-put': (accountId, { password }) => {
      const { extensionId, hash, changedMs, isGenerated, failures, lockedUntilMs } = password;
      putPassword.run(accountId, extensionId, hash, changedMs, isGenerated ? 1 : 0, failures, lockedUntilMs);
    },
    'password-gone': (accountId, { extensionId }) => {
      forgetPassword.run(accountId, extensionId);
    },
    'invitation-put': (accountId, { invitation: { extensionId, tokenHash, expiresMs } }) => {
      putInvitation.run(accountId, extensionId, tokenHash, expiresMs);
    },
    'invitation-gone': (accountId, { extensionId }) => {
      forgetInvitation.run(accountId, extensionId);
    },
    'code-put': (accountId, { code }) => {
      const { codeHash, extensionId, clientId, redirectUri, codeChallenge } = code;
      const { expiresMs, usedMs, isReplayed, sessionId } = code;
      putCode.run(
        ...[accountId, codeHash, extensionId, clientId, redirectUri, codeChallenge],
        ...[expiresMs, usedMs, isReplayed ? 1 : 0, sessionId],
      );
    },
    'codes-forgotten': (accountId, { expiredBeforeMs }) => {
      forgetCodes.run(accountId, expiredBeforeMs);
    },
  };
}
