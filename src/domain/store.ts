/** The one port: what Beckon needs of whatever keeps its data. Answers are plain data; all calls are asynchronous. */

import type { Command, OutcomeOf } from './command.ts';
import type { Result } from './errors.ts';
import type { AuditReads } from './reads/audit.ts';
import type { ChangeReads } from './reads/changes.ts';
import type { ClockReads } from './reads/clock.ts';
import type { CompanyReads } from './reads/company.ts';
import type { DeliveryReads } from './reads/deliveries.ts';
import type { ExportReads } from './reads/exports.ts';
import type { MessageReads } from './reads/messages.ts';
import type { SessionReads } from './reads/sessions.ts';
import type { SubscriptionReads } from './reads/subscriptions.ts';
import type { UpkeepReads } from './reads/upkeep.ts';

/** Reads on behalf of an actor throw `DomainError`: `unknown-token` once the actor's session has ended,
 * `missing-user-permission` while their roles do not allow what the actor says they act under. */
export interface Store
  extends AuditReads,
    ChangeReads,
    ClockReads,
    CompanyReads,
    DeliveryReads,
    ExportReads,
    MessageReads,
    SessionReads,
    SubscriptionReads,
    UpkeepReads {
  /**
   * Decides and keeps one change. Resolves only after what it did is durable. Rejects with `DomainError` `overloaded`,
   * having kept nothing, when more changes wait than the store allows.
   */
  execute<C extends Command>(command: C): Promise<Result<OutcomeOf<C>>>;

  /**
   * Takes what was erased since the last time out of the engine's own logs as well: once it resolves, no file holds it.
   * Does nothing while others read the files; it is to be called again and again.
   */
  scrub(): Promise<void>;

  /** Writes and reads something, durably, without changing what is kept. Rejects when either cannot be done now. */
  probe(): Promise<void>;

  /** Finishes the changes that wait, and lets go of what it keeps them in. */
  close(): Promise<void>;
}
