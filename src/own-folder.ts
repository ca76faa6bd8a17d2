/** What the options name as the data folder: the store in it, and who has it. Commands need no more of Beckon than that. */

import type { Conditions } from './conditions.ts';
import { type Clock, createSystemClock } from './domain/clock.ts';
import type { Store } from './domain/store.ts';
import { type FolderLock, lockFolder } from './process/folder-lock.ts';
import type { Observer } from './process/observing.ts';
import type { Config } from './process/options.ts';
import { inspectFolder } from './store/sqlite/open-database.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';

/** Made if it is not there yet. */
export function openStore(
  config: Config,
  options: { clock?: Clock; busyTimeoutMs?: number; observer?: Observer; conditions?: Conditions } = {},
): Store {
  return openSqliteStore({ dataDir: config.data, clock: createSystemClock(), ...options });
}

/** The data folder for this process alone. One whose data cannot be used is refused before anything is written into it. */
export function lockDataFolder({ data }: Config, holder: string): FolderLock {
  inspectFolder(data);
  return lockFolder(data, holder);
}
