/** Several companies on one server in this process, each alike but for what only its own people may know. */

import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createServer } from '../../src/api/server.ts';
import { createConditions } from '../../src/conditions.ts';
import { createWebPush } from '../../src/delivery/web-push.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, Sequence, SessionId } from '../../src/domain/ids.ts';
import { appScopes } from '../../src/domain/permission.ts';
import { type App, grantTypes } from '../../src/domain/session.ts';
import type { Store } from '../../src/domain/store.ts';
import { createOutgoing } from '../../src/outgoing/outgoing.ts';
import { createActivity } from '../../src/process/activity.ts';
import { openTestStore } from '../../src/store/open-test-store.fixture.ts';
import { webApp } from '../../src/wire/apps.ts';
import { credentialJwt, hashSecret } from '../../src/wire/secrets.ts';
import { newToken } from '../../src/wire/tokens.ts';
import { createUrls } from '../../src/wire/urls.ts';

export type Server = Awaited<ReturnType<typeof createServer>>;

export interface Tenant {
  readonly accountId: AccountId;
  /** A word that is in all names and texts of the company, and nowhere else. */
  readonly secretWord: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly idOf: (number: string) => ExtensionId;
  readonly jwtOf: (number: string) => string;
  /** Access and refresh token. */
  readonly tokensOf: (number: string) => Promise<{ readonly access: string; readonly refresh: string }>;
}

export interface Tenants {
  readonly server: Server;
  readonly store: Store;
  found(accountId: number, secretWord: string): Promise<Tenant>;
  close(): Promise<void>;
}

export const numbers = ['100', '101', '102', '200'] as const;
const scopes = appScopes;
const dayS = 24 * 3600;

export async function openTenants(dataDir: string, clock: Clock): Promise<Tenants> {
  const store = await openTestStore({ dataDir, clock });
  const urls = createUrls(() => 'http://beckon.test');
  const log = pino({ level: 'silent' });
  const conditions = createConditions({ clock, log });
  const beckon = {
    store,
    clock,
    urls,
    version: 'test',
    activity: createActivity({ clock, conditions, sweepSeconds: 60 }).read,
    conditions,
    reports: { wake: () => {}, read: async () => undefined },
    maxRecipients: 1000,
    maxThreadAgeMs: 0,
    // Every address wants to be told, and none ever is.
    greetWebhook: async () => {},
  };
  const outgoing = createOutgoing({ mayBePrivate: true });
  const contact = () => 'mailto:it@beckon.test';
  const webPush = await createWebPush({ store, outgoing, mayBePrivate: true, contact });
  const server = await createServer({ ...beckon, webPush }, log);
  return {
    ...{ server, store },
    found: (accountId, secretWord) => found(store, accountId as AccountId, secretWord),
    async close() {
      await server.close();
      outgoing.close();
      await store.close();
    },
  };
}

async function found(store: Store, accountId: AccountId, secretWord: string): Promise<Tenant> {
  const idOf = (number: string) => (accountId * 1000 + Number(number)) as ExtensionId;
  const people = numbers.filter((number) => number !== '200');
  const clientId = `${secretWord}-app` as ClientId;
  const clientSecret = `${secretWord}-secret`;
  const extensions = numbers.map((number): Extension => {
    const isDepartment = number === '200';
    const name = `${secretWord} ${number}`;
    return {
      ...{ accountId, extensionId: idOf(number), extensionNumber: number, status: 'Enabled', name, isDeleted: false },
      type: isDepartment ? 'Department' : 'User',
      contact: { firstName: name, email: `${number}@${secretWord}.example` },
      roles: isDepartment ? [] : number === '100' ? ['administrator', 'user'] : ['user'],
    };
  });
  const app: App = {
    ...{
      accountId,
      clientId,
      name: `${secretWord} app`,
      secretHash: hashSecret(clientSecret),
      grants: grantTypes,
      scopes,
    },
    redirectUris: ['https://app.example/'],
  };
  const credentials = people.map((number) => ({
    ...{ accountId, extensionId: idOf(number), isRevoked: false },
    credentialId: `${secretWord}-${number}` as CredentialId,
  }));
  unwrap(
    await store.execute({
      ...{ kind: 'found-account', accountId, name: `${secretWord} company`, extensions, credentials },
      firstSequence: (accountId * 1_000_000) as Sequence,
      members: [{ departmentId: idOf('200'), extensionIds: [idOf('101'), idOf('102')] }],
      managers: [{ departmentId: idOf('200'), managerIds: [idOf('101')] }],
      apps: [app, webApp(accountId, `${secretWord}-web` as ClientId)],
    }),
  );
  const serverSecret = await store.server.readSecret();
  const kept = await store.server.listCredentials(accountId);
  const jwts = new Map<number, string>();
  for (const credential of kept) jwts.set(credential.extensionId, await credentialJwt(serverSecret, credential));

  async function tokensOf(number: string) {
    const [access, refresh] = [newToken(accountId), newToken(accountId)];
    const proof = { kind: 'credential', extensionId: idOf(number), credentialId: `${secretWord}-${number}` } as const;
    unwrap(
      await store.execute({
        ...{ kind: 'open-session', accountId, sessionId: randomUUID() as SessionId, clientId, scopes },
        proof: proof as typeof proof & { credentialId: CredentialId },
        endpointId: `${secretWord}-endpoint`,
        tokens: {
          ...{ accessHash: hashSecret(access), accessTtlS: dayS },
          ...{ refreshHash: hashSecret(refresh), refreshTtlS: dayS },
        },
      }),
    );
    return { access, refresh };
  }
  const jwtOf = (number: string) => jwts.get(idOf(number)) ?? '';
  return { accountId, secretWord, clientId, clientSecret, idOf, jwtOf, tokensOf };
}
