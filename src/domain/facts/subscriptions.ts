/** What decisions may ask about subscriptions, whether they have expired or not. */

import type { ClientId, ExtensionId } from '../ids.ts';
import type { Subscription } from '../subscription.ts';

export interface SubscriptionFacts {
  subscription: { ask: { subscriptionId: string }; fact: Subscription | undefined };
  /** Those of one person, with one app or all. */
  'subscriptions-of': { ask: { extensionId: ExtensionId; clientId?: ClientId }; fact: readonly Subscription[] };
  /** The browsers that one person's pages wake, whichever app they were registered with. */
  'devices-of': { ask: { extensionId: ExtensionId }; fact: readonly Subscription[] };
  /** Of a WebSocket, or of a browser with this endpoint. */
  /** Of the account's WebSockets, those of the owners that are taken for dead. */
  'dead-owners': { ask: unknown; fact: readonly string[] };
  'subscription-of-connection': { ask: { connectionId: string }; fact: Subscription | undefined };
}
