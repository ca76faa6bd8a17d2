/** What can be read of subscriptions. Expired ones are not found. */

import type { AccountId, ClientId } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { Subscription, Transport } from '../subscription.ts';

export interface SubscriptionReads {
  /** The actor's own with this app, oldest first; without browsers. */
  listSubscriptions(actor: Actor, clientId: ClientId): Promise<readonly Subscription[]>;
  readSubscription(actor: Actor, clientId: ClientId, subscriptionId: string): Promise<Subscription | undefined>;
  /** The browsers that the actor's pages wake, oldest first. */
  listDevices(actor: Actor): Promise<readonly Subscription[]>;
  /** Everyone's, for those who deliver. */
  listAllSubscriptions(accountId: AccountId, transport: Transport): Promise<readonly Subscription[]>;
}
