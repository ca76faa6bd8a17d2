/** The lines of one account: reads what changed for those of which nothing waits, and keeps what each is to be told. */

import type { DeliveryDraft } from '../domain/delivery-log.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { AccountChanges, Signal } from '../domain/reads/changes.ts';
import type { Subscription } from '../domain/subscription.ts';
import { type Notification, notificationsOf, reminderDueMs, remindersOf } from '../wire/notifications.ts';
import { DeliveryLine, type LineOwner } from './delivery-line.ts';
import type { PumpServices } from './pump-services.ts';
import type { DeliveryTransport } from './transport.ts';

/** Between two listings of subscriptions, which others may have changed. */
const listIntervalMs = 250;
/** Lines whose changes are read together. */
const maxGroup = 200;

export class DeliveryRoom implements LineOwner {
  readonly #accountId: AccountId;
  readonly #transports: readonly DeliveryTransport[];
  readonly #services: PumpServices;
  readonly #arm: (dueMs: number) => void;
  readonly #lines = new Map<string, DeliveryLine>();
  /** Lines of which nothing waits. */
  readonly #idle = new Set<DeliveryLine>();
  readonly #held = new Set<DeliveryLine>();
  /** Those of subscriptions that are gone, until their attempts have ended. */
  readonly #leaving = new Set<Promise<void>>();
  #areLinesStale = true;
  #areCursorsStale = false;
  #lastListMs = Number.NEGATIVE_INFINITY;
  #isStale = false;
  #looking: Promise<void> | undefined;
  #lastLookMs = 0;
  #hasEnded = false;

  constructor(
    accountId: AccountId,
    transports: readonly DeliveryTransport[],
    services: PumpServices,
    arm: (dueMs: number) => void,
  ) {
    this.#accountId = accountId;
    this.#transports = transports;
    this.#services = services;
    this.#arm = arm;
  }

  signalled({ haveSubscriptionsChanged }: Pick<Signal, 'haveSubscriptionsChanged'>): void {
    this.#areLinesStale ||= haveSubscriptionsChanged;
    this.look();
  }

  idle(line: DeliveryLine): void {
    this.#held.delete(line);
    this.#idle.add(line);
    this.look();
  }

  held(line: DeliveryLine): void {
    this.#held.add(line);
  }

  changed(line: DeliveryLine, subscription: Subscription | null): void {
    if (!subscription) this.#remove(line);
  }

  due(dueMs: number): void {
    this.#arm(dueMs);
  }

