/** What decisions may ask about subscriptions, whether they have expired or not. */

import type { ClientId, ExtensionId } from '../ids.ts';
import type { Subscription } from '../subscription.ts';

export interface SubscriptionFacts {
  subscription: { ask: { subscriptionId: string }; fact: Subscription | undefined };
  /** Those of one person with one app. */
  'subscriptions-of': { ask: { extensionId: ExtensionId; clientId: ClientId }; fact: readonly Subscription[] };
  'subscription-of-connection': { ask: { connectionId: string }; fact: Subscription | undefined };
}
