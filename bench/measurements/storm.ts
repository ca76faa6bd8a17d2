/**
 * Whether a mailbox costs the same right after a storm as later: pages are sent without pause, it is read before
 * anything was tidied up, and then again after all of it. On the store itself, in processor time.
 */

import { unwrap } from '../../src/domain/errors.ts';
import type { SyncPosition } from '../../src/domain/reads/messages.ts';
import type { Actor } from '../../src/domain/session.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { accountId, everything, makeMailboxes, messagesOfSmall, senderActor } from '../mailboxes/large-mailboxes.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, table } from '../report/table.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { summarise } from './mailboxes.ts';

const [copies, pages, pagesAtOnce] = [10_000, 50_000, 500];
const callsARound = 20;
const frame = { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER };

interface Question {
  readonly name: string;
  ask(reader: Actor, store: Store, now: SyncPosition): Promise<number | undefined>;
  readonly expected: number;
}

const questions: readonly Question[] = [
  {
    name: 'list, page 1',
    ask: async (reader, store) => (await store.as(reader).listMessages(everything)).totalElements,
    expected: copies + messagesOfSmall + pages,
  },
  {
    name: 'how many are unread',
    ask: async (reader, store) =>
      (await store.as(reader).listMessages({ ...everything, isRead: false, perPage: 1 })).totalElements,
    expected: copies / 10 + pages,
  },
  {
    name: 'ISync, nothing new',
    ask: async (reader, store, now) => (await store.as(reader).syncChanges(frame, now))?.changes.length,
    expected: 0,
  },
];

export const storm: Measurement = {
  name: 'storm',
  summary: `A mailbox right after ${number(pages)} new pages, and once everything is tidied up`,
  async run({ rounds }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    progress('filling a mailbox');
    const [mailbox] = await makeMailboxes(folder.path, [copies]);
    const reader = mailbox?.actor as Actor;
    const store = openSqliteStore({ dataDir: folder.path, clock: { nowMs: Date.now } });
    try {
      await summarise(store);
      progress('sending');
      await sendAll(store, reader);
      progress('reading right after');
      const after = await measure(store, reader, rounds);
      progress('tidying up');
      await summarise(store);
      progress('reading later');
      const later = await measure(store, reader, rounds);
      return outcomeOf(after, later);
    } finally {
      await store.close();
    }
  },
};

async function sendAll(store: Store, to: Actor): Promise<void> {
  const actor = senderActor;
  for (let sent = 0; sent < pages; sent += pagesAtOnce) {
    const command = {
      kind: 'send-page',
      ...{ accountId, actor, mailboxId: actor.extensionId, to: [{ extensionId: to.extensionId }] },
      ...{ text: 'Room 4 is ready. Please bring the chart.', maxRecipients: 1000, maxThreadAgeMs: 0 },
    } as const;
    const results = await Promise.all(Array.from({ length: pagesAtOnce }, () => store.execute(command)));
    results.map((result) => unwrap(result));
  }
}

interface Measured {
  readonly medianMs: number;
  readonly failures: readonly string[];
}

async function measure(store: Store, reader: Actor, rounds: number): Promise<Measured[]> {
  const { position } = await store.as(reader).syncAll(frame, 1);
  const measured: Measured[] = [];
  for (const { name, ask, expected } of questions) {
    const times: number[] = [];
    const answers = new Set<number | undefined>();
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round++) {
      const start = process.cpuUsage();
      for (let call = 0; call < callsARound; call++) answers.add(await ask(reader, store, position));
      const { user, system } = process.cpuUsage(start);
      if (round > 0) times.push((user + system) / 1000 / callsARound);
    }
    const wrong = [...answers].filter((answer) => answer !== expected);
    measured.push({
      medianMs: spreadOf(times).median,
      failures: wrong.map((answer) => `${name} spoke of ${answer} messages instead of ${expected}`),
    });
  }
  return measured;
}

function outcomeOf(after: readonly Measured[], later: readonly Measured[]): Outcome {
  const rows = questions.map(({ name }, index) => {
    const [afterMs, laterMs] = [after, later].map((one) => one[index]?.medianMs ?? Number.NaN) as [number, number];
    return { name, afterMs, laterMs, ratio: afterMs / laterMs };
  });
  return {
    figures: { copies, pages, questions: rows },
    text: table([
      ['processor time, medians', 'right after', 'later', 'right after : later'],
      ...rows.map(({ name, afterMs, laterMs, ratio }) => [
        ...[name, number(afterMs, 3, 'ms'), number(laterMs, 3, 'ms'), number(ratio, 2)],
      ]),
    ]),
    failures: [...after, ...later].flatMap(({ failures }) => failures),
  };
}
