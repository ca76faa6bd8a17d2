/** What decisions leave in the audit trail. */

import type { AuditDraft } from '../audit.ts';

export type AuditEffect = { readonly kind: 'audit-recorded'; readonly entry: AuditDraft };
