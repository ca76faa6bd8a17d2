/** What decisions may ask about credentials, sessions and tokens. */

import type { CredentialId, SessionId } from '../ids.ts';
import type { Credential, Session, Token } from '../session.ts';

export interface SessionFacts {
  session: { ask: { sessionId: SessionId }; fact: Session | undefined };
  credential: { ask: { credentialId: CredentialId }; fact: Credential | undefined };
  token: { ask: { tokenHash: string }; fact: Token | undefined };
}
