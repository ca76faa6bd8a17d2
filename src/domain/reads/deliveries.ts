/** What can be read of the delivery log, and of everyone's subscriptions. Expired ones are not found. */

import type { DeliveryStatus, LoggedDelivery, SubscriptionOverview } from '../delivery-log.ts';
import type { AccountId } from '../ids.ts';
import type { Listed, Paging } from './lists.ts';

export interface DeliveryQuery extends Paging {
  readonly subscriptionId: string;
  readonly status?: DeliveryStatus;
}

export interface DeliveryBacklog {
  readonly waiting: number;
  /** When the one that waits longest was made; null if none waits. */
  readonly oldestMs: number | null;
}

export interface ActorDeliveryReads {
  /** Every subscription of the account, newest first. */
  listSubscriptionOverviews(): Promise<readonly SubscriptionOverview[]>;
  readSubscriptionOverview(subscriptionId: string): Promise<SubscriptionOverview | undefined>;
  /** Newest first. */
  listLoggedDeliveries(query: DeliveryQuery): Promise<Listed<LoggedDelivery>>;
  readLoggedDelivery(subscriptionId: string, number: number): Promise<LoggedDelivery | undefined>;
}

export interface ServerDeliveryReads {
  /** For those who deliver: the first of a subscription that waits. */
  readNextDelivery(accountId: AccountId, subscriptionId: string): Promise<LoggedDelivery | undefined>;
  /** Of all accounts together. */
  readDeliveryBacklog(): Promise<DeliveryBacklog>;
}
