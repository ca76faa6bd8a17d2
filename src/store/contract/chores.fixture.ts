/** What an engine does for itself, done at once. */

import type { Store } from '../../domain/store.ts';

/** All chores until nothing is left to do; how many steps did something. */
export async function doChores({ chores }: Pick<Store, 'chores'>): Promise<number> {
  let steps = 0;
  for (const chore of chores) {
    while ((await chore.step()) === 'more') {
      if (++steps === 10_000) throw new Error(`${chore.name}: it never comes to an end`);
    }
  }
  return steps;
}
