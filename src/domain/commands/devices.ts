/** What can be asked of the browsers that are woken by push, as plain data, with the answer each gives. */

import type { AccountId, ClientId } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { EventFilter, Subscription, WebPushChannel } from '../subscription.ts';

/**
 * A browser with this endpoint listens from now on, in the actor's session, for a while. If it did before, it goes on;
 * if it was someone else's, it is no more.
 */
export interface RegisterDevice {
  readonly kind: 'register-device';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  /** For a new one. */
  readonly subscriptionId: string;
  readonly filters: readonly EventFilter[];
  readonly channel: WebPushChannel;
}

/** One of the actor's own, whichever app and session it was registered with. */
export interface RemoveDevice {
  readonly kind: 'remove-device';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly subscriptionId: string;
}

export interface DeviceOutcomes {
  'register-device': Subscription;
  'remove-device': null;
}

export type DeviceCommand = RegisterDevice | RemoveDevice;
