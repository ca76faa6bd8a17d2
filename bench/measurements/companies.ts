/**
 * What a start, a token, the directory and a page cost in one company of very many people, and among very many companies.
 * All but the start is asked of the store itself and measured in processor time.
 */

import { join } from 'node:path';
import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ClientId, ExtensionId, Sequence } from '../../src/domain/ids.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { hashSecret } from '../../src/wire/secrets.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, table } from '../report/table.ts';
import { askJson, startBeckon } from '../servers/beckon-server.ts';
import { type BenchSession, benchApp, benchCredential, openBenchSession } from '../sessions.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

interface Size {
  readonly name: string;
  readonly accounts: number;
  readonly people: number;
}

const sizes: readonly Size[] = [
  { name: '1 × 100', accounts: 1, people: 100 },
  { name: '1 × 100,000', accounts: 1, people: 100_000 },
  { name: '10,000 × 10', accounts: 10_000, people: 10 },
];
/** Of the last company, which is found no sooner than the others. */
const callsARound = 20;
const startsEach = 3;
const foundedTogether = 50;

interface Asked {
  readonly store: Store;
  readonly session: BenchSession;
  readonly people: number;
}

interface Question {
  readonly name: string;
  /** Whether the answer was right. */
  ask(asked: Asked): Promise<boolean>;
}

const directory = { page: 1, perPage: 100, status: [], type: [] };

const questions: readonly Question[] = [
  {
    name: 'token, first look',
    async ask({ store, session: { actor, accessToken } }) {
      const hash = hashSecret(accessToken);
      const grant = await store.server.readGrant(actor.accountId, hash);
      return grant?.sessionId === actor.sessionId && (await store.server.readSessionState(actor, hash)) !== undefined;
    },
  },
  {
    name: 'directory, page 1',
    async ask({ store, session, people }) {
      return (await store.as(session.actor).listExtensions(directory)).totalElements === people;
    },
  },
  {
    name: 'directory, search for one',
    async ask({ store, session, people }) {
      const search = nameOf(people);
      return (await store.as(session.actor).listExtensions({ ...directory, search })).totalElements === 1;
    },
  },
  {
    name: 'a page to one by number',
    async ask({ store, session: { actor }, people }) {
      const to = [{ extensionNumber: numberOf(people) }];
      const limits = { maxRecipients: 10, maxThreadAgeMs: 0 };
      const page = { accountId: actor.accountId, actor, mailboxId: actor.extensionId, to, text: 'Ready?', ...limits };
      return (await store.execute({ kind: 'send-page', ...page })).ok;
    },
  },
];

export const companies: Measurement = {
  name: 'companies',
  summary: `Starts, tokens, directory and pages at ${sizes.map(({ name }) => name).join(', ')} people`,
  async run({ rounds }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const failures: string[] = [];
    const columns: { times: number[][]; startMs: number[] }[] = [];
    for (const [index, size] of sizes.entries()) {
      progress(`founding ${size.name}`);
      const dataDir = join(folder.path, String(index));
      const session = await found(dataDir, size);
      progress(`asking ${size.name}`);
      const { times, wrong } = await askAll(dataDir, { session, people: size.people, rounds });
      failures.push(...wrong.map((name) => `${name} was answered wrongly at ${size.name}`));
      const startMs: number[] = [];
      for (let start = 0; start < startsEach; start++) {
        progress(`start ${start + 1} of ${startsEach} at ${size.name}`);
        startMs.push(await timeToFirstAnswer(dataDir, session));
      }
      columns.push({ times, startMs });
    }
    return outcomeOf(columns, failures);
  },
};

const numberOf = (place: number) => String(1000 + place);
const nameOf = (place: number) => `Person N${place}N`;

/** Gives someone of the last company, signed in. */
async function found(dataDir: string, { accounts, people }: Size): Promise<BenchSession> {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    for (let first = 1; first <= accounts; first += foundedTogether) {
      const some = Array.from({ length: Math.min(foundedTogether, accounts + 1 - first) }, (_, index) => first + index);
      await Promise.all(some.map((account) => foundOne(store, account, people)));
    }
    return await openBenchSession(store, {
      ...{ accountId: accounts as AccountId, extensionId: idOf(accounts, 1) },
      clientId: clientIdOf(accounts),
      scopes: ['ReadAccounts', 'InternalMessages', 'ReadMessages'],
    });
  } finally {
    await store.close();
  }
}

const clientIdOf = (account: number) => `bench-${account}` as ClientId;
const idOf = (account: number, place: number) => (account * 1_000_000 + place) as ExtensionId;

async function foundOne(store: Store, account: number, people: number): Promise<void> {
  const accountId = account as AccountId;
  const extensions = Array.from({ length: people }, (_, index): Extension => {
    const place = index + 1;
    return {
      ...{ accountId, extensionId: idOf(account, place), extensionNumber: numberOf(place), type: 'User' },
      ...{ status: 'Enabled', name: nameOf(place), contact: {}, isDeleted: false },
      roles: place === 1 ? ['administrator', 'user'] : ['user'],
    };
  });
  unwrap(
    await store.execute({
      ...{ kind: 'found-account', accountId, name: `Company ${account}`, firstSequence: 10_000_000 as Sequence },
      ...{ extensions, members: [], managers: [] },
      apps: [{ ...benchApp(accountId), clientId: clientIdOf(account) }],
      credentials: [benchCredential(accountId, idOf(account, 1))],
    }),
  );
}

async function askAll(dataDir: string, { session, people, rounds }: Omit<Asked, 'store'> & { rounds: number }) {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    const times = questions.map((): number[] => []);
    const wrong = new Set<string>();
    for (let round = 0; round <= rounds; round++) {
      for (const [index, { name, ask }] of questions.entries()) {
        const start = process.cpuUsage();
        for (let call = 0; call < callsARound; call++) if (!(await ask({ store, session, people }))) wrong.add(name);
        const { user, system } = process.cpuUsage(start);
        // The first round is for warming up.
        if (round > 0) times[index]?.push((user + system) / 1000 / callsARound);
      }
    }
    return { times, wrong: [...wrong] };
  } finally {
    await store.close();
  }
}

/** From the command to what needs a token. */
async function timeToFirstAnswer(dataDir: string, { accessToken }: BenchSession): Promise<number> {
  const beganMs = performance.now();
  await using server = await startBeckon(dataDir, { args: ['--log-level', 'silent'] });
  const headers = { authorization: `Bearer ${accessToken}` };
  await askJson(`${server.url}/restapi/v1.0/account/~/extension/~`, { headers });
  return performance.now() - beganMs;
}

function outcomeOf(columns: readonly { times: number[][]; startMs: number[] }[], failures: string[]): Outcome {
  const starts = { name: 'start to the first answer', medians: columns.map(({ startMs }) => spreadOf(startMs).median) };
  const asked = questions.map(({ name }, index) => ({
    name: `${name}, processor time`,
    medians: columns.map(({ times }) => spreadOf(times[index] ?? []).median),
  }));
  const rows = [starts, ...asked].map((row) => {
    const [least = Number.NaN] = row.medians;
    return { ...row, ratios: row.medians.slice(1).map((median) => median / least) };
  });
  return {
    figures: { sizes, rows },
    text: table([
      ['', ...sizes.map(({ name }) => name), ...sizes.slice(1).map(({ name }) => `${name} : first`)],
      ...rows.map(({ name, medians, ratios }) => [
        name,
        ...medians.map((ms) => number(ms, ms < 10 ? 3 : 0, 'ms')),
        ...ratios.map((ratio) => number(ratio, 2)),
      ]),
    ]),
    failures,
  };
}
