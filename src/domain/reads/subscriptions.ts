/** What can be read of subscriptions. Expired ones are not found. */

import type { AccountId, ClientId } from '../ids.ts';
import type { Subscription, Transport } from '../subscription.ts';
import type { Suspension } from '../suspension.ts';

export interface ActorSubscriptionReads {
  /** The actor's own with this app, oldest first; without browsers. One that is told nothing now is `Suspended`. */
  listSubscriptions(clientId: ClientId): Promise<readonly Subscription[]>;
  readSubscription(clientId: ClientId, subscriptionId: string): Promise<Subscription | undefined>;
  /** The browsers that the actor's pages wake, oldest first. */
  listDevices(): Promise<readonly Subscription[]>;
}

export interface ServerSubscriptionReads {
  /** Everyone's, for those who deliver, as they are kept. */
  listAllSubscriptions(accountId: AccountId, transport: Transport): Promise<readonly Subscription[]>;
  /** For those who deliver: why a subscription is told nothing now; null while it is. One that is gone is not. */
  readSuspension(accountId: AccountId, subscriptionId: string): Promise<Suspension | null>;
}
