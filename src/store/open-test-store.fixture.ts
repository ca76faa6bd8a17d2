/** The store that tests run on. Only an engine's own tests name an engine. */

import { createSystemClock } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { openSqliteStore, type SqliteOptions } from './sqlite/open-sqlite-store.ts';

/** Empty and gone once it is closed, unless there is a folder to keep it in. */
export async function openTestStore({
  dataDir = ':memory:',
  clock = createSystemClock(),
  ...options
}: Partial<SqliteOptions> = {}): Promise<Store> {
  return openSqliteStore({ dataDir, clock, ...options });
}
