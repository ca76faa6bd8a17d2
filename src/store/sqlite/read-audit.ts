/** Reads of the audit trail: its entries, newest first, and whether it is whole. */

import { type AuditEntry, firstSeal } from '../../domain/audit.ts';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import type { AuditQuery } from '../../domain/reads/audit.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { KeptEntry, TrailEnds } from '../audit-chain.ts';
import type { Database } from './open-database.ts';
import type { Row } from './rows.ts';

export function createReadAudit(db: Database) {
  const ends = db.statement(`
    SELECT audit_number AS number, audit_seal AS seal,
      coalesce((SELECT max(number) FROM audit WHERE account_id = ?1), 0) AS last_number
    FROM account WHERE account_id = ?1`);
  const next = db.statement('SELECT * FROM audit WHERE account_id = ? AND number > ? ORDER BY number LIMIT ?');
  // Whoever tampers may write numbers that are not safe; they must be found, not stumbled over.
  for (const statement of [ends, next]) statement.setReadBigInts(true);

  return {
    listAudit(accountId: AccountId, query: AuditQuery): Listed<AuditEntry> {
      const { sql, values } = conditionsOf(accountId, query);
      const total = db.statement(`SELECT count(*) AS total FROM audit WHERE ${sql}`).get(...values);
      const rows = db
        .statement(`SELECT * FROM audit WHERE ${sql} ORDER BY number DESC LIMIT ? OFFSET ?`)
        .all(...values, query.perPage, (query.page - 1) * query.perPage);
      const records = rows.map((row) => entryFrom(row, JSON.parse(row.details as string)));
      return { records, totalElements: total?.total as number };
    },

    trailEnds(accountId: AccountId): TrailEnds {
      const row = numbersFrom(ends.get(accountId) ?? {});
      const { number = 0, seal = '', last_number: lastNumber = 0 } = row as Partial<Ends>;
      return { head: { number, seal: number === 0 ? firstSeal(accountId) : seal }, lastNumber };
    },

    trailAfter: (accountId: AccountId, number: number, limit: number): KeptEntry[] =>
      next.all(accountId, number, limit).map((row) => keptFrom(numbersFrom(row))),
  };
}

interface Ends {
  readonly number: number;
  readonly seal: string;
  readonly last_number: number;
}

function numbersFrom(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
  );
}

type Value = number | string;

function conditionsOf(accountId: AccountId, query: AuditQuery): { sql: string; values: Value[] } {
  const { action, actorId, target, dateFromMs, dateToMs } = query;
  const conditions: (readonly [sql: string, ...values: Value[]])[] = [
    ['account_id = ?', accountId],
    ...(action.length === 0 ? [] : [['action IN (SELECT value FROM json_each(?))', JSON.stringify(action)] as const]),
    ...(actorId === undefined
      ? []
      : [actorId === null ? (['actor_id IS NULL'] as const) : (['actor_id = ?', actorId] as const)]),
    ...(target === undefined ? [] : [['target = ?', target] as const]),
    ...(dateFromMs === undefined ? [] : [['time_ms >= ?', dateFromMs] as const]),
    ...(dateToMs === undefined ? [] : [['time_ms < ?', dateToMs] as const]),
  ];
  return {
    sql: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.flatMap(([, ...values]) => values),
  };
}

/** An entry whose details are not the very text that was written counts as unreadable. */
function keptFrom(row: Row): KeptEntry {
  const kept = { number: row.number as number, seal: row.seal as string };
  try {
    const details = JSON.parse(row.details as string);
    return { ...kept, entry: JSON.stringify(details) === row.details ? entryFrom(row, details) : undefined };
  } catch {
    return { ...kept, entry: undefined };
  }
}

function entryFrom(row: Row, details: AuditEntry['details']): AuditEntry {
  return {
    number: row.number as number,
    timeMs: row.time_ms as number,
    actorId: row.actor_id as ExtensionId | null,
    address: row.address as string | null,
    action: row.action as string,
    target: row.target as string | null,
    details,
  };
}
