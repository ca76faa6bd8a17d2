/** What can be asked of subscriptions, as plain data, with the answer each gives. */

import type { AccountId, ClientId, Sequence, SessionId } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { Connection, EventFilter, Subscription } from '../subscription.ts';

/** Takes the place of a subscription over the same WebSocket connection. Refused once another has taken that one's place. */
export interface CreateSubscription {
  readonly kind: 'create-subscription';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly clientId: ClientId;
  readonly subscriptionId: string;
  readonly filters: readonly EventFilter[];
  readonly channel: Subscription['channel'];
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
  /** Of the same transport as before; a WebSocket whose place was not taken by another. Absent: where it is told now. */
  readonly channel?: Subscription['channel'];
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
  /** The one that takes its place. */
  readonly connection: Connection;
}

/** The server itself: a WebSocket is still there, whoever thought it gone. Nothing if another has taken its place. */
export interface KeepConnection {
  readonly kind: 'keep-connection';
  readonly accountId: AccountId;
  readonly connection: Connection;
}

/**
 * The server itself: a WebSocket is gone, and its subscription waits for a while. Nothing if another has taken its place.
 */
export interface DropConnection {
  readonly kind: 'drop-connection';
  readonly accountId: AccountId;
  readonly connection: Connection;
  /** How far its reader has been told, as far as is known. */
  readonly position?: Sequence;
}

/** The server itself: all WebSockets whose owners are dead are gone. */
export interface DropDesertedConnections {
  readonly kind: 'drop-deserted-connections';
  readonly accountId: AccountId;
}

export interface SubscriptionOutcomes {
  'create-subscription': Subscription;
  'update-subscription': Subscription;
  'delete-subscription': null;
  'resume-connection': Subscription | null;
  'keep-connection': null;
  'drop-connection': null;
  'drop-deserted-connections': null;
}

export type SubscriptionCommand =
  | CreateSubscription
  | UpdateSubscription
  | DeleteSubscription
  | ResumeConnection
  | KeepConnection
  | DropConnection
  | DropDesertedConnections;
