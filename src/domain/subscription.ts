/** A standing wish to hear of changes: which ones, how they are told, and until when. */

import type { AccountId, ClientId, ExtensionId, Sequence, SessionId } from './ids.ts';
import type { Direction } from './message.ts';

/** What one filter listens to. `text` is the filter as its owner is shown it, with every `~` resolved. */
export type EventFilter = { readonly text: string } & (
  | {
      readonly kind: 'messages';
      readonly extensionId: ExtensionId;
      readonly direction?: Direction;
      /** Over a WebSocket, what changed comes with the news that something did. */
      readonly hasRecords?: true;
    }
  /** Changes to one person or Department. */
  | { readonly kind: 'extension'; readonly extensionId: ExtensionId }
  /** Changes to any of the account's. */
  | { readonly kind: 'extensions' }
  | { readonly kind: 'directory' }
  /** The presence of one person, or of everyone who lets it be seen. `isDetailed` tells of calls as well: of none. */
  | { readonly kind: 'presence'; readonly extensionId: ExtensionId; readonly isDetailed: boolean }
  | { readonly kind: 'presences'; readonly isDetailed: boolean }
  /** That the subscription itself is about to end: first `thresholdS` seconds before, then every `intervalS`. */
  | { readonly kind: 'reminder'; readonly thresholdS: number; readonly intervalS: number }
  /** Kept and shown, and never fired: what it listens to does not happen on a paging server. */
  | { readonly kind: 'silent' }
);

/** A WebSocket. One that takes the place of another has its id, and an owner or an epoch of its own. */
export interface Connection {
  readonly connectionId: string;
  /** The process that it leads to. */
  readonly owner: string;
  /** Counts its owner's connections. */
  readonly epoch: number;
}

/** Over the connection of this id, or the one that takes its place. */
export interface WebSocketChannel extends Connection {
  readonly transport: 'WebSocket';
}

/** By POST to an address, each with its tokens in headers of their names. */
export interface WebHookChannel {
  readonly transport: 'WebHook';
  readonly address: string;
  readonly verificationToken?: string;
  readonly validationToken?: string;
}

/** To a browser, through its maker's push service: an address that only it knows of, and what to encrypt with. */
export interface WebPushChannel {
  readonly transport: 'WebPush';
  readonly endpoint: string;
  /** As base64url: the browser's public key, and a secret that it shares. */
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** What its owner sees it as. */
  readonly name: string;
}

/** `Suspended` is never kept: it is what is shown of an active one while there is a `Suspension`. */
export type SubscriptionStatus = 'Active' | 'Suspended' | 'Blacklisted';

export interface Subscription {
  readonly accountId: AccountId;
  readonly subscriptionId: string;
  /** Its owner. Others never see it. */
  readonly extensionId: ExtensionId;
  /** The app it was made with. The owner's other apps do not see it. */
  readonly clientId: ClientId;
  /** The session it was made in. */
  readonly sessionId: SessionId;
  readonly filters: readonly EventFilter[];
  readonly channel: WebSocketChannel | WebHookChannel | WebPushChannel;
  readonly createdMs: number;
  /** How long it lasts from when it is made or renewed. */
  readonly lifeMs: number;
  /** From this moment on it is as if it did not exist. */
  readonly expiresMs: number;
  readonly status: SubscriptionStatus;
  readonly blacklisted: { readonly reason: string; readonly atMs: number } | null;
  /** Where in the account's sequence its owner's knowledge begins: what came before is not told. */
  readonly position: Sequence;
  /** How far they have been told since, as far as that was kept; they may know of more. */
  readonly toldPosition: Sequence;
  /** The number of the newest entry of its delivery log; 0 before the first. */
  readonly lastDelivery: number;
  /** Up to when reminders that were due have been told. */
  readonly remindedMs: number;
}

export type Transport = Subscription['channel']['transport'];

/** The most subscriptions a person may have with one app; of browsers to wake, with all of them. WebSockets count those that wait to be taken up again too. */
export const maxSubscriptions: Readonly<Record<Transport, number>> = {
  WebHook: 20,
  WebPush: 20,
  WebSocket: 200,
};

/** How long a browser is woken after it last said that it still listens. */
export const deviceLifeMs = 30 * 24 * 3600 * 1000;

/**
 * When its owner is to be reminded next that it is about to end, after a time up to which they have been; undefined for
 * never again.
 */
export function nextReminderMs(
  { expiresMs }: Pick<Subscription, 'expiresMs'>,
  { thresholdS, intervalS }: { thresholdS: number; intervalS: number },
  afterMs: number,
): number | undefined {
  const firstMs = expiresMs - thresholdS * 1000;
  const passed = Math.floor((afterMs - firstMs) / (intervalS * 1000)) + 1;
  const nextMs = firstMs + Math.max(0, passed) * intervalS * 1000;
  return nextMs < expiresMs ? nextMs : undefined;
}

/** How long a WebSocket's subscription waits to be taken up again after its connection broke. */
export const recoveryTimeoutMs = 180_000;
