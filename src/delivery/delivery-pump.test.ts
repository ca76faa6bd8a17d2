/** The pump on a clock and a chance moved by hand: order, back-off, giving up, resuming, who hears nothing any more. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import { unwrap } from '../domain/errors.ts';
import type { ClientId } from '../domain/ids.ts';
import type { EventFilter, Subscription } from '../domain/subscription.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Notification } from '../wire/notifications.ts';
import { type DeliveryPump, startDeliveryPump } from './delivery-pump.ts';
import type { ObservedDelivery } from './observer.ts';
import type { PumpOptions } from './pump-services.ts';
import type { AttemptResult, DeliveryTransport } from './transport.ts';

const startMs = 1_700_000_000_000;
const clientId = 'app-7' as ClientId;
const hourMs = 3_600_000;
const taken: AttemptResult = { isAccepted: true, statusCode: 200, reason: null };
const refused: AttemptResult = { isAccepted: false, statusCode: 500, reason: 'it answered 500' };

interface Sent {
  readonly subscriptionId: string;
  readonly delivery: LoggedDelivery;
  readonly notification: Notification;
}

interface Running {
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

async function until<T>(found: () => T | undefined | false | Promise<T | undefined | false>, what: string): Promise<T> {
  for (let tries = 0; tries < 2000; tries++) {
    const value = await found();
    if (value !== undefined && value !== false) return value as T;
    await delay(3);
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Long enough for whatever is going to happen at once to have happened. */
const settle = () => delay(60);

async function pumping(body: (running: Running) => Promise<void>): Promise<void> {
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs };
  const store = openSqliteStore({ dataDir: ':memory:', clock });
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
    startDeliveryPump([transport], {
      ...{ store, clock, log, random: () => 0.5, observer: { delivered: (one) => observed.push(one) } },
      options: { mergeMs: 1, maxNapMs: 5, keepCursorsMs: 20, drainMs: 50, ...options },
    });
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
            delivery: { transport: 'WebHook', address: 'https://hooks.example/a' },
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
        return (await store.listLoggedDeliveries(company.actorOf('101'), query)).records.toReversed();
      },
      subscriptionOf: async (subscriptionId) =>
        (await store.readSubscriptionOverview(company.actorOf('101'), subscriptionId))?.subscription,
    });
  } finally {
    await pump.close();
    await store.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are what is sent
const idsIn = ({ notification }: Sent): number[] => (notification.body as any).changes[0].newMessageIds;

test('a page is told once, by the id of its own copy, and is in the log as delivered', () =>
  pumping(async ({ company, subscribe, sent, logOf, observed }) => {
    await subscribe('one');
    const { copy } = await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the page');
    assert.deepEqual(idsIn(sent[0] as Sent), [copy.copyId + 1]);
    const entry = await until(async () => (await logOf('one')).find(({ status }) => status === 'Delivered'), 'the log');
    assert.equal(entry.number, 1);
    assert.equal(entry.attempts[0]?.statusCode, 200);
    await company.send('101', ['103']);
    await settle();
    assert.equal(sent.length, 1);
    assert.equal(observed[0]?.attempt?.number, 1);
  }));

test('what is refused is tried again with the same uuid and bytes, first within a second and then ever later', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, logOf }) => {
    answer(() => refused);
    await subscribe('one');
    await company.send('101', ['102']);
    for (const [index, waitMs] of [500, 1000, 2000, 4000].entries()) {
      await until(async () => (await logOf('one'))[0]?.attempts.length === index + 1, `attempt ${index + 1}`);
      pass(waitMs - 1);
      await settle();
      assert.equal(sent.length, index + 1, `it came before ${waitMs} ms`);
      pass(1);
    }
    await until(() => sent.length === 5, 'the fifth attempt');
    assert.equal(new Set(sent.map(({ delivery }) => delivery.uuid)).size, 1);
    assert.equal(new Set(sent.map(({ delivery }) => delivery.body)).size, 1);
  }));

test('while an address is dead its queue does not grow, and then it hears everything, in order', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, logOf }) => {
    answer(() => refused);
    await subscribe('one');
    const ids: number[] = [];
    for (let count = 0; count < 30; count++) {
      ids.push((await company.send('101', ['102'])).copy.copyId + 1);
      if (count === 0) await until(() => sent.length > 0, 'the first attempt');
    }
    await settle();
    assert.equal((await logOf('one')).length, 1);
    answer(() => taken);
    const heard = () =>
      new Set(sent.filter(({ delivery }) => delivery.attemptCount > 0 || sent.length > 1).flatMap(idsIn));
    await until(() => {
      pass(1000);
      return ids.every((id) => heard().has(id));
    }, 'every page');
    const order = [...new Set(sent.flatMap(idsIn))];
    assert.deepEqual(order, ids);
  }));
