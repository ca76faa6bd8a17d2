/** Makes one change to how people sign in: their passwords, invitations, credentials and sessions. */

import type { OutcomeOf } from '../../domain/command.ts';
import type { CredentialCommand } from '../../domain/commands/credentials.ts';
import type { EndOwnSessions, IssueWebsocketToken } from '../../domain/commands/sessions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

export type SignInChange = CredentialCommand | EndOwnSessions | IssueWebsocketToken;

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function changeSignIn<C extends SignInChange>(store: Store, change: C): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(change));
}
