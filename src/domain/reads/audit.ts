/** What can be read of the audit trail. */

import type { AuditEntry, AuditHead, AuditVerification } from '../audit.ts';
import type { AccountId, ExtensionId } from '../ids.ts';
import type { Listed, Paging } from './lists.ts';

/** An empty list of actions means: any. Times are milliseconds since 1970, `from` inclusive, `to` exclusive. */
export interface AuditQuery extends Paging {
  readonly action: readonly string[];
  /** Null for whoever held the machine itself. */
  readonly actorId?: ExtensionId | null;
  readonly target?: string;
  readonly dateFromMs?: number;
  readonly dateToMs?: number;
}

export interface ActorAuditReads {
  /** Newest first. */
  listAudit(query: AuditQuery): Promise<Listed<AuditEntry>>;
  /** Walks the whole trail in small steps; with a head noted earlier, also whether the trail still leads through it. */
  verifyAudit(noted?: AuditHead): Promise<AuditVerification>;
}

/** The same for whoever holds the machine itself. */
export interface ServerAuditReads {
  listAudit(accountId: AccountId, query: AuditQuery): Promise<Listed<AuditEntry>>;
  verifyAudit(accountId: AccountId, noted?: AuditHead): Promise<AuditVerification>;
}
