/** Processes that share data and both believe that they serve it: one delivers at a time, and neither ends what the other tells. */

import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createSystemClock } from '../domain/clock.ts';
import { unwrap } from '../domain/errors.ts';
import type { ClientId } from '../domain/ids.ts';
import type { Leases } from '../domain/leases.ts';
import type { Store } from '../domain/store.ts';
import type { Connection, Subscription } from '../domain/subscription.ts';
import { createLeaseHolder } from '../process/lease-holder.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createUrls } from '../wire/urls.ts';
import { startDeliveryPump } from './delivery-pump.ts';
import { openSockets } from './sockets.ts';
import type { AttemptResult } from './transport.ts';
import { until } from './until.fixture.ts';

const clock = createSystemClock();
const clientId = 'app-7' as ClientId;
const taken: AttemptResult = { isAccepted: true, statusCode: 200, reason: null };
const log = { info() {}, error() {} };
const subscriptionIds = ['one', 'two', 'three'];

interface Shared {
  readonly dataDir: string;
  readonly company: Company;
  open(): Promise<Store>;
}

async function sharedData(t: TestContext): Promise<Shared> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-shared-'));
  const stores: Store[] = [];
  const open = async () => {
    const store = await openTestStore({ dataDir, clock, busyTimeoutMs: 5000 });
    stores.push(store);
    return store;
  };
  t.after(async () => {
    for (const store of stores) await store.close();
    rmSync(dataDir, { recursive: true });
  });
  return { dataDir, company: await foundCompany(await open()), open };
}

async function subscribe({ store, accountId, actorOf, idOf }: Company, subscriptionId: string, over?: Connection) {
  const channel: Subscription['channel'] = over
    ? { transport: 'WebSocket', ...over }
    : { transport: 'WebHook', address: `https://hooks.example/${subscriptionId}` };
  return unwrap(
    await store.execute({
      kind: 'create-subscription',
      ...{ accountId, actor: actorOf('102'), clientId, subscriptionId, lifeMs: 3_600_000, channel },
      filters: [{ kind: 'messages', extensionId: idOf('102'), direction: 'Inbound', text: '/mailbox' }],
    }),
  );
}

async function page(company: Company, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) await company.send('101', ['102']);
}

interface Sent {
  readonly by: number | undefined;
  readonly subscriptionId: string;
  readonly number: number;
}

async function startDeliverer(t: TestContext, dataDir: string, sent: Sent[]): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'deliverer.fixture.ts'), [dataDir]);
  t.after(() => child.kill('SIGKILL'));
  child.on('message', (message) => {
    if (message !== 'ready') sent.push({ by: child.pid, ...(message as Omit<Sent, 'by'>) });
  });
  await until(() => once(child, 'message').then(() => true), 'the process to be ready');
  return child;
}

const newestOf = async ({ store, accountId }: Company) =>
  Math.min(...(await store.server.listAllSubscriptions(accountId, 'WebHook')).map(({ lastDelivery }) => lastDelivery));

test('of two processes one delivers; killed, the other goes on: nothing is lost, twice while both live, or out of order', async (t) => {
  const { dataDir, company } = await sharedData(t);
  for (const subscriptionId of subscriptionIds) await subscribe(company, subscriptionId);
  const sent: Sent[] = [];
  const first = await startDeliverer(t, dataDir, sent);
  const second = await startDeliverer(t, dataDir, sent);
  await page(company, 100);
  await until(() => sent.length >= subscriptionIds.length * 3, 'the first pages');
  assert.deepEqual([...new Set(sent.map(({ by }) => by))], [first.pid]);
  const paging = page(company, 20);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await paging;
  await until(() => sent.some(({ by }) => by === second.pid), 'the other to go on');
  await until(async () => (await company.store.server.readDeliveryBacklog()).waiting === 0, 'everything to be told');
  const newest = await newestOf(company);
  await page(company, 1);
  const heardOn = (id: string) => sent.some(({ subscriptionId, number }) => subscriptionId === id && number > newest);
  await until(() => subscriptionIds.every(heardOn), 'what comes after');
  for (const subscriptionId of subscriptionIds) {
    const own = sent.filter((one) => one.subscriptionId === subscriptionId);
    const numbersBy = (pid: number | undefined) => own.filter(({ by }) => by === pid).map(({ number }) => number);
    const [before, after] = [numbersBy(first.pid), numbersBy(second.pid)];
    // Whether the very last was taken nobody can have noted any more.
    const goesOn = after[0] === before.at(-1) ? before.slice(0, -1) : before;
    const all = [...goesOn, ...after];
    assert.ok(all.length > newest && after.length > 0);
    assert.deepEqual(
      all,
      Array.from(all, (_, index) => index + 1),
    );
  }
});

