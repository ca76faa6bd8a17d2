/** The local database of this browser. */

import type { IDBPDatabase } from 'idb';
import { ownName } from '../api/address.ts';
import { forgetAll, forgetButUnsent, type LocalSchema, openLocalDatabase, ownerKept } from './local-schema.ts';

export { draftPrefix, type KeptSession } from './local-schema.ts';

let opened: Promise<IDBPDatabase<LocalSchema>> | undefined;

export function localDatabase(): Promise<IDBPDatabase<LocalSchema>> {
  opened ??= openLocalDatabase(ownName('beckon'));
  return opened;
}

export const forgetEverything = async () => await forgetAll(await localDatabase());
export const forgetAllButUnsent = async (ownerId: string) => await forgetButUnsent(await localDatabase(), ownerId);
export const keptOwner = async () => await ownerKept(await localDatabase());
