/** Does in the background what time has made due: in small steps, so that nobody's request waits long for one. */

import { type SweepTask, sweepTasks } from '../domain/commands/upkeep.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { Chore, Store } from '../domain/store.ts';
import { createRounds, type Upkeep, type UpkeepLog } from './rounds.ts';

export interface SweeperOptions {
  readonly store: Store;
  /** From the end of one round to the start of the next. */
  readonly intervalMs: number;
  /** Left to others between two steps. */
  readonly pauseMs?: number;
  readonly copiesAStep?: number;
  readonly log: UpkeepLog;
  /** Measures what is done. */
  readonly observer?: SweepObserver;
}

export interface SweepObserver {
  /** A round began. */
  begun(): void;
  /** One step of a task that dealt with `count` things. */
  stepped(task: SweepTask | 'mailboxes', count: number): void;
  /** The round ended: with all that was due, or early, by an error. */
  ended(durationMs: number, hasStoppedEarly: boolean): void;
}

export interface Sweeper extends Upkeep {
  /** One round: everything that is due now. Rejects with whatever the store does; what was done until then is kept. */
  sweep(): Promise<void>;
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
  pauseMs = 5,
  copiesAStep: limit = 200,
  log,
  observer,
}: SweeperOptions): Sweeper {
  const rounds = createRounds({
    intervalMs,
    round: sweep,
    failed: (err) => log.error({ err }, 'the sweep stopped early and is tried again'),
  });
  const { signal } = rounds;
  const seen = new Map<AccountId, MailboxesSeen>();

  async function untilDone(step: () => Promise<{ readonly isDone: boolean }>): Promise<void> {
    while (!signal.aborted && !(await step()).isDone) await rounds.rest(pauseMs);
  }

  function sweepTask(accountId: AccountId, task: SweepTask): Promise<void> {
    return untilDone(async () => {
      const swept = unwrap(await store.execute({ kind: 'sweep', accountId, task, limit }));
      observer?.stepped(task, swept.count);
      return swept;
    });
  }

  async function sweepMailboxes(accountId: AccountId): Promise<void> {
    const before = seen.get(accountId);
    let sinceSeq = before?.sinceSeq ?? (0 as Sequence);
    let afterId = first;
    let now: MailboxesSeen | undefined;
    await untilDone(async () => {
      const command = { kind: 'sweep-mailboxes', accountId, sinceSeq, afterId, limit } as const;
      const swept = unwrap(await store.execute(command));
      observer?.stepped('mailboxes', swept.count);
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
    observer?.begun();
    const beginMs = performance.now();
    let hasStoppedEarly = true;
    try {
      await sweepAccounts();
      hasStoppedEarly = false;
    } finally {
      observer?.ended(performance.now() - beginMs, hasStoppedEarly);
    }
  }

  async function untilIdle(chore: Chore): Promise<void> {
    while (!signal.aborted && (await chore.step()) === 'more') await rounds.rest(pauseMs);
  }

  async function sweepAccounts(): Promise<void> {
    for (const { accountId } of await store.server.listAccounts()) {
      await sweepMailboxes(accountId);
      for (const task of sweepTasks) await sweepTask(accountId, task);
    }
    for (const chore of store.chores) if (chore.pace === 'after-sweep') await untilIdle(chore);
  }

  return { sweep, ...rounds };
}
