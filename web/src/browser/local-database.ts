/** The local database of this browser. */

import { ownName } from './address.ts';
import { type OpenDatabase, openLocalDatabase } from './local-schema.ts';

let opened: ReturnType<OpenDatabase> | undefined;

export const localDatabase: OpenDatabase = () => {
  opened ??= openLocalDatabase(ownName('beckon'));
  return opened;
};
