/** What a page to a very large Department costs, and what hiding very many copies at once costs. */

import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ExtensionId, Sequence } from '../../src/domain/ids.ts';
import type { MessageQuery } from '../../src/domain/reads/messages.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { benchApp, benchCredential, openBenchSession } from '../sessions.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const memberCount = 10_000;
const heldCopies = 100_000;
const rounds = 5;

export const departments: Measurement = {
  name: 'departments',
  summary: `A page to ${number(memberCount)} members, and the removal of someone who holds ${number(heldCopies)} copies`,
  async run(_options, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const store = openSqliteStore({ dataDir: folder.path, clock: { nowMs: Date.now } });
    try {
      progress(`founding a company of ${memberCount}`);
      const company = await foundLargeCompany(store);
      const pagesMs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        progress(`page ${round + 1} of ${rounds} to the large Department`);
        pagesMs.push(await timed(() => company.send('large')));
      }
      progress(`sending ${heldCopies} pages to the small Department`);
      await company.sendMany('small', heldCopies);
      const removal = await measureRemoval(company);
      return outcomeOf(spreadOf(pagesMs), removal);
    } finally {
      await store.close();
    }
  },
};

type Name = 'large' | 'small';

interface LargeCompany {
  send(to: Name): Promise<unknown>;
  sendMany(to: Name, count: number): Promise<void>;
  setMember(isMember: boolean): Promise<unknown>;
  /** How many messages the member may read. */
  readable(): Promise<number>;
}

const accountId = 1 as AccountId;
const idOf = (number_: number) => (1000 + number_) as ExtensionId;
const departmentIds: Readonly<Record<Name, ExtensionId>> = { large: idOf(900_001), small: idOf(900_002) };
const [administrator, member] = [idOf(1), idOf(2)];

async function foundLargeCompany(store: Store): Promise<LargeCompany> {
  const people = Array.from({ length: memberCount + 1 }, (_, index) => idOf(index + 1));
  const extension = (extensionId: ExtensionId, type: Extension['type']): Extension => ({
    ...{ accountId, extensionId, extensionNumber: String(extensionId), type, status: 'Enabled' },
    ...{ name: `Extension ${extensionId}`, contact: {}, isDeleted: false },
    roles: type === 'Department' ? [] : extensionId === administrator ? ['administrator', 'user'] : ['user'],
  });
  unwrap(
    await store.execute({
      kind: 'found-account',
      accountId,
      name: 'Large',
      firstSequence: 10_000_000 as Sequence,
      extensions: [
        ...people.map((id) => extension(id, 'User')),
        ...Object.values(departmentIds).map((id) => extension(id, 'Department')),
      ],
      members: [
        { departmentId: departmentIds.large, extensionIds: people.slice(1) },
        { departmentId: departmentIds.small, extensionIds: [member] },
      ],
      managers: [],
      apps: [benchApp(accountId)],
      credentials: [administrator, member].map((extensionId) => benchCredential(accountId, extensionId)),
    }),
  );
  const { actor: sender } = await openBenchSession(store, { accountId, extensionId: administrator });
  const { actor: reader } = await openBenchSession(store, { accountId, extensionId: member });
  const send = async (to: Name) =>
    unwrap(
      await store.execute({
        kind: 'send-page',
        accountId,
        actor: sender,
        mailboxId: administrator,
        to: [{ extensionId: departmentIds[to] }],
        text: 'Please call the front desk.',
        maxRecipients: 1000,
        maxThreadAgeMs: 0,
      }),
    );
  return {
    send,
    async sendMany(to, count) {
      for (let sent = 0; sent < count; sent += 64) {
        await Promise.all(Array.from({ length: Math.min(64, count - sent) }, () => send(to)));
      }
    },
    async setMember(isMember) {
      const ids = [member];
      const change = isMember ? { addedIds: ids, removedIds: [] } : { addedIds: [], removedIds: ids };
      const changes = [{ departmentId: departmentIds.small, ...change }];
      return unwrap(await store.execute({ kind: 'change-members', accountId, actor: 'operator', changes }));
    },
    readable: async () => (await store.as(reader).listMessages(everything)).totalElements,
  };
}

const everything: MessageQuery = {
  ...{ page: 1, perPage: 1, availability: [], direction: [] },
  ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER },
};

interface Removal {
  readonly leavingMs: number;
  readonly joiningMs: number;
  readonly readableBefore: number;
  readonly readableAfter: number;
  readonly readableAgain: number;
}

async function measureRemoval(company: LargeCompany): Promise<Removal> {
  const readableBefore = await company.readable();
  const leavingMs = await timed(() => company.setMember(false));
  const readableAfter = await company.readable();
  const joiningMs = await timed(() => company.setMember(true));
  return { leavingMs, joiningMs, readableBefore, readableAfter, readableAgain: await company.readable() };
}

async function timed(body: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await body();
  return performance.now() - startMs;
}

function outcomeOf(page: ReturnType<typeof spreadOf>, removal: Removal): Outcome {
  const perCopyUs = (ms: number, copies: number) => number((ms * 1000) / copies, 3, 'µs');
  const { leavingMs, joiningMs, readableBefore, readableAfter, readableAgain } = removal;
  const hidden = readableBefore - readableAfter;
  const isRight = hidden === heldCopies && readableAgain === readableBefore;
  return {
    figures: { memberCount, pageMs: page, removal },
    text: table([
      ['', 'time', 'per copy', 'others wait at most'],
      [
        `page to ${number(memberCount)}`,
        number(page.median, 1, 'ms'),
        perCopyUs(page.median, memberCount + 1),
        `${range(page, 1)} ms`,
      ],
      [
        `hiding ${number(hidden)}`,
        number(leavingMs, 2, 'ms'),
        perCopyUs(leavingMs, hidden),
        number(leavingMs, 2, 'ms'),
      ],
      [`showing them`, number(joiningMs, 2, 'ms'), perCopyUs(joiningMs, hidden), number(joiningMs, 2, 'ms')],
    ]),
    failures: isRight ? [] : [`${heldCopies} copies should have been hidden and shown again; ${hidden} were`],
  };
}
