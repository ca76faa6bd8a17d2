/** Reads that belong together, of one moment, whatever other processes write meanwhile. */

import type { Database } from './open-database.ts';

export function inSnapshot<A extends unknown[], R>(db: Database, read: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    db.raw.exec('BEGIN');
    try {
      return read(...args);
    } finally {
      db.raw.exec('COMMIT');
    }
  };
}
