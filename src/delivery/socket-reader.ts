/** Tells the owner of a WebSocket what happened, as far as their subscription listens to it. */

import type { AccountId, ExtensionId, Sequence, SessionId } from '../domain/ids.ts';
import type { AccountChanges } from '../domain/reads/changes.ts';
import type { Subscription } from '../domain/subscription.ts';
import { notificationFrame, type RecoveryMark } from '../wire/frames.ts';
import { type Notification, notificationsOf } from '../wire/notifications.ts';
import type { Reader } from './change-hub.ts';

export interface Outlet {
  readonly isOpen: boolean;
  nowMs(): number;
  markAt(position: Sequence): RecoveryMark;
  /** Answers whether it was handed over. */
  send(frame: string): boolean;
  /** A notification was handed over. */
  told(notification: Notification): void;
  /** The session is over. */
  end(): void;
}

export class SocketReader implements Reader {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
  readonly sessionId: SessionId;
  readonly #outlet: Outlet;
  #subscription: Subscription;
  #maxNewIds: number | undefined;
  #isHeld = true;

  /** `maxNewIds` is the most new messages that are named in making up for what was missed. */
  constructor(subscription: Subscription, outlet: Outlet, maxNewIds: number) {
    this.accountId = subscription.accountId;
    this.extensionId = subscription.extensionId;
    this.sessionId = subscription.sessionId;
    this.#subscription = subscription;
    this.#outlet = outlet;
    this.#maxNewIds = maxNewIds;
  }

  get subscription(): Subscription {
    return this.#subscription;
  }

  /** Listens to other filters from now on. */
  set subscription(subscription: Subscription) {
    this.#subscription = subscription;
  }

  get hearsOfDirectory(): boolean {
    return this.#subscription.filters.some(({ kind }) => /^(directory|extensions?)$/.test(kind));
  }

  get isReady(): boolean {
    return !this.#isHeld && this.#outlet.isOpen;
  }

  release(): void {
    this.#isHeld = false;
  }

  hear(changes: Pick<AccountChanges, 'mailboxes' | 'directory'>, position: Sequence): void {
    const nowMs = this.#outlet.nowMs();
    const maxNewIds = this.#maxNewIds;
    this.#maxNewIds = undefined;
    const options = maxNewIds === undefined ? { nowMs } : { nowMs, maxNewIds };
    const notifications = notificationsOf(this.#subscription, changes, options);
    for (const [index, notification] of notifications.entries()) {
      const isLast = index === notifications.length - 1;
      const frame = notificationFrame(notification, isLast ? this.#outlet.markAt(position) : undefined);
      if (this.#outlet.send(frame)) this.#outlet.told(notification);
    }
  }

  end(): void {
    this.#outlet.end();
  }
}
