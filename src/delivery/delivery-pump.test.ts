/** The pump on a clock and a chance moved by hand: order, back-off, giving up, resuming, who hears nothing any more. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import { unwrap } from '../domain/errors.ts';
import type { ClientId, CredentialId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Actor } from '../domain/session.ts';
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
import { until } from './until.fixture.ts';

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

/** Long enough for whatever is going to happen at once to have happened. */
const settle = () => delay(60);

async function pumping(body: (running: Running) => Promise<void>): Promise<void> {
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

test('the next attempt is known after a restart, and nothing is tried before it', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, restart, logOf }) => {
    answer(() => ({ ...refused, retryAfterMs: 10_000 }));
    await subscribe('one');
    await company.send('101', ['102']);
    await until(async () => (await logOf('one'))[0]?.attempts.length === 1, 'the first attempt');
    await restart();
    pass(9_999);
    await settle();
    assert.equal(sent.length, 1);
    pass(1);
    await until(() => sent.length === 2, 'the second attempt');
  }));

test('a subscription is given up when its oldest notification is too old, and hears everything once it is resumed', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, logOf, subscriptionOf, observed }) => {
    answer(() => refused);
    await subscribe('one');
    const ids = [(await company.send('101', ['102'])).copy.copyId + 1];
    await until(() => sent.length === 1, 'the first attempt');
    ids.push((await company.send('101', ['102'])).copy.copyId + 1);
    pass(24 * hourMs);
    const given = await until(async () => {
      const found = await subscriptionOf('one');
      return found?.status === 'Blacklisted' && found;
    }, 'the end');
    assert.equal(given.blacklisted?.reason, 'it answered 500');
    const last = await until(() => observed.find(({ attempt }) => attempt?.isGivenUp), 'the attempt that was the last');
    assert.equal(last.attempt?.isAccepted, false);
    assert.equal(observed[0]?.attempt?.isGivenUp, false);
    const attempts = sent.length;
    ids.push((await company.send('101', ['102'])).copy.copyId + 1);
    pass(100 * hourMs);
    await settle();
    assert.equal(sent.length, attempts, 'something was tried');
    assert.equal((await logOf('one'))[0]?.status, 'Failed');
    answer(() => taken);
    const command = { accountId: company.accountId, actor: company.actorOf('102'), clientId, subscriptionId: 'one' };
    await company.store.execute({ kind: 'resume-subscription', ...command });
    await until(() => ids.every((id) => sent.flatMap(idsIn).includes(id)), 'everything');
    assert.deepEqual([...new Set(sent.flatMap(idsIn))], ids);
  }));

test('one that hangs delays nobody else, and those who failed last wait only for one another', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, restart }) => {
    await restart({ slots: { healthy: 1, failing: 1, perPlace: 1 } });
    const hanging = Promise.withResolvers<AttemptResult>();
    const heardBy = (id: string) => sent.filter(({ subscriptionId }) => subscriptionId === id);
    answer(({ subscriptionId }) => {
      if (subscriptionId !== 'hangs') return taken;
      return heardBy('hangs').length === 1 ? refused : hanging.promise;
    });
    await subscribe('hangs');
    await company.send('101', ['102']);
    await until(() => heardBy('hangs').length === 1, 'the refusal');
    await until(() => {
      pass(500);
      return heardBy('hangs').length === 2;
    }, 'the attempt that hangs');
    for (const id of ['a', 'b', 'c']) await subscribe(id);
    for (let count = 1; count <= 3; count++) {
      await company.send('101', ['102']);
      for (const id of ['a', 'b', 'c']) await until(() => heardBy(id).length === count, `${id} to hear`);
    }
    assert.equal(heardBy('hangs').length, 2);
    hanging.resolve(taken);
    await until(() => new Set(heardBy('hangs').flatMap(idsIn)).size === 4, 'the rest');
  }));

test('one place is asked only a few times at once', () =>
  pumping(async ({ company, subscribe, restart, sent, answer }) => {
    await restart({ slots: { healthy: 2, failing: 2, perPlace: 8 } });
    const waiting: PromiseWithResolvers<AttemptResult>[] = [];
    answer(() => {
      const one = Promise.withResolvers<AttemptResult>();
      waiting.push(one);
      return one.promise;
    });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await subscribe(id);
    await company.send('101', ['102']);
    await until(() => waiting.length === 2, 'as many as may run');
    await settle();
    assert.equal(waiting.length, 2);
    for (let done = 0; done < 5; done++) {
      const one = await until(() => waiting.shift(), 'the next');
      assert.ok(waiting.length < 2);
      one.resolve(taken);
    }
    assert.equal(sent.length, 5);
  }));

