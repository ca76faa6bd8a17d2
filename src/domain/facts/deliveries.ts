/** What decisions may ask about the delivery log. */

import type { LoggedDelivery } from '../delivery-log.ts';

export type DeliveryKey = Pick<LoggedDelivery, 'subscriptionId' | 'number'>;

export interface DeliveryFacts {
  'logged-delivery': { ask: DeliveryKey; fact: LoggedDelivery | undefined };
  'has-waiting-delivery': { ask: { subscriptionId: string }; fact: boolean };
  /** How many were made at a time or later. */
  'deliveries-since': { ask: { subscriptionId: string; sinceMs: number }; fact: number };
  /** Delivered before a time, or so long ago that `keep` newer ones of their subscription are there. */
  'stale-deliveries': { ask: { beforeMs: number; keep: number; limit: number }; fact: readonly DeliveryKey[] };
  /** The ids of subscriptions that ended at or before a time. */
  'expired-subscriptions': { ask: { untilMs: number; limit: number }; fact: readonly string[] };
}
