/** How the pump tells: order, back-off, giving up, resuming, ending, on a clock moved by hand. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventFilter } from '../domain/subscription.ts';
import { clientId, hourMs, idsIn, pumping, refused, type Sent, settle, taken } from './delivery-pump.fixture.ts';
import type { AttemptResult } from './transport.ts';
import { until } from './until.fixture.ts';

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
