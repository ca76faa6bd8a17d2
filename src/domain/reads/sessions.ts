/** What can be read for signing in. */

import type { AccountId, ClientId } from '../ids.ts';
import type { Actor, App, Credential, Grant, SessionState } from '../session.ts';

export interface SessionReads {
  readApp(clientId: ClientId): Promise<App | undefined>;
  /** The credentials people of an account have to sign in with, oldest first. */
  listCredentials(accountId: AccountId): Promise<readonly Credential[]>;
  /** What a token of this hash stands for, whether its session still lives or not. */
  readGrant(accountId: AccountId, tokenHash: string): Promise<Grant | undefined>;
  /** What is true of a session now; undefined once it has ended or its person is not active. */
  readSessionState(actor: Actor): Promise<SessionState | undefined>;
  /** 32 random bytes made when the store was, from which signing keys are derived. */
  readSecret(): Promise<Uint8Array>;
}
