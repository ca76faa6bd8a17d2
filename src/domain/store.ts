/** The one port: what Beckon needs of whatever keeps its data. Answers are plain data; all calls are asynchronous. */

import type { Command, OutcomeOf } from './command.ts';
import type { Result } from './errors.ts';
import type { Leases } from './leases.ts';
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

/** Work that an engine does for itself, whenever there is time. */
export interface Chore {
  readonly name: string;
  /** `soon`: others wait for what is not done; `seldom`: it only makes reading faster; or `after-sweep`. */
  readonly pace: 'soon' | 'seldom' | 'after-sweep';
  /** A short step, so that nobody waits long for it. Asked for again while there is `more`; `idle` ends a round. */
  step(): Promise<'idle' | 'more'>;
}

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

  /** What this engine has to do in the background. Nothing that can be read changes by it, and nobody is told. */
  readonly chores: readonly Chore[];

  /** What only one of the processes that share the data does at a time. */
  readonly leases: Leases;

  /** Writes and reads something, durably, without changing what is kept. Rejects when either cannot be done now. */
  probe(): Promise<void>;

  /** Finishes the changes that wait, and lets go of what it keeps them in. */
  close(): Promise<void>;
}
