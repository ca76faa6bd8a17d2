/** Answers facts about credentials, sessions and tokens. */

import type { SessionFacts } from '../../../domain/facts/sessions.ts';
import type { Database } from '../open-database.ts';
import { credentialFrom, sessionFrom, tokenFrom } from '../rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherSessions(db: Database): Answers<keyof SessionFacts> {
  const session = db.statement('SELECT * FROM session WHERE account_id = ? AND session_id = ?');
  const credential = db.statement('SELECT * FROM credential WHERE account_id = ? AND credential_id = ?');
  const token = db.statement('SELECT * FROM token WHERE account_id = ? AND token_hash = ?');

  return {
    session: (accountId, { sessionId }) => optional(session.get(accountId, sessionId), sessionFrom),
    credential: (accountId, { credentialId }) => optional(credential.get(accountId, credentialId), credentialFrom),
    token: (accountId, { tokenHash }) => optional(token.get(accountId, tokenHash), tokenFrom),
  };
}
