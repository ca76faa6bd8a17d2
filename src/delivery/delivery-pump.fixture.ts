/** The pump on a clock and a chance moved by hand, and an address that answers as it is told. */

import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import { unwrap } from '../domain/errors.ts';
import type { ClientId } from '../domain/ids.ts';
import type { EventFilter, Subscription } from '../domain/subscription.ts';
import { holdAlone } from '../process/lease-holder.fixture.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import type { Notification } from '../wire/notifications.ts';
import { type DeliveryPump, startDeliveryPump } from './delivery-pump.ts';
import type { ObservedDelivery } from './observer.ts';
import type { PumpOptions } from './pump-services.ts';
import { tellingReadable } from './readable-now.ts';
import type { AttemptResult, DeliveryTransport } from './transport.ts';

const startMs = 1_700_000_000_000;
export const clientId = 'app-7' as ClientId;
export const hourMs = 3_600_000;
export const taken: AttemptResult = { isAccepted: true, statusCode: 200, reason: null };
export const refused: AttemptResult = { isAccepted: false, statusCode: 500, reason: 'it answered 500' };

export interface Sent {
  readonly subscriptionId: string;
  readonly delivery: LoggedDelivery;
  readonly notification: Notification;
}

export interface Running {
  readonly company: Company;
  readonly sent: Sent[];
  readonly observed: ObservedDelivery[];
  /** How the other side answers from now on. */
  answer(how: (sent: Sent, signal: AbortSignal) => AttemptResult | Promise<AttemptResult>): void;
  subscribe(subscriptionId: string, options?: { filters?: EventFilter[]; lifeMs?: number }): Promise<Subscription>;
  pass(ms: number): void;
  restart(options?: Partial<PumpOptions>): Promise<void>;
  stop(): Promise<void>;
  logOf(subscriptionId: string): Promise<readonly LoggedDelivery[]>;
  subscriptionOf(subscriptionId: string): Promise<Subscription | undefined>;
}

/** Long enough for whatever is going to happen at once to have happened. */
export const settle = () => delay(60);

export async function pumping(body: (running: Running) => Promise<void>): Promise<void> {
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs };
  const store = await openTestStore({ clock });
  const company = await foundCompany(store);
  const sent: Sent[] = [];
  const observed: ObservedDelivery[] = [];
  let how: (one: Sent, signal: AbortSignal) => AttemptResult | Promise<AttemptResult> = () => taken;
  const transport: DeliveryTransport = {
    transport: 'WebHook',
    placeOf: ({ subscriptionId }) => subscriptionId,
    maxAgeMs: 24 * hourMs,
    async send({ subscriptionId }, delivery, signal) {
      const one = { subscriptionId, delivery, notification: JSON.parse(delivery.body) as Notification };
      sent.push(one);
      return await how(one, signal);
    },
  };
  const log = { info: () => {}, error: (fields: object) => assert.fail(JSON.stringify(fields)) };
  const start = (options: Partial<PumpOptions> = {}) =>
    startDeliveryPump([tellingReadable(transport, store)], {
      ...{ store, holder, clock, log, random: () => 0.5, observer: { delivered: (one) => observed.push(one) } },
      options: { mergeMs: 1, maxNapMs: 5, keepCursorsMs: 20, drainMs: 50, ...options },
    });
  const holder = await holdAlone(store);
  let pump: DeliveryPump = await start();
  try {
    await body({
      ...{ company, sent, observed },
      answer(next) {
        how = next;
      },
      async subscribe(subscriptionId, { filters, lifeMs = 1000 * hourMs } = {}) {
        const extensionId = company.idOf('102');
        const command = {
          accountId: company.accountId,
          actor: company.actorOf('102'),
          clientId,
          subscriptionId,
          lifeMs,
        };
        return unwrap(
          await store.execute({
            kind: 'create-subscription',
            ...command,
            filters: filters ?? [{ kind: 'messages', extensionId, direction: 'Inbound', text: '/mailbox' }],
            channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
          }),
        );
      },
      pass(ms) {
        nowMs += ms;
      },
      async restart(options) {
        await pump.close();
        pump = await start(options);
      },
      stop: () => pump.close(),
      logOf: async (subscriptionId) => {
        const query = { subscriptionId, page: 1, perPage: 1000 };
        return (await store.as(company.actorOf('101')).listLoggedDeliveries(query)).records.toReversed();
      },
      subscriptionOf: async (subscriptionId) =>
        (await store.as(company.actorOf('101')).readSubscriptionOverview(subscriptionId))?.subscription,
    });
  } finally {
    await pump.close();
    await holder.end();
    await store.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are what is sent
export const idsIn = ({ notification }: Sent): number[] => (notification.body as any).changes[0].newMessageIds;
