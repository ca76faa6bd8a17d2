/** Writes in one transaction: all of it is durable, in files that are still there, or none. */

import { DomainError } from '../../domain/errors.ts';
import type { Database } from './open-database.ts';
import type { FilesWatch } from './watch-files.ts';

/**
 * Throws `DomainError` (`overloaded`, `data-gone`) if nothing can be written now, whatever the work is.
 */
export type Write = <T>(work: () => T) => T;

export function createWrite(db: Database, files: FilesWatch): Write {
  function commit<T>(work: () => T): T {
    files.requireStill();
    db.raw.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.raw.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.raw.isTransaction) db.raw.exec('ROLLBACK');
      throw error;
    }
  }

  return (work) => {
    try {
      const result = commit(work);
      // What was committed to files that are gone is answered to nobody.
      files.require();
      return result;
    } catch (error) {
      throw unavailableFrom(error, db.raw.location()) ?? error;
    }
  };
}

/**
 * For what is done again if the power fails: it is in the file with the next commit that anyone waits for, or not at
 * all, and makes nobody wait for the disk.
 */
export function createWriteRedoable(db: Database, write: Write): Write {
  const { synchronous } = db.raw.prepare('PRAGMA synchronous').get() as { synchronous: number };
  if (synchronous <= normal) return write;
  return (work) => {
    db.raw.exec(`PRAGMA synchronous = ${normal}`);
    try {
      return write(work);
    } finally {
      db.raw.exec(`PRAGMA synchronous = ${synchronous}`);
    }
  };
}

const normal = 1;

/** SQLite's codes for: another process writes, a table is locked, the disk is full. */
const unavailableCodes: ReadonlySet<number> = new Set([5, 6, 13]);

function unavailableFrom(error: unknown, file: string | null): DomainError | undefined {
  const { errcode, message } = error as { errcode?: number; message: string };
  if (errcode === undefined || !unavailableCodes.has(errcode & 0xff)) return undefined;
  return new DomainError({ code: 'overloaded' }, `${file ?? 'memory'} cannot be written: ${message}`);
}
