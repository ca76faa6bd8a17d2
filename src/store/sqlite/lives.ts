/** The lives of accounts' sequences: begins one before the first write of this process, and knows which places still hold. */

import type { Moment } from '../../domain/clock.ts';
import type { AccountId, Sequence } from '../../domain/ids.ts';
import { firstLife, type Life, type Place } from '../../domain/place.ts';
import { syncTokenLifeMs } from '../../domain/retention.ts';
import { beginningAfter, lifeMs, newLife } from '../lives.ts';
import type { Database } from './open-database.ts';

export interface Lives {
  /** To be called in a transaction before anything is written in it; what it gives, after the commit. */
  begin(accountIds: Iterable<AccountId>, now: Moment): () => void;
  placeOf(accountId: AccountId, sequence: Sequence): Place;
  /** Whether everything that was known at a place is still there. */
  holds(accountId: AccountId, place: Place): boolean;
  /** How many numbers between two positions belong to no life. */
  unusedBetween(accountId: AccountId, since: Sequence, end: Sequence): number;
}

export function createLives(db: Database, steadyMs: () => number = () => performance.now()): Lives {
  const account = db.statement('SELECT next_sequence FROM account WHERE account_id = ?');
  const advance = db.statement('UPDATE account SET next_sequence = ? WHERE account_id = ?');
  const add = db.statement(
    'INSERT INTO life (account_id, begin_seq, life, ended_seq, begun_ms) VALUES (?, ?, ?, ?, ?)',
  );
  // Not the oldest, before which the first life ended.
  const forget = db.statement(`
    DELETE FROM life WHERE account_id = ?1 AND begin_seq > (SELECT min(begin_seq) FROM life WHERE account_id = ?1)
      AND begin_seq < (SELECT max(begin_seq) FROM life WHERE account_id = ?1 AND begun_ms < ?2)`);
  const lifeAt = db.statement(
    'SELECT life FROM life WHERE account_id = ? AND begin_seq <= ? ORDER BY begin_seq DESC LIMIT 1',
  );
  const endAfter = db.statement(
    'SELECT ended_seq FROM life WHERE account_id = ? AND begin_seq > ? ORDER BY begin_seq LIMIT 1',
  );
  const unused = db.statement(`
    SELECT coalesce(sum(begin_seq - max(ended_seq, ?2)), 0) AS count FROM life
    WHERE account_id = ?1 AND begin_seq > ?2 AND begin_seq <= ?3`);
  const begunMs = new Map<AccountId, number>();

  const nextOf = (accountId: AccountId) => account.get(accountId)?.next_sequence as Sequence | undefined;
  const placeOf = (accountId: AccountId, sequence: Sequence): Place => {
    return { sequence, life: (lifeAt.get(accountId, sequence)?.life as Life | undefined) ?? firstLife };
  };

  function beginOne(accountId: AccountId, { nowMs, sureMs, latestMs }: Moment): void {
    const ended = nextOf(accountId);
    if (ended === undefined) return;
    // What was lost may have been written by a clock that is not believed yet.
    const begin = beginningAfter(ended, latestMs);
    add.run(accountId, begin, newLife(), ended, nowMs);
    advance.run(begin, accountId);
    forget.run(accountId, sureMs - syncTokenLifeMs);
  }

  return {
    begin(accountIds, now) {
      const nowSteadyMs = steadyMs();
      const due = [...accountIds].filter((id) => nowSteadyMs - (begunMs.get(id) ?? Number.NEGATIVE_INFINITY) >= lifeMs);
      for (const accountId of due) beginOne(accountId, now);
      return () => {
        // Whoever was founded just now is in their first life.
        for (const accountId of due) if (nextOf(accountId) !== undefined) begunMs.set(accountId, nowSteadyMs);
      };
    },
    placeOf,
    holds(accountId, { sequence, life }) {
      if (sequence > (nextOf(accountId) ?? 0)) return false;
      if (placeOf(accountId, sequence).life !== life) return false;
      const ended = endAfter.get(accountId, sequence)?.ended_seq as Sequence | undefined;
      return ended === undefined || sequence <= ended;
    },
    unusedBetween: (accountId, since, end) => unused.get(accountId, since, end)?.count as number,
  };
}
