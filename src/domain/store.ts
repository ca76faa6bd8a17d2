/** The one port: what Beckon needs of whatever keeps its data. Answers are plain data; all calls are asynchronous. */

import type { Command, OutcomeOf } from './command.ts';
import type { Result } from './errors.ts';
import type { Leases } from './leases.ts';
import type { ActorAuditReads, ServerAuditReads } from './reads/audit.ts';
import type { ServerChangeReads, Signal } from './reads/changes.ts';
import type { KeptClock, ServerClockReads } from './reads/clock.ts';
import type { ActorCompanyReads, ServerCompanyReads } from './reads/company.ts';
import type { ActorDeliveryReads, ServerDeliveryReads } from './reads/deliveries.ts';
import type { ActorExportReads, ServerExportReads } from './reads/exports.ts';
import type { ActorMessageReads } from './reads/messages.ts';
import type { ActorSessionReads, ServerSessionReads } from './reads/sessions.ts';
import type { ActorSubscriptionReads, ServerSubscriptionReads } from './reads/subscriptions.ts';
import type { ActorUpkeepReads } from './reads/upkeep.ts';
import type { Actor } from './session.ts';

/**
 * What somebody may read. Each read throws `DomainError`: `unknown-token` once the actor's session has ended or they are
 * not active, `missing-user-permission` while their roles do not allow what the actor says they act under. That is asked
 * of the same moment as what is read.
 */
export interface ActorReads
  extends ActorAuditReads,
    ActorCompanyReads,
    ActorDeliveryReads,
    ActorExportReads,
    ActorMessageReads,
    ActorSessionReads,
    ActorSubscriptionReads,
    ActorUpkeepReads {}

/** What the server itself reads, for nobody: to let people in, to tell them, to export, and for whoever holds the machine. */
export interface ServerReads
  extends ServerAuditReads,
    ServerChangeReads,
    ServerClockReads,
    ServerCompanyReads,
    ServerDeliveryReads,
    ServerExportReads,
    ServerSessionReads,
    ServerSubscriptionReads {}

/** Work that an engine does for itself, whenever there is time. */
export interface Chore {
  readonly name: string;
  /** `soon`: others wait for what is not done; `seldom`: it only makes reading faster; or `after-sweep`. */
  readonly pace: 'soon' | 'seldom' | 'after-sweep';
  /** A short step, so that nobody waits long for it. Asked for again while there is `more`; `idle` ends a round. */
  step(): Promise<'idle' | 'more'>;
}

/** Each read answers from one moment, whatever is committed meanwhile. */
export interface Store {
  /**
   * Decides and keeps one change. Resolves only after what it did is durable. Rejects with `DomainError` `overloaded`,
   * having kept nothing, when more changes wait than the store allows.
   */
  execute<C extends Command>(command: C): Promise<Result<OutcomeOf<C>>>;

  /** Costs nothing: to be called for each request. */
  as(actor: Actor): ActorReads;

  readonly server: ServerReads;

  /** Called after each commit, once for each account it touched. Gives a function that ends it. */
  onChange(listener: (signal: Signal) => void): () => void;

  /** Durably. Keeps nothing, and answers false, if the clock was accepted more often than `acceptances` says. */
  keepClock(kept: KeptClock): Promise<boolean>;

  /** What this engine has to do in the background. Nothing that can be read changes by it, and nobody is told. */
  readonly chores: readonly Chore[];

  /** What only one of the processes that share the data does at a time. */
  readonly leases: Leases;

  /** Writes and reads something, durably, without changing what is kept. Rejects when either cannot be done now. */
  probe(): Promise<void>;

  /** Finishes the changes that wait, and lets go of what it keeps them in. */
  close(): Promise<void>;
}
