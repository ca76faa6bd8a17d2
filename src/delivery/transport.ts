/** What the pump needs of a transport: which subscriptions are its own, and how one notification is sent. */

import type { LoggedDelivery } from '../domain/delivery-log.ts';
import type { AccountChanges } from '../domain/reads/changes.ts';
import type { Subscription, Transport } from '../domain/subscription.ts';
import { OutgoingError } from '../outgoing/outgoing.ts';
import type { Notification, NotificationOptions } from '../wire/notifications.ts';

export interface AttemptResult {
  readonly isAccepted: boolean;
  /** What the other side answered; null if it did not. */
  readonly statusCode: number | null;
  /** Why it did not count as taken, in words for the subscription's owner. */
  readonly reason: string | null;
  /** It will never take anything again: the subscription ends. */
  readonly isGone?: boolean;
  /** It asks not to be tried again sooner. */
  readonly retryAfterMs?: number;
}

export const nothingToTell: AttemptResult = { isAccepted: true, statusCode: null, reason: null };
/** Signed out, or without the role, since the attempt began. */
export const mayNotRead: AttemptResult = {
  isAccepted: false,
  statusCode: null,
  reason: 'its owner may not read pages now',
};

/** What an address that did not answer comes to. Throws whatever else went wrong. */
export function notReached(error: unknown): AttemptResult {
  if (!(error instanceof OutgoingError)) throw error;
  return { isAccepted: false, statusCode: null, reason: error.message };
}

export interface DeliveryTransport {
  readonly transport: Transport;
  /** Never rejects, but for a signal that was aborted: then nobody knows whether it arrived, and it is sent again. */
  send(subscription: Subscription, delivery: LoggedDelivery, signal: AbortSignal): Promise<AttemptResult>;
  /** Deliveries to one place share a small number of attempts at a time. */
  placeOf(subscription: Subscription): string;
  /** How long a notification may wait before the subscription is given up. */
  readonly maxAgeMs: number;
  /** What a subscription is told of changes; the vendor's notifications if absent. */
  notificationsOf?(
    subscription: Subscription,
    changes: Pick<AccountChanges, 'mailboxes' | 'directory' | 'presence'>,
    options: NotificationOptions,
  ): Notification[];
}
