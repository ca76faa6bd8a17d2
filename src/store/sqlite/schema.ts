/** The tables of the embedded store, and the steps that bring an older data file up to them. */

import type { DatabaseSync } from 'node:sqlite';
import { auditTables } from './schema/audit.ts';
import { clockTable } from './schema/clock.ts';
import { companyTables, foundExtensions, standingNumber, toldChanges } from './schema/company.ts';
import { deliveryTables } from './schema/deliveries.ts';
import { exportTables } from './schema/exports.ts';
import { leaseTables } from './schema/leases.ts';
import { lifeTable } from './schema/lives.ts';
import { messageTables } from './schema/messages.ts';
import { foldedSearch, searchTables } from './schema/search.ts';
import { refreshedTokens, sessionTables } from './schema/sessions.ts';
import { subscriptionTables, untriggeredDevices } from './schema/subscriptions.ts';
import { summaryTables, threadEnds } from './schema/summaries.ts';
import { upkeepTables } from './schema/upkeep.ts';

/**
 * Each step raises `user_version` by one; a step, once released, is never edited. Everything that belongs to an
 * account is keyed by account first. Times are milliseconds since 1970, `_seq` columns positions in the account's
 * sequence.
 */
const steps: readonly string[] = [
  [
    auditTables,
    companyTables,
    deliveryTables,
    exportTables,
    messageTables,
    searchTables,
    sessionTables,
    subscriptionTables,
    summaryTables,
    upkeepTables,
  ].join(''),
  // When a page was written, if that was well before it was sent.
  'ALTER TABLE page ADD COLUMN written_ms INTEGER',
  refreshedTokens,
  clockTable,
  lifeTable,
  foldedSearch,
  toldChanges,
  leaseTables,
  untriggeredDevices,
  standingNumber,
  foundExtensions,
  threadEnds,
];

export const newestVersion = steps.length;

/** Brings the data file up to date, or to an older version as tests need, in one transaction. */
export function migrate(db: DatabaseSync, wantedVersion = newestVersion): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    for (const step of steps.slice(version, wantedVersion)) db.exec(step);
    db.exec(`PRAGMA user_version = ${wantedVersion}`);
    if (version === 0) db.exec('INSERT INTO server (secret) VALUES (randomblob(32))');
    db.exec('COMMIT');
  } catch (error) {
    // A full disk has rolled it back already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
