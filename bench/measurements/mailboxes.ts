/**
 * Whether lists and sync cost the same however large a mailbox is. Asked of the store itself, without HTTP, and measured
 * in processor time, which another program on the machine disturbs least.
 */

import { unwrap } from '../../src/domain/errors.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import type { MessageQuery, SyncPosition } from '../../src/domain/reads/messages.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import {
  accountId,
  everything,
  type Mailbox,
  makeMailboxes,
  messagesOfSmall,
  smallDepartmentOf,
} from '../mailboxes/large-mailboxes.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, table } from '../report/table.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const sizes = [10_000, 100_000, 1_000_000];
const callsARound = 10;

/** A question, and how many messages its answer must speak of in a mailbox of so many. */
interface Question {
  readonly name: string;
  ask(mailbox: Opened, store: Store): Promise<number | undefined>;
  expected(copies: number): number;
}

interface Opened extends Mailbox {
  readonly conversationId: MessageQuery['conversationId'];
  /** In this order the reader left a Department, then marked messages. */
  readonly beforeLeaving: SyncPosition;
  readonly beforeMarking: SyncPosition;
  readonly now: SyncPosition;
  readonly markedIds: readonly MessageId[];
  /** The time of a message in the middle. */
  readonly middleMs: number;
}

const list = (name: string, query: (mailbox: Opened) => object, expected: Question['expected']): Question => ({
  name,
  expected,
  ask: async (mailbox, store) =>
    (await store.as(mailbox.actor).listMessages({ ...everything, ...query(mailbox) })).totalElements,
});
const all = (copies: number) => copies;
const frame = { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER };
const changed = 10;

const questions: readonly Question[] = [
  list('list, page 1', () => ({}), all),
  list('list, page 1,000 or the last', ({ copies }) => ({ page: Math.min(1000, copies / 100) }), all),
  list('list, last page', ({ copies }) => ({ page: copies / 100 }), all),
  list(
    'unread, page 1',
    () => ({ isRead: false }),
    (copies) => copies / 10,
  ),
  list(
    'how many are unread',
    () => ({ isRead: false, perPage: 1 }),
    (copies) => copies / 10,
  ),
  list(
    'unread, last page',
    ({ copies }) => ({ isRead: false, page: copies / 1000 }),
    (copies) => copies / 10,
  ),
  list(
    '500 of a time',
    ({ middleMs, tenMs }) => ({ dateFromMs: middleMs, dateToMs: middleMs + 50 * tenMs }),
    () => 500,
  ),
  list(
    'threads, page 1',
    () => ({ isDistinct: true }),
    (copies) => (copies * 8) / 10,
  ),
  list(
    'threads, last page',
    ({ copies }) => ({ isDistinct: true, page: copies / 125 }),
    (copies) => (copies * 8) / 10,
  ),
  list(
    'one thread',
    ({ conversationId }) => ({ conversationId }),
    () => 1,
  ),
  {
    name: 'FSync, 250 records',
    ask: async ({ actor }, store) => (await store.as(actor).syncAll(frame, 250)).records.length,
    expected: () => 250,
  },
  {
    name: 'ISync, nothing new',
    ask: async ({ actor, now }, store) => (await store.as(actor).syncChanges(frame, now))?.changes.length,
    expected: () => 0,
  },
  {
    name: `ISync, ${changed} changed`,
    ask: async ({ actor, beforeMarking }, store) =>
      (await store.as(actor).syncChanges(frame, beforeMarking))?.changes.length,
    expected: () => changed,
  },
  {
    name: `ISync, ${messagesOfSmall} lost as well`,
    ask: async ({ actor, beforeLeaving }, store) =>
      (await store.as(actor).syncChanges(frame, beforeLeaving))?.changes.length,
    expected: () => changed + messagesOfSmall,
  },
  {
    name: 'mark an old message',
    // The oldest of those already marked.
    ask: async ({ actor, markedIds }, store) => {
      const copyId = markedIds.at(-1) as MessageId;
      for (const isRead of [false, true]) {
        unwrap(await store.execute({ kind: 'change-message', accountId, actor, copyId, change: { isRead } }));
      }
      return 1;
    },
    expected: () => 1,
  },
];

