/** What decisions do to subscriptions. */

import type { ClientId, ExtensionId } from '../ids.ts';
import type { Subscription } from '../subscription.ts';

export type SubscriptionEffect =
  /** The subscription as it is from now on, new or not. */
  | { readonly kind: 'subscription-put'; readonly subscription: Subscription }
  /** With its delivery log, which is a part of it. */
  | { readonly kind: 'subscription-deleted'; readonly subscriptionId: string }
  /** No browser is woken for this person any more. */
  | { readonly kind: 'devices-forgotten'; readonly extensionId: ExtensionId }
  /** No browser is woken any more that rests on a session with this app. */
  | { readonly kind: 'app-devices-forgotten'; readonly clientId: ClientId }
  /** No subscription over one of this owner's WebSockets lasts longer than this. */
  | { readonly kind: 'connections-dropped'; readonly owner: string; readonly expiresMs: number };
