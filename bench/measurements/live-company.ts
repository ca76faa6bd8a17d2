/** A company for the bench of notifications: a Department in which everyone is signed in and may connect. */

import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, Sequence, SessionId } from '../../src/domain/ids.ts';
import { type Actor, grantTypes } from '../../src/domain/session.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { hashSecret } from '../../src/wire/secrets.ts';
import { newToken } from '../../src/wire/tokens.ts';

export interface Listeners {
  /** An access token of everyone in the Department. */
  readonly tokens: readonly string[];
  /** The same people, as commands name them. */
  readonly actors: readonly Actor[];
  /** An access token of someone who is not. */
  readonly sender: string;
  readonly departmentNumber: string;
  /** The frame that subscribes to one's own mailbox. */
  readonly subscribe: string;
}

const accountId = 1 as AccountId;
const clientId = 'bench' as ClientId;
const departmentNumber = '90000';
const scopes = ['InternalMessages', 'ReadMessages', 'WebSocketsSubscriptions'];
const dayS = 24 * 3600;
const idOf = (index: number) => (10_000 + index) as ExtensionId;
const sessionOf = (extensionId: ExtensionId) => `session-${extensionId}` as SessionId;
const credentialOf = (extensionId: ExtensionId) => `credential-${extensionId}` as CredentialId;

export async function foundListeners(dataDir: string, count: number): Promise<Listeners> {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    const people = Array.from({ length: count + 1 }, (_, index) => idOf(index));
    const departmentId = idOf(count + 1);
    const extension = (extensionId: ExtensionId, type: Extension['type']): Extension => ({
      ...{ accountId, extensionId, type, status: 'Enabled', name: `Extension ${extensionId}`, contact: {} },
      extensionNumber: extensionId === departmentId ? departmentNumber : String(extensionId),
      ...{ roles: extensionId === departmentId ? [] : ['user'], isDeleted: false },
    });
    unwrap(
      await store.execute({
        ...{ kind: 'found-account', accountId, name: 'Listeners', firstSequence: 1_000_000 as Sequence },
        extensions: [...people.map((id) => extension(id, 'User')), extension(departmentId, 'Department')],
        members: [{ departmentId, extensionIds: people.slice(1) }],
        managers: [],
        apps: [{ accountId, clientId, name: 'Bench', secretHash: null, grants: grantTypes, redirectUris: [], scopes }],
        credentials: people.map((extensionId) => {
          return { accountId, credentialId: credentialOf(extensionId), extensionId, isRevoked: false };
        }),
      }),
    );
    const [sender = '', ...tokens] = await Promise.all(people.map((extensionId) => signIn(store, extensionId)));
    const meta = { type: 'ClientRequest', messageId: 'subscribe', method: 'POST', path: '/restapi/v1.0/subscription' };
    const body = {
      eventFilters: ['/restapi/v1.0/account/~/extension/~/message-store'],
      deliveryMode: { transportType: 'WebSocket' },
    };
    const actors = people
      .slice(1)
      .map((extensionId) => ({ accountId, extensionId, sessionId: sessionOf(extensionId) }));
    return { tokens, actors, sender, departmentNumber, subscribe: JSON.stringify([meta, body]) };
  } finally {
    await store.close();
  }
}

async function signIn(store: Store, extensionId: ExtensionId): Promise<string> {
  const token = newToken(accountId);
  unwrap(
    await store.execute({
      ...{ kind: 'open-session', accountId, scopes },
      proof: { kind: 'credential', extensionId, credentialId: credentialOf(extensionId) },
      ...{ sessionId: sessionOf(extensionId), clientId, endpointId: 'bench' },
      tokens: {
        ...{ accessHash: hashSecret(token), accessTtlS: dayS },
        ...{ refreshHash: hashSecret(newToken(accountId)), refreshTtlS: dayS },
      },
    }),
  );
  return token;
}
