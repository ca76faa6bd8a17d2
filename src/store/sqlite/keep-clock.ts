/** Keeps what is known of the machine's clock. */

import { type ClockRecord, provenAt } from '../../domain/clock-judgement.ts';
import type { KeptClock } from '../../domain/reads/clock.ts';
import type { Database } from './open-database.ts';
import type { Row } from './rows.ts';

export function createKeepClock(db: Database) {
  const read = db.statement('SELECT * FROM clock');
  const newest = db.statement('SELECT max(last_time_ms) AS time_ms FROM account');
  const put = db.statement(`
    INSERT INTO clock (clock_id, proven_ms, proven_watched_ms, candidate_ms, candidate_watched_ms, acceptances)
    VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      (proven_ms, proven_watched_ms, candidate_ms, candidate_watched_ms, acceptances) =
      (excluded.proven_ms, excluded.proven_watched_ms, excluded.candidate_ms, excluded.candidate_watched_ms,
        excluded.acceptances)
    WHERE acceptances <= excluded.acceptances`);

  function putRecord({ proven, candidate }: ClockRecord, acceptances: number): boolean {
    const tracks = [proven.wallMs, proven.watchedMs, candidate?.wallMs ?? null, candidate?.watchedMs ?? null];
    return put.run(...tracks.map((ms) => (ms === null ? null : Math.round(ms))), acceptances).changes > 0;
  }

  function readClock(): KeptClock | undefined {
    const row = read.get();
    if (row) return keptFrom(row);
    const newestMs = newest.get()?.time_ms as number | null;
    return newestMs === null ? undefined : { record: provenAt(newestMs), acceptances: 0 };
  }

  return {
    readClock,
    keepClock: ({ record, acceptances }: KeptClock): boolean => putRecord(record, acceptances),
    accept(wallMs: number): void {
      putRecord(provenAt(wallMs), (readClock()?.acceptances ?? 0) + 1);
    },
  };
}

function keptFrom(row: Row): KeptClock {
  const candidate =
    row.candidate_ms === null
      ? null
      : { wallMs: row.candidate_ms as number, watchedMs: row.candidate_watched_ms as number };
  const proven = { wallMs: row.proven_ms as number, watchedMs: row.proven_watched_ms as number };
  return { record: { proven, candidate }, acceptances: row.acceptances as number };
}
