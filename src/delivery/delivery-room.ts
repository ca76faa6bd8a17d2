/** The lines of one account: which there are, and when each has something to do. */

import type { AccountId, Sequence } from '../domain/ids.ts';
import type { Signal } from '../domain/reads/changes.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Suspension } from '../domain/suspension.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';
import { reminderDueMs } from '../wire/notifications.ts';
import { DeliveryLine, type LineOwner } from './delivery-line.ts';
import { DeliveryStaging, type StagingOutcome } from './delivery-staging.ts';
import type { RoomServices } from './pump-services.ts';
import type { DeliveryTransport } from './transport.ts';

/** Between two listings of subscriptions, which others may have changed. */
const listIntervalMs = 250;
/** Lines whose changes are read together. */
const maxGroup = 200;

export class DeliveryRoom implements LineOwner {
  readonly #accountId: AccountId;
  readonly #transports: readonly DeliveryTransport[];
  readonly #services: RoomServices;
  readonly #staging: DeliveryStaging;
  readonly #arm: (dueMs: number) => void;
  /** At once if the last look is long past, else a little later, together with what happens until then. */
  readonly #looking: Wakeable;
  readonly #lines = new Map<string, DeliveryLine>();
  /** Lines of which nothing waits. */
  readonly #idle = new Set<DeliveryLine>();
  /** Lines whose owners may not read at present: with another role they may again. */
  readonly #held = new Set<DeliveryLine>();
  /** Those of subscriptions that are gone, until their attempts have ended. */
  readonly #leaving = new Set<Promise<void>>();
  #areLinesStale = true;
  #areCursorsStale = false;
  #lastListMs = Number.NEGATIVE_INFINITY;

  constructor(
    accountId: AccountId,
    transports: readonly DeliveryTransport[],
    services: RoomServices,
    arm: (dueMs: number) => void,
  ) {
    this.#accountId = accountId;
    this.#transports = transports;
    this.#services = services;
    this.#staging = new DeliveryStaging(accountId, services);
    this.#arm = arm;
    const { mergeMs, mendMs: retryMs } = services.options;
    const failed = (err: unknown) => services.log.error({ err }, 'changes could not be read');
    this.#looking = createWakeable({ run: () => this.#look(), mergeMs, retryMs, failed });
  }

  signalled({ haveSubscriptionsChanged }: Pick<Signal, 'haveSubscriptionsChanged'>): void {
    this.#areLinesStale ||= haveSubscriptionsChanged;
    this.look();
  }

  idle(line: DeliveryLine): void {
    this.#idle.add(line);
    this.look();
  }

  /** Whoever was signed out has to renew it: then it is listed anew. */
  suspended(line: DeliveryLine, suspension: Suspension): void {
    if (suspension === 'RoleMissing') this.#held.add(line);
  }

  ended(line: DeliveryLine): void {
    this.#remove(line);
  }

  due(dueMs: number): void {
    this.#arm(dueMs);
  }

  /** Wakes what is due, and gives the time at which the next is. */
  ring(nowMs: number): number {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const line of this.#lines.values()) {
      const dueMs = this.#idle.has(line) ? this.#reminderDueMs(line) : (line.dueMs(nowMs) ?? nextMs);
      if (dueMs > nowMs) nextMs = Math.min(nextMs, dueMs);
      else if (this.#idle.has(line)) this.look();
      else line.wake();
    }
    return nextMs;
  }

  /** Keeps the cursors of lines that nothing concerned for a while. */
  keepCursors(): void {
    this.#areCursorsStale = true;
    this.look();
  }

