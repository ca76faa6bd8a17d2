/** Writes entries of the audit trail, each sealed to the one before it. */

import { type AuditHead, firstSeal } from '../../../domain/audit.ts';
import type { AuditEffect } from '../../../domain/effects/audit.ts';
import { sealOf } from '../../audit-chain.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplyAudit(db: Database): Appliers<AuditEffect> {
  const head = db.statement('SELECT audit_number AS number, audit_seal AS seal FROM account WHERE account_id = ?');
  const moveHead = db.statement('UPDATE account SET audit_number = ?, audit_seal = ? WHERE account_id = ?');
  const add = db.statement(`
    INSERT INTO audit (account_id, number, time_ms, actor_id, address, action, target, details, seal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  return {
    'audit-recorded': (accountId, { entry }) => {
      const before = head.get(accountId) as unknown as AuditHead;
      const number = before.number + 1;
      const seal = sealOf({ ...entry, number }, before.number === 0 ? firstSeal(accountId) : before.seal);
      const { timeMs, actorId, address, action, target, details } = entry;
      add.run(accountId, number, timeMs, actorId, address, action, target, JSON.stringify(details), seal);
      moveHead.run(number, seal, accountId);
    },
  };
}
