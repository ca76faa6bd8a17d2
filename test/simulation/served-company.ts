/** A company served in this process, without a socket: a store in memory, the whole API, and people signed in to it. */

import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createServer } from '../../src/api/server.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type {
  AccountId,
  ClientId,
  CredentialId,
  ExtensionId,
  MessageId,
  Sequence,
  SessionId,
} from '../../src/domain/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { hashSecret } from '../../src/wire/secrets.ts';
import { newToken } from '../../src/wire/tokens.ts';
import { createUrls } from '../../src/wire/urls.ts';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface ServedCompany {
  idOf(number: string): ExtensionId;
  signIn(number: string): Promise<void>;
  call(
    number: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer>;
  close(): Promise<void>;
}

const accountId = 5 as AccountId;
const clientId = 'app' as ClientId;
const scopes = ['InternalMessages', 'ReadMessages', 'EditMessages', 'ReadAccounts', 'EditAccounts', 'EditExtensions'];

/** 100 administers. Departments start empty. */
export async function serveCompany(
  { people, departments }: { people: readonly string[]; departments: readonly string[] },
  clock: Clock,
): Promise<ServedCompany> {
  const store = openSqliteStore({ dataDir: ':memory:', clock });
  const server = await createServer(
    {
      store,
      clock,
      urls: createUrls(() => 'http://beckon.test'),
      version: 'test',
      reports: { wake: () => {}, read: async () => undefined },
      maxRecipients: 1000,
      maxThreadAgeMs: 0,
    },
    pino({ level: 'silent' }),
  );
  const idOf = (number: string) => (50_000 + Number(number)) as ExtensionId;
  const credentialId = (number: string) => `jwt-${number}` as CredentialId;
  const everyone = ['100', ...people];
  const extension = (extensionNumber: string, type: Extension['type']): Extension => ({
    accountId,
    extensionId: idOf(extensionNumber),
    extensionNumber,
    type,
    status: 'Enabled',
    name: `Extension ${extensionNumber}`,
    contact: {},
    isAdministrator: extensionNumber === '100',
    isDeleted: false,
  });
  unwrap(
    await store.execute({
      kind: 'found-account',
      accountId,
      name: 'Company',
      firstSequence: 1_000_000 as Sequence,
      extensions: [
        ...everyone.map((number) => extension(number, 'User')),
        ...departments.map((number) => extension(number, 'Department')),
      ],
      members: [],
      managers: [],
      apps: [{ accountId, clientId, name: 'App', secretHash: null, grants: [], scopes }],
      credentials: everyone.map((number) => ({
        accountId,
        credentialId: credentialId(number),
        extensionId: idOf(number),
        isRevoked: false,
      })),
    }),
  );

  const tokens = new Map<string, string>();
  async function signIn(number: string): Promise<void> {
    const accessToken = newToken(accountId);
    const dayS = 24 * 3600;
    unwrap(
      await store.execute({
        kind: 'open-session',
        accountId,
        sessionId: randomUUID() as SessionId,
        extensionId: idOf(number),
        credentialId: credentialId(number),
        clientId,
        scopes,
        endpointId: 'test',
        tokens: {
          accessHash: hashSecret(accessToken),
          accessTtlS: dayS,
          refreshHash: hashSecret(newToken(accountId)),
          refreshTtlS: dayS,
        },
      }),
    );
    tokens.set(number, accessToken);
  }
  for (const number of everyone) await signIn(number);

  return {
    idOf,
    signIn,
    async call(number, method, path, body) {
      const response = await server.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${tokens.get(number)}` },
        ...(body ? { payload: body } : {}),
      });
      const isJson = response.headers['content-type']?.toString().includes('json');
      return { status: response.statusCode, body: isJson ? response.json() : { text: response.body } };
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}

export const mailbox = '/restapi/v1.0/account/~/extension/~';

export function messagePath(id: MessageId | number): string {
  return `${mailbox}/message-store/${id}`;
}
