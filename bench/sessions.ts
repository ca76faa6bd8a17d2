/** How a measurement that works on a store directly has someone signed in: an app, a credential, a session. */

import type { FoundAccount } from '../src/domain/commands/company.ts';
import { unwrap } from '../src/domain/errors.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, SessionId } from '../src/domain/ids.ts';
import type { Actor, App } from '../src/domain/session.ts';
import type { Store } from '../src/domain/store.ts';
import { hashSecret } from '../src/wire/secrets.ts';
import { newToken } from '../src/wire/tokens.ts';

const benchClientId = 'bench' as ClientId;
const lifeS = 24 * 3600;

export function benchApp(accountId: AccountId, scopes: readonly string[] = []): App {
  const grants = ['urn:ietf:params:oauth:grant-type:jwt-bearer'] as const;
  return { accountId, clientId: benchClientId, name: 'Bench', secretHash: null, grants, redirectUris: [], scopes };
}

export function benchCredential(accountId: AccountId, extensionId: ExtensionId): FoundAccount['credentials'][number] {
  return { accountId, credentialId: String(extensionId) as CredentialId, extensionId, isRevoked: false };
}

export interface BenchSession {
  readonly actor: Actor;
  readonly accessToken: string;
}

interface Who {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
  readonly scopes?: readonly string[];
  /** The company's own, where it was not founded for a bench. */
  readonly clientId?: ClientId;
  readonly credentialId?: CredentialId;
  /** A new one, if absent. */
  readonly sessionId?: SessionId;
}

export async function openBenchSession(store: Store, who: Who): Promise<BenchSession> {
  const { accountId, extensionId, scopes = [], clientId = benchClientId } = who;
  const { credentialId = benchCredential(accountId, extensionId).credentialId } = who;
  const { sessionId = `bench-${crypto.randomUUID()}` as SessionId } = who;
  const accessToken = newToken(accountId);
  unwrap(
    await store.execute({
      ...{ kind: 'open-session', accountId, sessionId, clientId, scopes, endpointId: 'bench' },
      proof: { kind: 'credential', extensionId, credentialId },
      tokens: {
        ...{ accessHash: hashSecret(accessToken), accessTtlS: lifeS },
        ...{ refreshHash: hashSecret(newToken(accountId)), refreshTtlS: lifeS },
      },
    }),
  );
  return { actor: { accountId, sessionId, extensionId }, accessToken };
}
