/** Answers facts about credentials, passwords, invitations, codes, sessions and tokens. */

import type { SessionFacts } from '../../../domain/facts/sessions.ts';
import type { Database } from '../open-database.ts';
import {
  appFrom,
  codeFrom,
  credentialFrom,
  invitationFrom,
  passwordFrom,
  sessionFrom,
  tokenFrom,
} from '../session-rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherSessions(db: Database): Answers<keyof SessionFacts> {
  const session = db.statement('SELECT * FROM session WHERE account_id = ? AND session_id = ?');
  const livingSessions = db.statement(`
    SELECT * FROM session INDEXED BY session_by_extension
    WHERE account_id = ? AND extension_id = ? AND ended_ms IS NULL AND client_id = coalesce(?, client_id)
    ORDER BY opened_ms, session_id`);
  const credential = db.statement('SELECT * FROM credential WHERE account_id = ? AND credential_id = ?');
  const credentialCount = db.statement(
    'SELECT count(*) AS count FROM credential WHERE account_id = ? AND extension_id = ? AND is_revoked = 0',
  );
  const password = db.statement('SELECT * FROM password WHERE account_id = ? AND extension_id = ?');
  const invitation = db.statement('SELECT * FROM invitation WHERE account_id = ? AND token_hash = ?');
  const code = db.statement('SELECT * FROM authorization_code WHERE account_id = ? AND code_hash = ?');
  const token = db.statement('SELECT * FROM token WHERE account_id = ? AND token_hash = ?');

  const app = db.statement('SELECT * FROM app WHERE account_id = ? AND client_id = ?');
  const appCount = db.statement('SELECT count(*) AS count FROM app WHERE account_id = ?');

  return {
    app: (accountId, { clientId }) => optional(app.get(accountId, clientId), appFrom),
    'app-count': (accountId) => appCount.get(accountId)?.count as number,
    session: (accountId, { sessionId }) => optional(session.get(accountId, sessionId), sessionFrom),
    'living-sessions': (accountId, { extensionId, clientId }) =>
      livingSessions.all(accountId, extensionId, clientId ?? null).map(sessionFrom),
    credential: (accountId, { credentialId }) => optional(credential.get(accountId, credentialId), credentialFrom),
    'credential-count': (accountId, { extensionId }) => credentialCount.get(accountId, extensionId)?.count as number,
    password: (accountId, { extensionId }) => optional(password.get(accountId, extensionId), passwordFrom),
    invitation: (accountId, { tokenHash }) => optional(invitation.get(accountId, tokenHash), invitationFrom),
    'authorization-code': (accountId, { codeHash }) => optional(code.get(accountId, codeHash), codeFrom),
    token: (accountId, { tokenHash }) => optional(token.get(accountId, tokenHash), tokenFrom),
  };
}
