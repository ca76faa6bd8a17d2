/** What can be asked of the delivery log, as plain data, with the answer each gives. */

import type { DeliveryAttempt, DeliveryDraft, LoggedDelivery } from '../delivery-log.ts';
import type { AccountId, ClientId, Sequence } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { Subscription } from '../subscription.ts';

/**
 * The server itself: keeps what a subscription is to be told of a stretch of the change sequence, and moves its cursor
 * past it, in one. Null, with nothing kept, when the cursor is not where it was, something still waits, nobody is to
 * be told any more, or others deliver by now.
 */
export interface StageDeliveries {
  readonly kind: 'stage-deliveries';
  readonly accountId: AccountId;
  /** Of the lease under which it delivers. */
  readonly epoch: number;
  readonly subscriptionId: string;
  /** Where the kept cursor stood when the changes were read. */
  readonly keptPosition: Sequence;
  /** What the drafts tell of: from the first position to before the second, where the cursor moves to. */
  readonly range: readonly [Sequence, Sequence];
  readonly drafts: readonly DeliveryDraft[];
  /** Up to when reminders that were due are among them. */
  readonly remindedMs?: number;
}

/**
 * The server itself: an attempt has ended. Null when the delivery does not wait any more, is not there, or others
 * deliver by now.
 */
export interface SettleDelivery {
  readonly kind: 'settle-delivery';
  readonly accountId: AccountId;
  /** Of the lease under which it was tried. */
  readonly epoch: number;
  readonly subscriptionId: string;
  readonly number: number;
  readonly attempt: DeliveryAttempt;
  readonly isAccepted: boolean;
  /** The address has said that it is gone for good: the subscription ends. */
  readonly isGone?: boolean;
  /** The address asks not to be tried again sooner. */
  readonly retryAfterMs?: number;
  /** How long it may wait before the subscription is given up. */
  readonly maxAgeMs: number;
  /** From 0 to below 1. */
  readonly random: number;
}

export interface SettledDelivery {
  readonly delivery: LoggedDelivery;
  /** The subscription as it is now; null if it ended. */
  readonly subscription: Subscription | null;
}

/** For the owner with the same app, and for administrators. */
export interface ReplayDeliveries {
  readonly kind: 'replay-deliveries';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
  /** One of them, or all that were made at a time or later. */
  readonly which: { readonly number: number } | { readonly sinceMs: number };
}

/** For the owner with the same app, and for administrators. What was given up waits again. */
export interface ResumeSubscription {
  readonly kind: 'resume-subscription';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
}

export interface DeliveryOutcomes {
  'stage-deliveries': Subscription | null;
  'settle-delivery': SettledDelivery | null;
  /** How many. */
  'replay-deliveries': number;
  'resume-subscription': Subscription;
}

export type DeliveryCommand = StageDeliveries | SettleDelivery | ReplayDeliveries | ResumeSubscription;
