/** Takes what was erased out of the log as well, where earlier writings of the same text may still lie. */

import type { Chore } from '../../../domain/store.ts';
import type { Database } from '../open-database.ts';

/** Moves the whole log into the data file and empties it. Left for the next time while another process reads. */
export function createScrub(db: Database): Chore {
  const checkpoint = db.statement('PRAGMA wal_checkpoint(TRUNCATE)');
  return {
    name: 'erased text in the log',
    pace: 'after-sweep',
    async step() {
      if (db.hasErased) db.hasErased = checkpoint.get()?.busy !== 0;
      return 'idle';
    },
  };
}
