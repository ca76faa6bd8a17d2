/** Does in the background what time has made due: in small steps, so that nobody's request waits long for one. */

import { setTimeout as delay } from 'node:timers/promises';
import { type SweepTask, sweepTasks } from '../domain/commands/upkeep.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';

export interface SweeperOptions {
  readonly store: Store;
  /** From the end of one round to the start of the next. */
  readonly intervalMs: number;
  readonly clock?: { nowMs(): number };
  /** Left to others between two steps. */
  readonly pauseMs?: number;
  readonly copiesAStep?: number;
  readonly log: { error(about: object, message: string): void };
}

/** Where the rounds are, for whoever wants to know whether they go on. */
export interface SweepRounds {
  readonly isUnderWay: boolean;
  /** Null before the first. */
  readonly lastBeginMs: number | null;
  /** Of the last one that has ended. */
  readonly lastEndMs: number | null;
  /** Whether that one met an error. */
  readonly hasStoppedEarly: boolean;
}

export interface Sweeper {
  readonly rounds: SweepRounds;
  /** One round: everything that is due now. Rejects with whatever the store does; what was done until then is kept. */
  sweep(): Promise<void>;
  /** Rounds from now on, the first after one interval. */
  start(): void;
  /** No further step; resolves once the one under way has ended. */
  stop(): Promise<void>;
}

const first = 0 as ExtensionId;

/** Up to where an account's mailboxes were held against which maximum. Forgotten at a restart: then all are looked at. */
interface MailboxesSeen {
  readonly sinceSeq: Sequence;
  readonly mailboxMaximum: number | null;
}

export function createSweeper({
  store,
  intervalMs,
  clock = { nowMs: Date.now },
  pauseMs = 5,
  copiesAStep: limit = 200,
  log,
}: SweeperOptions): Sweeper {
  const ending = new AbortController();
  const { signal } = ending;
  const seen = new Map<AccountId, MailboxesSeen>();
  let running: Promise<void> | undefined;
  let rounds: SweepRounds = { isUnderWay: false, lastBeginMs: null, lastEndMs: null, hasStoppedEarly: false };

  async function untilDone(step: () => Promise<{ readonly isDone: boolean }>): Promise<void> {
    while (!signal.aborted && !(await step()).isDone) await delay(pauseMs);
  }

  function sweepTask(accountId: AccountId, task: SweepTask): Promise<void> {
    return untilDone(async () => unwrap(await store.execute({ kind: 'sweep', accountId, task, limit })));
  }

  async function sweepMailboxes(accountId: AccountId): Promise<void> {
    const before = seen.get(accountId);
    let sinceSeq = before?.sinceSeq ?? (0 as Sequence);
    let afterId = first;
    let now: MailboxesSeen | undefined;
    await untilDone(async () => {
      const command = { kind: 'sweep-mailboxes', accountId, sinceSeq, afterId, limit } as const;
      const swept = unwrap(await store.execute(command));
      const { mailboxMaximum } = swept;
      const isFirst = now === undefined;
      now ??= { sinceSeq: swept.nextSequence, mailboxMaximum };
      afterId = swept.lastId;
      if (!isFirst || sinceSeq === 0 || mailboxMaximum === before?.mailboxMaximum) return swept;
      // Another maximum than before: mailboxes in which nothing happened may be past it as well.
      sinceSeq = 0 as Sequence;
      afterId = first;
      return { isDone: mailboxMaximum === null };
    });
    if (now && !signal.aborted) seen.set(accountId, now);
  }

  async function sweep(): Promise<void> {
    rounds = { ...rounds, isUnderWay: true, lastBeginMs: clock.nowMs() };
    let hasStoppedEarly = true;
    try {
      await sweepAccounts();
      hasStoppedEarly = false;
    } finally {
      rounds = { ...rounds, isUnderWay: false, lastEndMs: clock.nowMs(), hasStoppedEarly };
    }
  }

  async function sweepAccounts(): Promise<void> {
    for (const { accountId } of await store.listAccounts()) {
      await sweepMailboxes(accountId);
      for (const task of sweepTasks) await sweepTask(accountId, task);
    }
    if (!signal.aborted) await store.scrub();
  }

  async function sweepNowAndThen(): Promise<void> {
    while (!signal.aborted) {
      // Rejects when it is ended.
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await sweep().catch((error) => log.error({ err: error }, 'the sweep stopped early and is tried again'));
    }
  }

  return {
    get rounds() {
      return rounds;
    },
    sweep,
    start() {
      running ??= sweepNowAndThen();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
