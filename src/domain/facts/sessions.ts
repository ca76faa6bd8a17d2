/** What decisions may ask about credentials, passwords, invitations, codes, sessions and tokens. */

import type { AuthorizationCode } from '../authorization-code.ts';
import type { ClientId, CredentialId, ExtensionId, SessionId } from '../ids.ts';
import type { Invitation } from '../invitation.ts';
import type { Password } from '../password.ts';
import type { App, Credential, Session, Token } from '../session.ts';

export interface SessionFacts {
  app: { ask: { clientId: ClientId }; fact: App | undefined };
  'app-count': { ask: Record<never, never>; fact: number };
  session: { ask: { sessionId: SessionId }; fact: Session | undefined };
  /** Those of a person, with one app or all, that have not been ended; the oldest first. */
  'living-sessions': { ask: { extensionId: ExtensionId; clientId?: ClientId }; fact: readonly Session[] };
  credential: { ask: { credentialId: CredentialId }; fact: Credential | undefined };
  /** How many a person has that are not revoked. */
  'credential-count': { ask: { extensionId: ExtensionId }; fact: number };
  password: { ask: { extensionId: ExtensionId }; fact: Password | undefined };
  invitation: { ask: { tokenHash: string }; fact: Invitation | undefined };
  'authorization-code': { ask: { codeHash: string }; fact: AuthorizationCode | undefined };
  token: { ask: { tokenHash: string }; fact: Token | undefined };
}
