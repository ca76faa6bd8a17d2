/** Proves that the data file can be written and read. */

import type { Database } from './open-database.ts';

/** Commits the schema's version as it is: a real write to the log and to the disk, which changes nothing. */
export function createProbe(db: Database): () => void {
  return () => {
    db.raw.exec('BEGIN IMMEDIATE');
    try {
      const version = db.raw.prepare('PRAGMA user_version').get()?.user_version;
      db.raw.exec(`PRAGMA user_version = ${Number(version)}`);
      db.raw.exec('COMMIT');
    } catch (error) {
      if (db.raw.isTransaction) db.raw.exec('ROLLBACK');
      throw error;
    }
  };
}