test('who lost the role that lets them read hears what waits only once they have it again', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('one');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    answer(() => taken);
    await company.change({ kind: 'set-roles', extensionId: company.idOf('102'), roles: ['auditor'] });
    pass(hourMs);
    await company.send('101', ['103']);
    await settle();
    assert.equal(sent.length, 1);
    await company.change({ kind: 'set-roles', extensionId: company.idOf('102'), roles: ['user'] });
    await until(() => sent.length === 2, 'the page');
  }));

test('whoever was frozen hears nothing of what waits, and not when they are back either: the session has ended', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('frozen');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    await company.change({ kind: 'update-extension', extensionId: company.idOf('102'), changes: { status: 'Frozen' } });
    answer(() => taken);
    pass(hourMs);
    await company.send('101', ['103']);
    await settle();
    assert.equal(sent.length, 1);
    await company.change({
      kind: 'update-extension',
      extensionId: company.idOf('102'),
      changes: { status: 'Enabled' },
    });
    await settle();
    assert.equal(sent.length, 1, 'the session it was made in is over');
  }));

test('pages that came while its owner lacked the role are told once they have it again, though nothing waited', () =>
  pumping(async ({ company, subscribe, sent, subscriptionOf }) => {
    await subscribe('one');
    const extensionId = company.idOf('102');
    await company.change({ kind: 'set-roles', extensionId, roles: ['auditor'] });
    await until(async () => (await subscriptionOf('one'))?.status === 'Suspended', 'the status');
    const ids: number[] = [];
    for (let count = 0; count < 3; count++) {
      ids.push((await company.send('101', ['102'])).copy.copyId + 1);
      await settle();
    }
    assert.equal(sent.length, 0);
    await company.change({ kind: 'set-roles', extensionId, roles: ['user'] });
    await until(() => ids.every((id) => sent.flatMap(idsIn).includes(id)), 'what came meanwhile');
    assert.deepEqual(sent.flatMap(idsIn), ids);
  }));

test('pages that came while its session was over are told once it is renewed in another', () =>
  pumping(async ({ company, subscribe, sent, subscriptionOf }) => {
    const { accountId, actorOf, idOf, store } = company;
    await subscribe('one');
    await company.change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status: 'Disabled' } });
    await company.change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status: 'Enabled' } });
    await until(async () => (await subscriptionOf('one'))?.status === 'Suspended', 'the status');
    const ids: number[] = [];
    for (let count = 0; count < 3; count++) {
      ids.push((await company.send('101', ['102'])).copy.copyId + 1);
      await settle();
    }
    assert.equal(sent.length, 0);
    const sessionId = 'again' as Actor['sessionId'];
    unwrap(
      await store.execute({
        kind: 'open-session',
        ...{ accountId, sessionId, clientId, scopes: [], endpointId: 'e' },
        proof: { kind: 'credential', extensionId: idOf('102'), credentialId: 'jwt-102' as CredentialId },
        tokens: { accessHash: 'a', accessTtlS: 3600, refreshHash: 'r', refreshTtlS: 7200 },
      }),
    );
    const actor = { ...actorOf('102'), sessionId };
    unwrap(await store.execute({ kind: 'update-subscription', accountId, actor, clientId, subscriptionId: 'one' }));
    await until(() => ids.every((id) => sent.flatMap(idsIn).includes(id)), 'what came meanwhile');
    assert.deepEqual(sent.flatMap(idsIn), ids);
  }));

test('whoever is signed out while it waits for its turn hears nothing', () =>
  pumping(async ({ company, subscribe, restart, sent, answer }) => {
    await restart({ slots: { healthy: 1, failing: 1, perPlace: 1 } });
    const hanging = Promise.withResolvers<AttemptResult>();
    answer(() => hanging.promise);
    await subscribe('first');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the attempt that hangs');
    await subscribe('waits');
    await company.send('101', ['102']);
    await until(
      async () => (await company.store.server.readDeliveryBacklog()).waiting === 2,
      'what waits for its turn',
    );
    await settle();
    const { accountId, store, actorOf } = company;
    await store.execute({ kind: 'end-own-sessions', accountId, actor: actorOf('102'), which: 'all' });
    hanging.resolve(taken);
    await settle();
    assert.equal(sent.length, 1);
  }));

test('an expired subscription hears nothing more', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('one', { lifeMs: hourMs });
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    answer(() => taken);
    pass(hourMs);
    await company.send('101', ['102']);
    await settle();
    assert.equal(sent.length, 1);
  }));

