/** What is told about deliveries to whoever measures or shows them: metrics, the demo's timeline. */

import type { AccountId } from '../domain/ids.ts';
import type { Transport } from '../domain/subscription.ts';
import type { Notification } from '../wire/notifications.ts';

export interface DeliveryObserver {
  /** A notification was handed to a WebSocket, or a webhook's address was asked to take it. */
  delivered(delivery: ObservedDelivery): void;
}

export interface ObservedDelivery {
  readonly accountId: AccountId;
  readonly transport: Transport;
  readonly notification: Notification;
  /** Of a webhook's attempt; a WebSocket has none. */
  readonly attempt?: ObservedAttempt;
}

export interface ObservedAttempt {
  /** Counts from 1 for each notification. */
  readonly number: number;
  readonly isAccepted: boolean;
  /** What the address answered; null if it did not. */
  readonly status: number | null;
  readonly latencyMs: number;
  /** Why it did not count as taken. */
  readonly reason: string | null;
  /** Nothing more is told after it until the subscription is resumed. */
  readonly isGivenUp: boolean;
}
