/** Does what the engine has to do for itself, a short step at a time, so that whoever asks for something goes first. */

import type { Chore, Store } from '../domain/store.ts';
import { createRounds, type Upkeep, type UpkeepLog } from './rounds.ts';

interface Pace {
  /** From the end of one round to the start of the next. */
  readonly intervalMs: number;
  /** Left to others after a step that took so long. */
  readonly restMs: (stepMs: number) => number;
}

const paces: Readonly<Record<Exclude<Chore['pace'], 'after-sweep'>, Pace>> = {
  soon: { intervalMs: 1000, restMs: () => 5 },
  seldom: { intervalMs: 5000, restMs: (stepMs) => 30 * stepMs },
};

export interface ChoresOptions {
  readonly store: Pick<Store, 'chores'>;
  readonly log: UpkeepLog;
  /** Instead of those of the paces. */
  readonly intervalMs?: number;
}

export function createChores({ store, log, intervalMs }: ChoresOptions): Upkeep {
  const works = store.chores.flatMap((chore) => {
    if (chore.pace === 'after-sweep') return [];
    const pace = paces[chore.pace];
    return [driven(chore, { ...pace, ...(intervalMs === undefined ? {} : { intervalMs }) }, log)];
  });
  return {
    start() {
      for (const work of works) work.start();
    },
    async stop() {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}

function driven(chore: Chore, { intervalMs, restMs }: Pace, log: UpkeepLog): Upkeep {
  const rounds = createRounds({
    intervalMs,
    async round() {
      while (!rounds.signal.aborted) {
        const beginMs = performance.now();
        if ((await chore.step()) === 'idle') return;
        await rounds.rest(restMs(performance.now() - beginMs));
      }
    },
    failed: (err) => log.error({ err }, `${chore.name}: not kept up, and tried again`),
  });
  return rounds;
}
