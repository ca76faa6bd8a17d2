/** What decisions do to subscriptions. */

import type { ExtensionId } from '../ids.ts';
import type { Subscription } from '../subscription.ts';

export type SubscriptionEffect =
  /** The subscription as it is from now on, new or not. */
  | { readonly kind: 'subscription-put'; readonly subscription: Subscription }
  | { readonly kind: 'subscription-deleted'; readonly subscriptionId: string }
  /** No browser is woken for this person any more. */
  | { readonly kind: 'devices-forgotten'; readonly extensionId: ExtensionId }
  /** No subscription over one of this owner's WebSockets lasts longer than this. */
  | { readonly kind: 'connections-dropped'; readonly owner: string; readonly expiresMs: number };
