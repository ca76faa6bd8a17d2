/** Where the time and the sequence of accounts stand in a batch: read once, and written once at its end. */

import type { Moment } from '../../domain/clock.ts';
import type { Now } from '../../domain/facts/account.ts';
import type { AccountId, Sequence } from '../../domain/ids.ts';
import type { Database } from './open-database.ts';

/** The accounts of one transaction. Nobody else moves them while it lasts. */
export interface Accounts {
  /** Undefined where there is no such account. */
  now(accountId: AccountId): Now | undefined;
  /** The first number that nobody has taken. To ask it where there is no such account is a defect. */
  next(accountId: AccountId): Sequence;
  /**
   * Something has changed: so many numbers are used up, and the account's time never goes back behind this moment. With
   * `isOfStanding`, nothing that is remembered of its sessions holds any longer.
   */
  advance(accountId: AccountId, taken: number, isOfStanding: boolean): void;
  /** Writes where they stand now. Must come before the commit. */
  flush(): void;
}

interface Standing {
  readonly now: Now;
  next: number;
  isMoved: boolean;
  standingChanges: 0 | 1;
}

export function createAccounts(db: Database): (moment: Moment) => Accounts {
  const read = db.statement('SELECT next_sequence, last_time_ms FROM account WHERE account_id = ?');
  const write = db.statement(`
    UPDATE account SET next_sequence = ?, last_time_ms = ?, standing_number = standing_number + ? WHERE account_id = ?`);

  return ({ nowMs, sureMs }) => {
    const known = new Map<AccountId, Standing>();

    function standingOf(accountId: AccountId): Standing | undefined {
      const held = known.get(accountId);
      if (held) return held;
      const row = read.get(accountId);
      // Whoever is not there yet may be founded in this very batch.
      if (!row) return undefined;
      const now = { timeMs: Math.max(nowMs, row.last_time_ms as number), sureMs };
      const standing: Standing = { now, next: row.next_sequence as number, isMoved: false, standingChanges: 0 };
      known.set(accountId, standing);
      return standing;
    }

    return {
      now: (accountId) => standingOf(accountId)?.now,
      next(accountId) {
        const standing = standingOf(accountId);
        if (!standing) throw new Error(`numbers of account ${accountId}, which is not there`);
        return standing.next as Sequence;
      },
      advance(accountId, taken, isOfStanding) {
        const standing = standingOf(accountId);
        if (!standing) return;
        standing.next += taken;
        standing.isMoved = true;
        if (isOfStanding) standing.standingChanges = 1;
      },
      flush() {
        for (const [accountId, { next, now, isMoved, standingChanges }] of known) {
          if (isMoved) write.run(next, now.timeMs, standingChanges, accountId);
        }
      },
    };
  };
}
