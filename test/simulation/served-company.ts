/** A company served in this process, without a socket: a store in memory, the whole API, and people signed in to it. */

import { randomInt, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { createServer } from '../../src/api/server.ts';
import type { RateLimitSettings } from '../../src/api/shared/rate-limit-settings.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Command, OutcomeOf } from '../../src/domain/command.ts';
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
import type { AssignableRole } from '../../src/domain/role.ts';
import type { RateLimits } from '../../src/domain/session.ts';
import { doChores } from '../../src/store/contract/chores.fixture.ts';
import { openTestStore } from '../../src/store/open-test-store.fixture.ts';
import { createSweeper } from '../../src/upkeep/sweeper.ts';
import { hashSecret } from '../../src/wire/secrets.ts';
import { newToken } from '../../src/wire/tokens.ts';
import { createUrls } from '../../src/wire/urls.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Company {
  readonly people: readonly string[];
  readonly departments: readonly string[];
  /** Of those who are not just users. */
  readonly roles?: Readonly<Record<string, readonly AssignableRole[]>>;
  readonly managers?: Readonly<Record<string, readonly string[]>>;
  readonly rateLimits?: RateLimitSettings;
  readonly appRateLimits?: RateLimits;
  /** Where it is kept, if it is to be there after a restart. */
  readonly dataDir?: string;
  readonly maxSyncChanges?: number;
}

export interface ServedCompany {
  idOf(number: string): ExtensionId;
  /** With the app's permissions, unless others are named. */
  signIn(number: string, scopes?: readonly string[]): Promise<void>;
  /** A body is sent as JSON, a stream as it comes. */
  call(number: string, method: Method, path: string, body?: object): Promise<Answer>;
  /** Without a token, as people sign in. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** One round of the sweep, a few copies at a time. */
  sweep(): Promise<void>;
  execute<C extends Command>(command: C): Promise<OutcomeOf<C>>;
  /** A step of keeping up the summaries that lists are read from. */
  summarise(): Promise<void>;
  /** Closes everything and opens it again from what was kept; `meanwhile` may put something else in its place. */
  restart(meanwhile?: () => void): Promise<void>;
  close(): Promise<void>;
}

function standardRoles(number: string): AssignableRole[] {
  return number === '100' ? ['administrator', 'user'] : ['user'];
}

export const accountId = 5 as AccountId;
const clientId = 'app' as ClientId;
const scopes = ['InternalMessages', 'ReadMessages', 'EditMessages', 'ReadAccounts', 'EditAccounts', 'EditExtensions'];

/** 100 administers. Departments start empty. */
export async function serveCompany(
  { people, departments, roles = {}, managers = {}, rateLimits, appRateLimits, ...options }: Company,
  clock: Clock,
): Promise<ServedCompany> {
  const open = async () => {
    const store = await openTestStore({
      clock,
      blocks: { copiesABlock: 3, blocksAJoin: 2 },
      ...options,
    });
    const urls = createUrls(() => 'http://beckon.test');
    const reports = { wake: () => {}, read: async () => undefined };
    const limits = { maxRecipients: 1000, maxThreadAgeMs: 0, ...(rateLimits ? { rateLimits } : {}) };
    const settings = { version: 'test', reports, ...limits };
    return { store, server: await createServer({ store, clock, urls, ...settings }, pino({ level: 'silent' })) };
  };
  const log = pino({ level: 'silent' });
  let { store, server } = await open();
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
    roles: type === 'Department' ? [] : (roles[extensionNumber] ?? standardRoles(extensionNumber)),
    isDeleted: false,
  });
  unwrap(
    await store.execute({
      kind: 'found-account',
      accountId,
      name: 'Company',
      firstSequence: randomInt(1000, 1e9) as Sequence,
      extensions: [
        ...everyone.map((number) => extension(number, 'User')),
        ...departments.map((number) => extension(number, 'Department')),
      ],
      members: [],
      managers: Object.entries(managers).map(([department, numbers]) => ({
        departmentId: idOf(department),
        managerIds: numbers.map(idOf),
      })),
      apps: [
        {
          accountId,
          clientId,
          name: 'App',
          secretHash: null,
          grants: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
          redirectUris: [],
          scopes,
          ...(appRateLimits ? { rateLimits: appRateLimits } : {}),
        },
      ],
      credentials: everyone.map((number) => ({
        accountId,
        credentialId: credentialId(number),
        extensionId: idOf(number),
        isRevoked: false,
      })),
    }),
  );

  const tokens = new Map<string, string>();
  async function signIn(number: string, allowed: readonly string[] = scopes): Promise<void> {
    const accessToken = newToken(accountId);
    // Years pass in some simulations.
    const ttlS = 10 * 365 * 24 * 3600;
    unwrap(
      await store.execute({
        kind: 'open-session',
        accountId,
        sessionId: randomUUID() as SessionId,
        proof: { kind: 'credential', extensionId: idOf(number), credentialId: credentialId(number) },
        clientId,
        scopes: allowed,
        endpointId: 'test',
        tokens: {
          accessHash: hashSecret(accessToken),
          accessTtlS: ttlS,
          refreshHash: hashSecret(newToken(accountId)),
          refreshTtlS: ttlS,
        },
      }),
    );
    tokens.set(number, accessToken);
  }
  for (const number of everyone) await signIn(number);

  return {
    idOf,
    signIn,
    sweep: () => createSweeper({ store, intervalMs: 1, pauseMs: 0, copiesAStep: 5, log }).sweep(),
    async call(number, method, path, body) {
      const response = await server.inject({
        method,
        url: path,
        headers: {
          ...(tokens.has(number) ? { authorization: `Bearer ${tokens.get(number)}` } : {}),
          ...(body instanceof Readable ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { payload: body } : {}),
      });
      const isJson = response.headers['content-type']?.toString().includes('json');
      return {
        status: response.statusCode,
        headers: response.headers,
        body: isJson ? response.json() : { text: response.body },
      };
    },
    async form(path, fields) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const payload = new URLSearchParams(fields).toString();
      const response = await server.inject({ method: 'POST', url: path, headers, payload });
      return { status: response.statusCode, headers: response.headers, body: response.json() };
    },
    execute: async (command) => unwrap(await store.execute(command)),
    async summarise() {
      await doChores(store);
    },
    async restart(meanwhile) {
      await server.close();
      await store.close();
      meanwhile?.();
      ({ store, server } = await open());
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
