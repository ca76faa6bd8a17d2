/** What a subscription's owner is told from outside of a connection: kept before it is tried, tried until it is taken. */

import type { AccountId, ExtensionId, Sequence } from './ids.ts';
import type { Subscription } from './subscription.ts';
import type { Suspension } from './suspension.ts';

/** `Failed` ones were given up with their subscription, and wait for it to be resumed. */
export const deliveryStatuses = ['Waiting', 'Delivered', 'Failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface DeliveryAttempt {
  readonly timeMs: number;
  /** What the address answered; null if it did not. */
  readonly statusCode: number | null;
  readonly latencyMs: number;
  /** Why it did not count as taken. */
  readonly reason: string | null;
}

/** One notification of one subscription. Its uuid stays the same however often it is tried; of its body is sent what its owner may still read. */
export interface LoggedDelivery {
  readonly accountId: AccountId;
  readonly subscriptionId: string;
  /** Counts from 1 for each subscription. In this order they are delivered. */
  readonly number: number;
  readonly uuid: string;
  /** The filter it answers to. */
  readonly event: string;
  /** The text as it is sent, byte for byte. */
  readonly body: string;
  /** The stretch of the change sequence that it tells of: from the first position to before the second. */
  readonly range: readonly [Sequence, Sequence];
  readonly status: DeliveryStatus;
  readonly createdMs: number;
  /** Since when it is not taken: its first refusal since it was made, replayed or resumed; until then, when it was that. */
  readonly waitingSinceMs: number;
  /** Null unless it waits. */
  readonly nextAttemptMs: number | null;
  readonly attemptCount: number;
  /** How many were refused since it waits. */
  readonly failureCount: number;
  /** The newest of them, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

/** When it is to be tried next, by the clock: at once unless it was refused since it waits, and that is not ahead of the clock. */
export function attemptDueMs({ failureCount, attempts, nextAttemptMs }: LoggedDelivery, nowMs: number): number {
  const refusedMs = attempts.at(-1)?.timeMs ?? Number.POSITIVE_INFINITY;
  return failureCount === 0 || refusedMs > nowMs ? nowMs : (nextAttemptMs ?? nowMs);
}

/** A notification that is about to be kept. */
export type DeliveryDraft = Pick<LoggedDelivery, 'uuid' | 'event' | 'body'>;

/** A subscription as administrators see it. */
export interface SubscriptionOverview {
  readonly subscription: Subscription;
  /** Why it is told nothing now; null while it is. Then an active one has the status `Suspended`. */
  readonly suspension: Suspension | null;
  readonly owner: { readonly extensionId: ExtensionId; readonly extensionNumber: string; readonly name: string };
  /** Empty once the app is gone. */
  readonly appName: string;
  /** How many notifications wait. */
  readonly waiting: number;
}

export const maxAttemptsKept = 20;

/** How long what was delivered stays in the log, and the most that stay of one subscription. */
export const deliveryLogDays = 7;
export const maxDeliveriesKept = 1000;

const firstRetryMs = 1000;
const maxRetryMs = 300_000;

/** How long to wait after the `failures`-th failure in a row; `random`, from 0 to below 1, spreads what failed together. */
export function retryDelayMs(failures: number, random: number): number {
  return Math.floor(random * Math.min(maxRetryMs, firstRetryMs * 2 ** (failures - 1)));
}