test('reminders come a threshold before the end and at each interval, once each even over a restart', () =>
  pumping(async ({ company, subscribe, sent, pass, restart }) => {
    const filters: EventFilter[] = [
      { kind: 'messages', extensionId: company.idOf('102'), text: '/mailbox' },
      { kind: 'reminder', thresholdS: 60, intervalS: 25, text: '/reminder' },
    ];
    const { expiresMs } = await subscribe('one', { filters, lifeMs: 600_000 });
    pass(539_999);
    await settle();
    assert.equal(sent.length, 0);
    pass(1);
    await until(() => sent.length === 1, 'the first reminder');
    assert.equal(sent[0]?.notification.event, '/reminder');
    assert.partialDeepStrictEqual(sent[0]?.notification.body, {
      id: 'one',
      expirationTime: new Date(expiresMs).toISOString(),
      expiresIn: 60,
    });
    await restart();
    await settle();
    assert.equal(sent.length, 1);
    for (const [index, ms] of [25_000, 25_000].entries()) {
      pass(ms - 1);
      await settle();
      assert.equal(sent.length, index + 1);
      pass(1);
      await until(() => sent.length === index + 2, 'the next reminder');
    }
    pass(9_999);
    await settle();
    assert.equal(sent.length, 3);
  }));

test('told to end, it begins nothing more, waits for what runs, and cuts off what takes too long', () =>
  pumping(async ({ company, subscribe, sent, answer, stop, restart, logOf }) => {
    const begun = Promise.withResolvers<AttemptResult>();
    answer(() => begun.promise);
    await subscribe('quick');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the attempt');
    const stopping = stop();
    begun.resolve(taken);
    await stopping;
    assert.equal((await logOf('quick'))[0]?.status, 'Delivered', 'what ended in time is known');

    answer((_one, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))));
    await restart();
    await company.send('101', ['102']);
    await until(() => sent.length === 2, 'the next attempt');
    await stop();
    await company.send('101', ['102']);
    await settle();
    assert.equal(sent.length, 2, 'something was begun after the end');
    answer(() => taken);
    await restart();
    await until(() => sent.length === 4, 'what was cut off, and what came later');
    assert.equal(sent[2]?.delivery.uuid, sent[1]?.delivery.uuid);
  }));

test('cursors are kept now and then though nothing concerns a subscription', () =>
  pumping(async ({ company, subscribe, subscriptionOf }) => {
    await subscribe('one');
    await company.send('101', ['103']);
    const position = await company.store.server.readPosition(company.accountId);
    await until(async () => (await subscriptionOf('one'))?.toldPosition === position, 'the cursor');
  }));

test('an address that has come back hears in parts, and of every page by its id', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, restart }) => {
    await restart({ maxNewIds: 4 });
    answer(() => refused);
    await subscribe('one');
    const ids: number[] = [];
    for (let count = 0; count < 25; count++) ids.push((await company.send('101', ['102'])).copy.copyId + 1);
    answer(() => taken);
    await until(() => {
      pass(1000);
      return new Set(sent.flatMap(idsIn)).size === 25;
    }, 'everything');
    assert.deepEqual([...new Set(sent.flatMap(idsIn))], ids);
    assert.ok(sent.every((one) => idsIn(one).length <= 4));
  }));

test('a clock that is set back delays neither what is new nor what was refused', () =>
  pumping(async ({ company, subscribe, sent, answer, pass, logOf }) => {
    answer(() => refused);
    await subscribe('one');
    await company.send('101', ['102']);
    const refusedTimes = (times: number) =>
      until(async () => (await logOf('one'))[0]?.attempts.length === times, `attempt ${times}`);
    await refusedTimes(1);
    pass(-hourMs);
    await refusedTimes(2);
    await settle();
    assert.equal(sent.length, 2, 'it came before its time');
    pass(1000);
    await refusedTimes(3);
    answer(() => taken);
    pass(2000);
    await company.send('101', ['102']);
    await until(() => sent.length === 5, 'the second page');
  }));

/** 101 takes 102 out of a thread. */
async function remove({ company }: Running, page: Message): Promise<void> {
  const { conversationId } = page.page;
  const change = {
    kind: 'change-participants',
    conversationId,
    addedIds: [],
    removedIds: [company.idOf('102')],
  } as const;
  unwrap(await company.change(change));
}

test('what was kept before its owner left a thread is told no more, at the next attempt or when it is replayed', () =>
  pumping(async (running) => {
    const { company, subscribe, sent, answer, pass, logOf } = running;
    answer(() => refused);
    await subscribe('one');
    const lost = await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    await remove(running, lost);
    answer(() => taken);
    const kept = await company.send('101', ['102']);
    pass(500);
    await until(
      async () => (await logOf('one')).filter(({ status }) => status === 'Delivered').length === 2,
      'the log',
    );
    // Of the first notification nothing was left; the second also tells that something is gone.
    assert.deepEqual(sent.slice(1).map(idsIn), [[kept.copy.copyId + 1]]);
    assert.equal((await logOf('one'))[0]?.attempts.at(-1)?.statusCode, null);
    await remove(running, kept);
    const replay = { kind: 'replay-deliveries', subscriptionId: 'one', which: { number: 2 } } as const;
    unwrap(await company.change(replay as never));
    await until(async () => (await logOf('one'))[1]?.attemptCount === 2, 'the replay');
    const [, , again] = sent;
    assert.deepEqual(again && [again.notification.uuid, ...idsIn(again)], [sent[1]?.notification.uuid]);
  }));
