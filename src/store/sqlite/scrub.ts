/** Takes what was erased out of the log as well, where earlier writings of the same text may still lie. */

import type { Database } from './open-database.ts';

/** Moves the whole log into the data file and empties it. Left for the next time while another process reads. */
export function createScrub(db: Database): () => void {
  const checkpoint = db.statement('PRAGMA wal_checkpoint(TRUNCATE)');
  return () => {
    if (!db.hasErased) return;
    const row = checkpoint.get() as { busy: number };
    db.hasErased = row.busy !== 0;
  };
}
