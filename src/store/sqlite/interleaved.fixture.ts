/** A data file between any two statements of whose reads another connection commits. */

import type { StatementSync } from 'node:sqlite';
import { type Clock, momentOf } from '../../domain/clock.ts';
import type { Interleaved } from '../contract/busy-company.fixture.ts';
import { createExecuteBatch } from './execute-batch.ts';
import { createLives } from './lives.ts';
import { type Database, openDatabase } from './open-database.ts';
import { storeOn } from './open-sqlite-store.ts';
import { nothingToWatch } from './watch-files.ts';
import { createWrite } from './write-transaction.ts';

const bounds = ['BEGIN', 'COMMIT'];

/** Tells of each statement before it is run; one of which it is said that it is left out is not run. */
function watched(db: Database, starts: (sql: string) => 'run' | 'leave-out'): Database {
  function watchedStatement(sql: string): StatementSync {
    const statement = db.statement(sql);
    return new Proxy(statement, {
      get: (_, name: keyof StatementSync) => {
        const method = statement[name] as (...args: unknown[]) => unknown;
        if (!['get', 'all', 'run', 'iterate'].includes(name)) return method.bind(statement);
        return (...args: unknown[]) => (starts(sql) === 'run' ? method.apply(statement, args) : undefined);
      },
    });
  }
  return { ...db, statement: watchedStatement };
}

export async function openInterleaved(dataDir: string, clock: Clock): Promise<Interleaved> {
  let statements = 0;
  let between: (() => void) | undefined;
  let isSnapshotOff = false;
  let isInside = false;
  let sinceBegin = 0;
  let [hasBegun, outside] = [false, 0];
  const file = openDatabase(dataDir);
  const db = watched(file, (sql) => {
    if (!between) return 'run';
    if (bounds.includes(sql)) {
      isInside = sql === 'BEGIN';
      hasBegun ||= isInside;
      sinceBegin = 0;
      return isSnapshotOff ? 'leave-out' : 'run';
    }
    // What the store brings up to date before it reads is written, and nobody else writes meanwhile.
    if (!isInside || (isSnapshotOff && file.raw.isTransaction)) {
      outside++;
      return 'run';
    }
    statements++;
    if (sinceBegin++ > 0) between();
    return 'run';
  });
  const other = openDatabase(dataDir);
  // Nothing of this is to outlast the machine.
  for (const { raw } of [file, other]) raw.exec('PRAGMA synchronous = OFF');
  const store = storeOn(db, { clock, maxSyncChanges: 3 });
  return {
    store: {
      ...store,
      async close() {
        other.raw.close();
        await store.close();
      },
    },
    commit(commands) {
      // Each time as another process, which begins a life of its own.
      const parts = { lives: createLives(other), write: createWrite(other, nothingToWatch) };
      return createExecuteBatch(other, parts)(commands, momentOf(clock)).settled.map((settled) => {
        if ('error' in settled) throw settled.error;
        return settled.value;
      });
    },
    async during(read, commit, how = { isSnapshotOff: false }) {
      [statements, between, isSnapshotOff] = [0, commit, how.isSnapshotOff];
      [hasBegun, isInside, outside] = [false, false, 0];
      try {
        const answer = await read();
        // What does without a snapshot says so by being a single statement.
        return { answer, statements: hasBegun ? statements : outside };
      } finally {
        between = undefined;
      }
    },
  };
}
