/** Tells the owner of a WebSocket what happened, as far as their subscription listens to it. */

import type { AccountId, ExtensionId, Sequence, SessionId } from '../domain/ids.ts';
import type { Place } from '../domain/place.ts';
import type { Subscription } from '../domain/subscription.ts';
import { notificationFrame, type RecoveryMark } from '../wire/frames.ts';
import { type Notification, notificationsOf } from '../wire/notifications.ts';
import type { HeardChanges, Reader } from './change-hub.ts';
import { filtersWithRecords, RecordsOfFilters } from './filter-records.ts';
import type { NewsReader } from './mailbox-news.ts';

export interface Outlet {
  readonly isOpen: boolean;
  nowMs(): number;
  markAt(place: Place, nowMs: number): RecoveryMark;
  /** Answers whether it was handed over. */
  send(frame: string, nowMs: number): boolean;
  /** A notification was handed over. */
  told(notification: Notification): void;
  /** The session is over. */
  end(): void;
  /** Reads the records of what it is told. */
  newsReader(): NewsReader;
}

/** As much of a subscription as whoever is connected keeps in memory. */
export type ToldSubscription = Pick<
  Subscription,
  'accountId' | 'extensionId' | 'sessionId' | 'subscriptionId' | 'filters'
>;

interface Missed {
  readonly maxNewIds: number;
  readonly since: Sequence;
}

export class SocketReader implements Reader {
  readonly subscription: ToldSubscription;
  readonly #outlet: Outlet;
  /** Absent where none are asked for. */
  readonly #records: RecordsOfFilters | undefined;
  #maxNewIds: number | undefined;
  #isHeld = true;

  /** `maxNewIds` is the most new messages that are named in making up for what was missed, from `since` on. */
  constructor(subscription: ToldSubscription, outlet: Outlet, { maxNewIds, since }: Missed) {
    this.subscription = subscription;
    this.#outlet = outlet;
    this.#maxNewIds = maxNewIds;
    const filters = filtersWithRecords(subscription.filters);
    this.#records = filters.length > 0 ? new RecordsOfFilters(filters, since, outlet.newsReader()) : undefined;
  }

  get accountId(): AccountId {
    return this.subscription.accountId;
  }

  get extensionId(): ExtensionId {
    return this.subscription.extensionId;
  }

  get sessionId(): SessionId {
    return this.subscription.sessionId;
  }

  get hearsOfCompany(): boolean {
    return this.subscription.filters.some(({ kind }) => /^(directory|extensions?|presences?)$/.test(kind));
  }

  get hearsRecords(): boolean {
    return this.#records !== undefined;
  }

  async readRecords(): Promise<void> {
    await this.#records?.read();
  }

  get isReady(): boolean {
    return !this.#isHeld && this.#outlet.isOpen;
  }

  release(): void {
    this.#isHeld = false;
  }

  hear(changes: HeardChanges, place: Place): void {
    const nowMs = this.#outlet.nowMs();
    const maxNewIds = this.#maxNewIds;
    this.#maxNewIds = undefined;
    const newsOf = this.#records?.take();
    const options = {
      nowMs,
      ...(maxNewIds === undefined ? {} : { maxNewIds }),
      ...(newsOf === undefined ? {} : { newsOf }),
    };
    const notifications = notificationsOf(this.subscription, changes, options);
    for (const [index, notification] of notifications.entries()) {
      const isLast = index === notifications.length - 1;
      const frame = notificationFrame(notification, isLast ? this.#outlet.markAt(place, nowMs) : undefined);
      if (this.#outlet.send(frame, nowMs)) this.#outlet.told(notification);
    }
  }

  end(): void {
    this.#outlet.end();
  }
}