  /** Looks no more, and lets the attempts that run end. */
  async end(): Promise<void> {
    await this.#looking.end();
    await Promise.all([...this.#leaving, ...[...this.#lines.values()].map((line) => line.end())]);
  }

  look(): void {
    this.#looking.wake();
  }

  async #look(): Promise<void> {
    await this.#listLines();
    this.#wakeHeld();
    await this.#tellIdle();
    await this.#keepCursors();
  }

  #wakeHeld(): void {
    const held = [...this.#held];
    this.#held.clear();
    for (const line of held) line.wake();
  }

  async #keepCursors(): Promise<void> {
    if (!this.#areCursorsStale) return;
    this.#areCursorsStale = false;
    const lagging = [...this.#idle].filter((line) => !line.isCursorKept && line.isActive);
    await Promise.all(lagging.map(async (line) => this.#staged(line, await this.#staging.keepCursor(line))));
  }

  async #listLines(): Promise<void> {
    if (!this.#areLinesStale) return;
    const waitMs = this.#lastListMs + listIntervalMs - performance.now();
    if (waitMs > 0) {
      this.#looking.wakeIn(waitMs);
      return;
    }
    this.#lastListMs = performance.now();
    this.#areLinesStale = false;
    const found = new Set<string>();
    for (const transport of this.#transports) {
      for (const subscription of await this.#services.store.server.listAllSubscriptions(
        this.#accountId,
        transport.transport,
      )) {
        found.add(subscription.subscriptionId);
        this.#lineOf(subscription, transport);
      }
    }
    for (const [subscriptionId, line] of this.#lines) if (!found.has(subscriptionId)) this.#remove(line);
  }

  /** Woken in any case: deliveries of it may have been made to wait again. */
  #lineOf(subscription: Subscription, transport: DeliveryTransport): void {
    const known = this.#lines.get(subscription.subscriptionId);
    const line = known ?? new DeliveryLine(subscription, transport, this.#services, this);
    if (known) known.subscription = subscription;
    this.#lines.set(subscription.subscriptionId, line);
    this.#rouse(line);
  }

  /** It has something to do by itself, or to find out why it hears nothing. */
  #rouse(line: DeliveryLine): void {
    this.#idle.delete(line);
    line.wake();
  }

  #remove(line: DeliveryLine): void {
    this.#lines.delete(line.subscription.subscriptionId);
    this.#idle.delete(line);
    this.#held.delete(line);
    const leaving = line.end().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  async #tellIdle(): Promise<void> {
    const { store, clock } = this.#services;
    if (this.#idle.size === 0) return;
    const position = await store.server.readPosition(this.#accountId);
    const nowMs = clock.nowMs();
    const groups = new Map<Sequence, DeliveryLine[]>();
    for (const line of this.#idle) {
      const hasNews = line.cursor < position || this.#reminderDueMs(line) <= nowMs;
      if (!hasNews || !line.isActive) continue;
      const group = groups.get(line.cursor);
      if (group) group.push(line);
      else groups.set(line.cursor, [line]);
    }
    for (const [since, lines] of groups) {
      for (let from = 0; from < lines.length; from += maxGroup) {
        await this.#tell(lines.slice(from, from + maxGroup), { since, position });
      }
    }
    for (const line of this.#idle) {
      const dueMs = this.#reminderDueMs(line);
      if (dueMs > nowMs && line.isActive) this.#arm(dueMs);
    }
  }

  async #tell(lines: readonly DeliveryLine[], stretch: { since: Sequence; position: Sequence }): Promise<void> {
    const changes = await this.#staging.read(lines, stretch);
    await Promise.all(lines.map(async (line) => this.#staged(line, await this.#staging.tell(line, changes))));
    // More happened than is told at once.
    if (changes.position < stretch.position) this.look();
  }

  #staged(line: DeliveryLine, outcome: StagingOutcome): void {
    if (outcome === 'nothing') return;
    if (outcome !== 'refused') {
      this.#rouse(line);
      return;
    }
    // Someone else has moved the cursor, or its owner is gone: it is looked at as it is kept now.
    this.#idle.delete(line);
    this.#areLinesStale = true;
    this.#looking.wakeIn(this.#services.options.mendMs);
  }

  #reminderDueMs({ subscription }: DeliveryLine): number {
    return reminderDueMs(subscription, subscription.remindedMs);
  }
}