test('what one who stood still says afterwards of an attempt changes nothing', async (t) => {
  const { company, open } = await sharedData(t);
  await subscribe(company, 'one');
  const sent: string[] = [];
  const held = Promise.withResolvers<AttemptResult>();
  const failing: AttemptResult = { isAccepted: false, statusCode: 500, reason: 'late' };

  async function deliver(name: string, result: Promise<AttemptResult> | AttemptResult) {
    const store = await open();
    let isFrozen = false;
    const leases: Leases = {
      ...store.leases,
      tend: (tending) => (isFrozen ? Promise.reject(new Error('it stands still')) : store.leases.tend(tending)),
    };
    const holder = await createLeaseHolder({ leases, log, times: { lifeMs: 300, beatMs: 50 } });
    const send = async () => {
      sent.push(name);
      return await result;
    };
    const transport = { transport: 'WebHook', placeOf: () => name, maxAgeMs: 3_600_000, send } as const;
    const pump = await startDeliveryPump([transport], { store, holder, clock, log, options: { drainMs: 0 } });
    t.after(async () => {
      await pump.close();
      await holder.end();
    });
    return {
      freeze: () => {
        isFrozen = true;
      },
    };
  }

  const first = await deliver('first', held.promise);
  await until(() => company.store.leases, 'the store');
  await company.send('101', ['102']);
  await until(() => sent.length === 1, 'the attempt of the first');
  first.freeze();
  await deliver('second', taken);
  await until(() => sent.includes('second'), 'the second to go on');
  const logOf = () => company.store.as(company.actorOf('101')).readLoggedDelivery('one', 1);
  await until(async () => (await logOf())?.status === 'Delivered', 'it to be noted');
  held.resolve(failing);
  await delay(50);
  assert.deepEqual(sent, ['first', 'second']);
  assert.deepEqual([(await logOf())?.status, (await logOf())?.attemptCount], ['Delivered', 1]);
});

test('the start of a second process ends no subscription of the first; its death lets them wait to be taken up', async (t) => {
  const { company, open } = await sharedData(t);
  const times = { lifeMs: 300, beatMs: 50 };
  const first = await createLeaseHolder({ leases: company.store.leases, log, times });
  const over = { connectionId: 'a', owner: first.holderId, epoch: 1 };
  const { expiresMs } = await subscribe(company, 'one', over);
  const expiry = async () =>
    (await company.store.server.listAllSubscriptions(company.accountId, 'WebSocket'))[0]?.expiresMs;

  const store = await open();
  const second = await createLeaseHolder({ leases: store.leases, log, times });
  const parts = { store, holder: second, clock, log, urls: createUrls(() => ''), callers: new Map() };
  const sockets = await openSockets(createServer(), { ...parts, call: () => assert.fail('nobody asks') });
  t.after(async () => {
    await sockets.close();
    await second.end();
  });
  await delay(3 * times.lifeMs);
  assert.equal(await expiry(), expiresMs);
  await first.end();
  await until(async () => (await expiry()) !== expiresMs, 'the death to be noticed');
  assert.ok(((await expiry()) ?? 0) <= clock.nowMs() + 180_000);
});
