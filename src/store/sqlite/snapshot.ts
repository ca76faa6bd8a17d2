/** Reads of one moment, whatever other connections write meanwhile: a read transaction. */

import { namesOf, type RawReads, type ReadEngine } from '../raw-reads.ts';
import type { Database } from './open-database.ts';
import { singleReads } from './raw-reads.ts';

export function createSnapshot(
  db: Database,
  reads: RawReads,
  others: Pick<ReadEngine, 'catchUp' | 'away'>,
): ReadEngine {
  const begin = db.statement('BEGIN');
  const commit = db.statement('COMMIT');
  return {
    ...others,
    names: namesOf(reads, singleReads),
    readOnce: (read) => read(reads),
    snapshot(read) {
      begin.run();
      try {
        const answer = read(reads);
        // The connection is everyone's: nobody may have to wait inside.
        if (answer instanceof Promise) throw new TypeError('a read outlasts its snapshot');
        return answer;
      } finally {
        if (db.raw.isTransaction) commit.run();
      }
    },
  };
}
