/** Writes entries of the audit trail, each sealed to the one before it. */

import { hash } from 'node:crypto';
import { sealedText } from '../../../domain/audit.ts';
import type { AuditEffect } from '../../../domain/effects/audit.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplyAudit(db: Database): Appliers<AuditEffect> {
  const last = db.statement('SELECT number, seal FROM audit WHERE account_id = ? ORDER BY number DESC LIMIT 1');
  const add = db.statement(`
    INSERT INTO audit (account_id, number, time_ms, actor_id, address, action, target, details, seal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  return {
    'audit-recorded': (accountId, { entry }) => {
      const before = last.get(accountId) as { number: number; seal: string } | undefined;
      const number = (before?.number ?? 0) + 1;
      const seal = hash('sha256', sealedText({ ...entry, number }, before?.seal ?? ''), 'base64url');
      const { timeMs, actorId, address, action, target, details } = entry;
      add.run(accountId, number, timeMs, actorId, address, action, target, JSON.stringify(details), seal);
    },
  };
}