export const mailboxes: Measurement = {
  name: 'mailboxes',
  summary: `Lists and sync in mailboxes of ${sizes.map((size) => number(size)).join(', ')} messages`,
  async run({ rounds }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    progress('filling mailboxes');
    const made = await makeMailboxes(folder.path, sizes);
    const store = openSqliteStore({ dataDir: folder.path, clock: { nowMs: Date.now } });
    try {
      progress('summarising mailboxes');
      const steps = await summarise(store);
      const opened: Opened[] = [];
      for (const mailbox of made) opened.push(await open(store, mailbox));
      const failures: string[] = [];
      const times = questions.map(() => opened.map((): number[] => []));
      for (let round = 0; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        for (const [q, question] of questions.entries()) {
          for (const [m, mailbox] of opened.entries()) {
            const start = process.cpuUsage();
            let answer: number | undefined;
            for (let call = 0; call < callsARound; call++) answer = await question.ask(mailbox, store);
            // The first round is for warming up.
            const { user, system } = process.cpuUsage(start);
            if (round > 0) times[q]?.[m]?.push((user + system) / 1000 / callsARound);
            else if (answer !== question.expected(mailbox.copies)) {
              failures.push(`${question.name} of ${mailbox.copies} spoke of ${answer} messages`);
            }
          }
        }
      }
      return outcomeOf(times, { steps, failures });
    } finally {
      await store.close();
    }
  },
};

/** Until no mailbox is behind; the processor time of each step. */
export async function summarise(store: Store): Promise<number[]> {
  const timesMs: number[] = [];
  for (const chore of store.chores.filter(({ pace }) => pace === 'seldom')) {
    for (let outcome = 'more'; outcome === 'more'; ) {
      const start = process.cpuUsage();
      outcome = await chore.step();
      const { user, system } = process.cpuUsage(start);
      timesMs.push((user + system) / 1000);
    }
  }
  return timesMs;
}

/** Leaves a Department, then marks some messages, far from each other, with positions before and after. */
async function open(store: Store, mailbox: Mailbox): Promise<Opened> {
  const { actor, copies } = mailbox;
  const position = async () => (await store.as(actor).syncAll(frame, 1)).position;
  const at = async (place: number) => {
    const { records } = await store.as(actor).listMessages({ ...everything, page: place, perPage: 1 });
    const [message] = records;
    if (!message) throw new Error(`there is no message ${place}`);
    return message;
  };
  const beforeLeaving = await position();
  const change = { departmentId: smallDepartmentOf(actor.extensionId), addedIds: [], removedIds: [actor.extensionId] };
  unwrap(await store.execute({ kind: 'change-members', accountId, actor: 'operator', changes: [change] }));
  const beforeMarking = await position();
  const markedIds: MessageId[] = [];
  for (let index = 0; index < changed; index++) {
    const { copy } = await at(1 + Math.floor((index * copies) / changed));
    markedIds.push(copy.copyId);
    for (const isRead of [!copy.isRead, copy.isRead]) {
      unwrap(
        await store.execute({ kind: 'change-message', accountId, actor, copyId: copy.copyId, change: { isRead } }),
      );
    }
  }
  // Old enough for a stretch of time after it.
  const { page } = await at(Math.floor(copies * 0.6));
  return {
    ...{ ...mailbox, beforeLeaving, beforeMarking, now: await position(), markedIds },
    ...{ conversationId: page.conversationId, middleMs: page.createdMs },
  };
}

function outcomeOf(
  times: readonly number[][][],
  { steps, failures }: { steps: number[]; failures: string[] },
): Outcome {
  const rows = questions.map(({ name }, q) => {
    const spreads = (times[q] ?? []).map(spreadOf);
    const [smallest, largest] = [spreads[0]?.median ?? Number.NaN, spreads.at(-1)?.median ?? Number.NaN];
    return { name, spreads, ratio: largest / smallest };
  });
  const step = spreadOf(steps);
  const allStepsS = steps.reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    figures: { sizes, questions: rows, summarising: { steps: steps.length, allStepsS, stepMs: step } },
    text: [
      table([
        ['processor time, medians', ...sizes.map((size) => number(size)), 'largest : smallest'],
        ...rows.map(({ name, spreads, ratio }) => [
          name,
          ...spreads.map(({ median }) => number(median, 2, 'ms')),
          number(ratio, 2),
        ]),
      ]),
      `\n\n  Summarising them took ${number(allStepsS, 1)} s in ${number(steps.length)} steps of ${number(step.median, 1)} ms, `,
      `${number(step.max, 1)} ms at most.`,
    ].join(''),
    failures,
  };
}
