/** What decisions do to the delivery log. */

import type { LoggedDelivery } from '../delivery-log.ts';
import type { ExtensionId, Sequence } from '../ids.ts';

export type DeliveryEffect =
  /** The delivery as it is from now on, new or not. */
  | { readonly kind: 'delivery-put'; readonly delivery: LoggedDelivery }
  /** How far a subscription has been told. */
  | {
      readonly kind: 'subscription-told';
      readonly subscriptionId: string;
      readonly toldPosition: Sequence;
      readonly lastDelivery: number;
      readonly remindedMs: number;
    }
  /** All that wait are given up. */
  | { readonly kind: 'deliveries-failed'; readonly subscriptionId: string }
  /** Those that were given up or wait already, one of a number, or those made since a time wait anew, to be tried at once. */
  | {
      readonly kind: 'deliveries-requeued';
      readonly subscriptionId: string;
      readonly which: 'failed' | 'waiting' | { readonly number: number } | { readonly sinceMs: number };
      readonly timeMs: number;
    }
  | { readonly kind: 'delivery-forgotten'; readonly subscriptionId: string; readonly number: number }
  /** The log of everything this person was told. */
  | { readonly kind: 'deliveries-erased'; readonly extensionId: ExtensionId };
