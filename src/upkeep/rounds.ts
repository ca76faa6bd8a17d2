/** Background work in rounds, one after another, until it is stopped. */

import { setTimeout as delay } from 'node:timers/promises';
import { createWakeable } from '../wakeable.ts';

export interface Upkeep {
  /** Rounds from now on, the first after one interval. */
  start(): void;
  /** No further step; resolves once the one under way has ended. Nothing is lost: the next start goes on from there. */
  stop(): Promise<void>;
}

export interface Rounds extends Upkeep {
  /** Aborted when it is stopped: a round takes no further step then. */
  readonly signal: AbortSignal;
  /** Between two steps, so that nobody waits long for them. Over at once when it is stopped. */
  rest(timeMs: number): Promise<void>;
}

export interface RoundsOptions {
  /** From the end of one round to the start of the next. */
  readonly intervalMs: number;
  readonly round: () => Promise<void>;
  /** A round ended early: the next tries again. */
  readonly failed: (err: unknown) => void;
}

export function createRounds({ intervalMs, round, failed }: RoundsOptions): Rounds {
  const ending = new AbortController();
  const { signal } = ending;
  const rounds = createWakeable({
    async run() {
      try {
        await round();
      } finally {
        rounds.wakeIn(intervalMs);
      }
    },
    failed,
  });

  return {
    signal,
    rest: (timeMs) => delay(timeMs, undefined, { signal }).catch(() => {}),
    start: () => rounds.wakeIn(intervalMs),
    async stop() {
      ending.abort();
      await rounds.end();
    },
  };
}

/** Where upkeep says what went wrong. */
export interface UpkeepLog {
  error(about: object, message: string): void;
}
