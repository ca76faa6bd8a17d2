/** All upkeep of the data, by one of the processes that share them. */

import { type LeasedWork, type LeaseHolder, upkeepLease } from '../domain/leases.ts';
import { createChores } from './chores.ts';
import { createSweeper, type SweeperOptions } from './sweeper.ts';

export interface KeepUpOptions extends SweeperOptions {
  readonly holder: LeaseHolder;
}

export function keepUp({ holder, ...sweeping }: KeepUpOptions): LeasedWork {
  const { store, log } = sweeping;
  return holder.keep(upkeepLease, () => {
    const works = [createChores({ store, log }), createSweeper(sweeping)];
    for (const work of works) work.start();
    return { end: () => Promise.all(works.map((work) => work.stop())) };
  });
}
