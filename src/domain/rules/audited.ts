/** Leaves an entry in the audit trail for a change that was just decided. */

import type { AuditDraft } from '../audit.ts';
import type { Operator } from '../commands/company.ts';
import type { AuditEffect } from '../effects/audit.ts';
import type { Actor } from '../session.ts';

export type AuditedChange = Pick<AuditDraft, 'action' | 'target' | 'details'>;

/** Who did it: also someone without a session yet, who has proven who they are. */
type Doer = Pick<Actor, 'extensionId' | 'address'>;

export function audited(
  actor: Doer | Operator,
  timeMs: number,
  { action, target, details }: AuditedChange,
): AuditEffect {
  const [actorId, address] = actor === 'operator' ? [null, null] : [actor.extensionId, actor.address ?? null];
  return { kind: 'audit-recorded', entry: { timeMs, actorId, address, action, target, details } };
}