  /** Wakes what is due, and gives the time at which the next is. */
  ring(nowMs: number): number {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const line of this.#lines.values()) {
      const dueMs = this.#idle.has(line) ? this.#reminderDueMs(line) : (line.dueMs ?? nextMs);
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
    this.#hasEnded = true;
    await this.#looking;
    await Promise.all([...this.#leaving, ...[...this.#lines.values()].map((line) => line.end())]);
  }

  /** At once if the last look is long past, else a little later, together with what happens until then. */
  look(): void {
    this.#isStale = true;
    if (this.#hasEnded) return;
    this.#looking ??= this.#lookUntilFresh()
      .catch((err: unknown) => {
        this.#services.log.error({ err }, 'changes could not be read');
        this.#lookLater(this.#services.options.mendMs);
      })
      .finally(() => {
        this.#looking = undefined;
        // Asked to after the last look, and before this.
        if (this.#isStale) this.look();
      });
  }

  #lookLater(delayMs: number): void {
    setTimeout(() => this.look(), delayMs).unref();
  }

  async #lookUntilFresh(): Promise<void> {
    const { mergeMs } = this.#services.options;
    while (this.#isStale && !this.#hasEnded) {
      const waitMs = this.#lastLookMs + mergeMs - performance.now();
      // Whoever asked for the change is answered first.
      await new Promise((resolve) => (waitMs > 0 ? setTimeout(resolve, waitMs) : setImmediate(resolve)));
      this.#lastLookMs = performance.now();
      this.#isStale = false;
      await this.#listLines();
      for (const line of this.#held) line.wake();
      await this.#tellIdle();
      await this.#keepCursors();
    }
  }

  async #keepCursors(): Promise<void> {
    if (!this.#areCursorsStale) return;
    this.#areCursorsStale = false;
    const lagging = [...this.#idle].filter((line) => !line.isCursorKept && line.isActive && !line.isSilent);
    await Promise.all(lagging.map((line) => this.#stage(line, line.cursor, [])));
  }

  async #listLines(): Promise<void> {
    if (!this.#areLinesStale) return;
    const waitMs = this.#lastListMs + listIntervalMs - performance.now();
    if (waitMs > 0) {
      this.#lookLater(waitMs);
      return;
    }
    this.#lastListMs = performance.now();
    this.#areLinesStale = false;
    const found = new Set<string>();
    for (const transport of this.#transports) {
      for (const subscription of await this.#services.store.listAllSubscriptions(
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
    line.isSilent = false;
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
    const position = await store.readPosition(this.#accountId);
    const nowMs = clock.nowMs();
    const groups = new Map<Sequence, DeliveryLine[]>();
    for (const line of this.#idle) {
      const hasNews = line.cursor < position || this.#reminderDueMs(line) <= nowMs;
      if (!hasNews || line.isSilent || !line.isActive) continue;
      const group = groups.get(line.cursor);
      if (group) group.push(line);
      else groups.set(line.cursor, [line]);
    }
    for (const [since, lines] of groups) {
      for (let from = 0; from < lines.length; from += maxGroup) {
        await this.#tell(lines.slice(from, from + maxGroup), since, position);
      }
    }
    for (const line of this.#idle) {
      const dueMs = this.#reminderDueMs(line);
      if (dueMs > nowMs && line.isActive) this.#arm(dueMs);
    }
  }

  async #tell(lines: readonly DeliveryLine[], since: Sequence, position: Sequence): Promise<void> {
    const { store, options } = this.#services;
    const mailboxIds = new Set(lines.map(({ subscription }) => subscription.extensionId));
    const changes: AccountChanges =
      since < position
        ? await store.readChanges(this.#accountId, since, mailboxIds, options.maxNewIds)
        : { position: since, mailboxes: [], directory: [] };
    const byOwner = new Map(changes.mailboxes.map((mailbox) => [mailbox.extensionId, mailbox]));
    await Promise.all(lines.map((line) => this.#tellOne(line, byOwner, changes)));
    // More happened than is told at once.
    if (changes.position < position) this.#isStale = true;
  }

  async #tellOne(
    line: DeliveryLine,
    byOwner: ReadonlyMap<ExtensionId, AccountChanges['mailboxes'][number]>,
    { directory, position }: AccountChanges,
  ): Promise<void> {
    const { subscription, transport } = line;
    const nowMs = this.#services.clock.nowMs();
    const mailbox = byOwner.get(subscription.extensionId);
    const changes = { mailboxes: mailbox ? [mailbox] : [], directory };
    const told = (transport.notificationsOf ?? notificationsOf)(subscription, changes, { nowMs });
    const reminders = remindersOf(subscription, { afterMs: subscription.remindedMs, nowMs });
    if (told.length + reminders.length === 0) line.passTo(position);
    else await this.#stage(line, position, [...told, ...reminders], reminders.length > 0 ? nowMs : undefined);
  }

  async #stage(
    line: DeliveryLine,
    position: Sequence,
    notifications: readonly Notification[],
    remindedMs?: number,
  ): Promise<void> {
    const { subscriptionId, toldPosition } = line.subscription;
    const staged = unwrap(
      await this.#services.store.execute({
        kind: 'stage-deliveries',
        ...{ accountId: this.#accountId, subscriptionId, keptPosition: toldPosition },
        range: [line.cursor, position],
        drafts: notifications.map(draftOf),
        ...(remindedMs === undefined ? {} : { remindedMs }),
      }),
    );
    if (!staged) return await this.#refused(line);
    line.subscription = staged;
    if (notifications.length === 0) return;
    this.#idle.delete(line);
    line.wake();
  }

  /** Its owner is gone, or someone else has moved the cursor. */
  async #refused(line: DeliveryLine): Promise<void> {
    const { sessionId } = line.subscription;
    const ended = await this.#services.store.readEndedSessions(this.#accountId, [sessionId]);
    line.isSilent = true;
    if (ended.length > 0) return;
    this.#areLinesStale = true;
    this.#lookLater(this.#services.options.mendMs);
  }

  #reminderDueMs({ subscription }: DeliveryLine): number {
    return reminderDueMs(subscription, subscription.remindedMs);
  }
}

/** What is sent is written now, so that it stays the same byte for byte. */
function draftOf(notification: Notification): DeliveryDraft {
  return { uuid: notification.uuid, event: notification.event, body: JSON.stringify(notification) };
}
