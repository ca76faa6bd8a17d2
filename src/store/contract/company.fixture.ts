/** A company for the store's tests, founded in a store, and people of it signed in. */

import { randomInt } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import type { SendPage } from '../../domain/commands/messages.ts';
import { type Result, unwrap } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, Sequence, SessionId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { MessageQuery } from '../../domain/reads/messages.ts';
import type { AssignableRole } from '../../domain/role.ts';
import { type Actor, type App, grantTypes } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export const clientId = 'app' as ClientId;

/** A change that 101, the administrator, asks for. */
type Change = { [K in Command['kind']]: Omit<Extract<Command, { kind: K }>, 'accountId' | 'actor'> }[Command['kind']];

export interface Company {
  readonly accountId: AccountId;
  readonly store: Store;
  idOf(number: string): ExtensionId;
  actorOf(number: string): Actor;
  page(from: string, to: readonly string[], draft?: Partial<SendPage>): SendPage;
  send(from: string, to: readonly string[], draft?: Partial<SendPage>): Promise<Message>;
  change(change: Change): Promise<Result<unknown>>;
  mailboxOf(number: string, query?: Partial<MessageQuery>): Promise<Listed<Message>>;
}

/** A clock that is moved by hand. */
export interface HandClock extends Clock {
  setMs(nowMs: number): void;
}

/** A test on a store of its own, with a company in it and a clock that is moved by hand. */
export type StoreTest = (name: string, body: (company: Company, clock: HandClock) => Promise<void>) => void;

function rolesOf(number: string): AssignableRole[] {
  if (number in departments) return [];
  return number === '101' ? ['administrator', 'user'] : ['user'];
}

const people = ['101', '102', '103', '104', '105', '106'];
const departments: Readonly<Record<string, readonly string[]>> = { '200': ['102', '103'], '201': ['103', '104'] };

/** For tests in which years pass: how long people stay signed in. */
export const centuryS = 100 * 365 * 24 * 3600;

/** Founds the company and signs everyone in. 101 administers, 102 manages Department 200. Nobody is to know its first ids. */
export async function foundCompany(
  store: Store,
  accountNumber = 7,
  refreshTtlS = 7200,
  firstSequence = randomInt(1000, 1e9) as Sequence,
): Promise<Company> {
  const accountId = accountNumber as AccountId;
  const idOf = (number: string) => (accountNumber * 10_000 + Number(number)) as ExtensionId;
  const sessionIdOf = (number: string) => `session-${number}` as SessionId;
  const actorOf = (number: string): Actor => ({ accountId, sessionId: sessionIdOf(number), extensionId: idOf(number) });
  const extension = (extensionNumber: string): Extension => ({
    accountId,
    extensionId: idOf(extensionNumber),
    extensionNumber,
    type: extensionNumber in departments ? 'Department' : 'User',
    status: 'Enabled',
    name: `Extension ${extensionNumber}`,
    contact: { email: `${extensionNumber}@company.example` },
    roles: rolesOf(extensionNumber),
    isDeleted: false,
  });
  const app: App = {
    accountId,
    clientId: `${clientId}-${accountNumber}` as ClientId,
    name: 'App',
    secretHash: null,
    grants: grantTypes,
    redirectUris: [],
    scopes: ['InternalMessages'],
  };
  const credentialId = (number: string) => `jwt-${number}` as CredentialId;
  const commands: Command[] = [
    {
      kind: 'found-account',
      accountId,
      name: 'Company',
      firstSequence,
      extensions: [...people, ...Object.keys(departments)].map(extension),
      members: Object.entries(departments).map(([department, numbers]) => ({
        departmentId: idOf(department),
        extensionIds: numbers.map(idOf),
      })),
      managers: [{ departmentId: idOf('200'), managerIds: [idOf('102')] }],
      apps: [app],
      credentials: people.map((number) => ({
        accountId,
        credentialId: credentialId(number),
        extensionId: idOf(number),
        isRevoked: false,
      })),
    },
    ...people.map(
      (number): Command => ({
        kind: 'open-session',
        accountId,
        sessionId: sessionIdOf(number),
        proof: { kind: 'credential', extensionId: idOf(number), credentialId: credentialId(number) },
        clientId: app.clientId,
        scopes: app.scopes,
        endpointId: 'endpoint',
        tokens: {
          accessHash: `access-${number}`,
          accessTtlS: 3600,
          refreshHash: `refresh-${number}`,
          refreshTtlS,
        },
      }),
    ),
  ];
  for (const command of commands) unwrap(await store.execute(command));

  const page: Company['page'] = (from, to, draft = {}) => ({
    kind: 'send-page',
    accountId,
    actor: actorOf(from),
    mailboxId: idOf(from),
    to: to.map((extensionNumber) => ({ extensionNumber })),
    text: 'Hello!',
    maxRecipients: 1000,
    maxThreadAgeMs: 0,
    ...draft,
  });
  return {
    accountId,
    store,
    idOf,
    actorOf,
    page,
    send: async (from, to, draft) => unwrap(await store.execute(page(from, to, draft))),
    change: (change) => store.execute({ accountId, actor: actorOf('101'), ...change } as Command),
    mailboxOf: (number, query = {}) => store.as(actorOf(number)).listMessages({ ...everything, ...query }),
  };
}

const everything: MessageQuery = {
  page: 1,
  perPage: 1000,
  availability: [],
  direction: [],
  dateFromMs: 0,
  dateToMs: Number.MAX_SAFE_INTEGER,
};
