/** Delivers to one subscription, in order: tries what waits until it is taken, then asks for more. */

import { attemptDueMs, type LoggedDelivery } from '../domain/delivery-log.ts';
import type { Sequence } from '../domain/ids.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Suspension } from '../domain/suspension.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';
import type { Notification } from '../wire/notifications.ts';
import type { RoomServices } from './pump-services.ts';
import type { AttemptResult, DeliveryTransport } from './transport.ts';

export interface LineOwner {
  /** Nothing of this line waits any more: it hears of changes again. */
  idle(line: DeliveryLine): void;
  /** Its owner may not hear now: to be woken when that may have changed. */
  suspended(line: DeliveryLine, suspension: Suspension): void;
  /** Its subscription ended. */
  ended(line: DeliveryLine): void;
  /** It has something to do at this time. */
  due(dueMs: number): void;
}

export class DeliveryLine {
  readonly transport: DeliveryTransport;
  readonly #services: RoomServices;
  readonly #owner: LineOwner;
  readonly #running: Wakeable;
  #subscription: Subscription;
  /** Everything before it is in the log, or concerned nobody. What is kept may lag behind. */
  #cursor: Sequence;
  /** Undefined while it has nothing to do by itself. */
  #dueMs: number | undefined = 0;
  /** By the clock, which may be set back meanwhile. */
  #sleepsSinceMs = 0;
  #isFailing = false;
  #hasEnded = false;

  constructor(subscription: Subscription, transport: DeliveryTransport, services: RoomServices, owner: LineOwner) {
    this.#subscription = subscription;
    this.#cursor = subscription.toldPosition;
    this.transport = transport;
    this.#services = services;
    this.#owner = owner;
    const { mendMs: retryMs } = services.options;
    this.#running = createWakeable({ run: () => this.#run(), retryMs, failed: (err) => this.#failed(err) });
  }

  get subscription(): Subscription {
    return this.#subscription;
  }

  /** As it is kept now. */
  set subscription(subscription: Subscription) {
    this.#subscription = subscription;
    this.#cursor = Math.max(this.#cursor, subscription.toldPosition) as Sequence;
  }

  get cursor(): Sequence {
    return this.#cursor;
  }

  get isActive(): boolean {
    const { status, expiresMs } = this.#subscription;
    return !this.#hasEnded && status === 'Active' && expiresMs > this.#services.clock.nowMs();
  }

  get isCursorKept(): boolean {
    return this.#cursor <= this.#subscription.toldPosition;
  }

  /** When it has something to do by itself; undefined while it does, or waits for news. */
  dueMs(nowMs: number): number | undefined {
    const isSetBack = this.#dueMs !== undefined && nowMs < this.#sleepsSinceMs;
    return isSetBack ? nowMs : this.#dueMs;
  }

  /** Nothing happened here before this position. */
  passTo(position: Sequence): void {
    if (position > this.#cursor) this.#cursor = position;
  }

  /** Something may wait: looks at once. */
  wake(): void {
    this.#running.wake();
  }

  /** No further attempt. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#dueMs = undefined;
    await this.#running.end();
  }

  #failed(err: unknown): void {
    if (!this.#services.signal.aborted) this.#services.log.error({ err }, 'a delivery is put off');
  }

  async #run(): Promise<void> {
    const { store, clock } = this.#services;
    this.#dueMs = undefined;
    while (this.isActive) {
      const { accountId, subscriptionId } = this.#subscription;
      const next = await store.server.readNextDelivery(accountId, subscriptionId);
      if (!next) {
        const suspension = await store.server.readSuspension(accountId, subscriptionId);
        if (suspension) this.#owner.suspended(this, suspension);
        else if (!this.#hasEnded) this.#owner.idle(this);
        return;
      }
      const nowMs = clock.nowMs();
      const dueMs = attemptDueMs(next, nowMs);
      if (dueMs > nowMs) {
        this.#dueMs = dueMs;
        this.#sleepsSinceMs = nowMs;
        this.#owner.due(dueMs);
        return;
      }
      const suspension = await this.#services.settling.during(() => this.#attempt(next));
      if (suspension) {
        this.#owner.suspended(this, suspension);
        return;
      }
    }
  }

  /** Answers why its owner may not hear now, if that is so: then nothing was sent. */
  async #attempt(delivery: LoggedDelivery): Promise<Suspension | undefined> {
    const sent = await this.#send(delivery);
    if (!sent || 'suspension' in sent) return sent?.suspension;
    const { result, timeMs, latencyMs } = sent;
    this.#isFailing = !result.isAccepted;
    try {
      await this.#settle(delivery, result, { timeMs, latencyMs });
    } finally {
      this.#observe(delivery, result, latencyMs);
    }
    return undefined;
  }

  /** Keeps its slot for no longer than the other side takes: commits are shared by those that settle together. */
  async #send(delivery: LoggedDelivery) {
    const { store, clock, slots, signal, lease } = this.#services;
    const release = await slots.take(this.transport.placeOf(this.#subscription), this.#isFailing);
    try {
      const suspension = await store.server.readSuspension(delivery.accountId, delivery.subscriptionId);
      if (suspension) return { suspension };
      if (!this.isActive) return undefined;
      if (!(await lease.confirm())) throw new Error('others may deliver by now');
      const timeMs = clock.nowMs();
      const beginMs = performance.now();
      const result = await this.transport.send(this.#subscription, delivery, signal);
      return { result, timeMs, latencyMs: Math.round(performance.now() - beginMs) };
    } finally {
      release();
    }
  }

  async #settle(
    { accountId, subscriptionId, number }: LoggedDelivery,
    { isAccepted, statusCode, reason, isGone = false, retryAfterMs = 0 }: AttemptResult,
    measured: { timeMs: number; latencyMs: number },
  ): Promise<void> {
    const { settling, random, lease } = this.#services;
    const settled = await settling.settle({
      kind: 'settle-delivery',
      ...{ accountId, epoch: lease.epoch, subscriptionId, number, isAccepted, isGone, retryAfterMs },
      attempt: { ...measured, statusCode, reason },
      maxAgeMs: this.transport.maxAgeMs,
      random: random(),
    });
    if (!settled) return;
    if (settled.subscription) this.subscription = settled.subscription;
    else this.#owner.ended(this);
  }

  #observe(delivery: LoggedDelivery, { isAccepted, statusCode, reason }: AttemptResult, latencyMs: number): void {
    const { accountId, attemptCount, body } = delivery;
    const isGivenUp = !isAccepted && this.#subscription.status === 'Blacklisted';
    this.#services.observer?.delivered({
      accountId,
      transport: this.transport.transport,
      notification: JSON.parse(body) as Notification,
      attempt: { number: attemptCount + 1, isAccepted, status: statusCode, latencyMs, reason, isGivenUp },
    });
  }
}
