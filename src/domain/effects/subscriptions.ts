/** What decisions do to subscriptions. */

import type { Subscription } from '../subscription.ts';

export type SubscriptionEffect =
  /** The subscription as it is from now on, new or not. */
  | { readonly kind: 'subscription-put'; readonly subscription: Subscription }
  | { readonly kind: 'subscription-deleted'; readonly subscriptionId: string }
  /** No subscription over a WebSocket lasts longer than this. */
  | { readonly kind: 'connections-dropped'; readonly expiresMs: number };
