/** What can be asked of subscriptions, as plain data, with the answer each gives. */

import type { AccountId, ClientId, Sequence, SessionId } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { EventFilter, Subscription } from '../subscription.ts';

/** Takes the place of a subscription over the same WebSocket connection. */
export interface CreateSubscription {
  readonly kind: 'create-subscription';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
  readonly filters: readonly EventFilter[];
  readonly delivery: Subscription['delivery'];
  readonly lifeMs: number;
}

/** Renews it; of the rest, what is absent stays as it is. An expired subscription is not found. */
export interface UpdateSubscription {
  readonly kind: 'update-subscription';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
  readonly filters?: readonly EventFilter[];
  /** Of the same transport as before. */
  readonly delivery?: Subscription['delivery'];
  readonly lifeMs?: number;
}

export interface DeleteSubscription {
  readonly kind: 'delete-subscription';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
}

/** The server itself: a WebSocket takes the place of one that is gone. Null when that left no subscription behind. */
export interface ResumeConnection {
  readonly kind: 'resume-connection';
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly connectionId: string;
}

/** The server itself: a WebSocket is gone, or with a null id all of the account's are. They wait for a while. */
export interface DropConnection {
  readonly kind: 'drop-connection';
  readonly accountId: AccountId;
  readonly connectionId: string | null;
  /** How far its reader has been told, as far as is known. */
  readonly position?: Sequence;
}

export interface SubscriptionOutcomes {
  'create-subscription': Subscription;
  'update-subscription': Subscription;
  'delete-subscription': null;
  'resume-connection': Subscription | null;
  'drop-connection': null;
}

export type SubscriptionCommand =
  | CreateSubscription
  | UpdateSubscription
  | DeleteSubscription
  | ResumeConnection
  | DropConnection;
