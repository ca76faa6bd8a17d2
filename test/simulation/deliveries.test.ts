/**
 * Addresses that refuse, hang, take and say nothing, or take slowly; a server that dies between any two steps: in the end
 * each has heard of every page, in order, and whatever came more than once came with the same uuid and bytes.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type DeliveryPump, startDeliveryPump } from '../../src/delivery/delivery-pump.ts';
import type { AttemptResult, DeliveryTransport } from '../../src/delivery/transport.ts';
import { DomainError, unwrap } from '../../src/domain/errors.ts';
import type { ClientId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/domain/store.ts';
import { createLeaseHolder } from '../../src/process/lease-holder.ts';
import { type Company, centuryS, foundCompany } from '../../src/store/contract/company.fixture.ts';
import { openTestStore } from '../../src/store/open-test-store.fixture.ts';
import type { Notification } from '../../src/wire/notifications.ts';
import { Random } from '../operations/random-inputs.ts';

const seeds = process.env.BECKON_SIMULATION_SEED ? [Number(process.env.BECKON_SIMULATION_SEED)] : [1, 2, 3];
const steps = 200;
const listeners = ['102', '103', '104'];
const clientId = 'app-7' as ClientId;
const hourMs = 3_600_000;
const timeoutMs = 5000;
const accepted: AttemptResult = { isAccepted: true, statusCode: 200, reason: null };
const failed: AttemptResult = { isAccepted: false, statusCode: 500, reason: 'it answered 500' };
const late: AttemptResult = { isAccepted: false, statusCode: null, reason: 'it did not answer' };

/** `deaf` never answers and hears nothing; `mute` hears and never answers; `cross` hears and refuses. */
const moods = ['well', 'well', 'refusing', 'deaf', 'mute', 'cross', 'slow'] as const;
type Mood = (typeof moods)[number];

interface Receiver {
  readonly subscriptionId: string;
  readonly owner: string;
  mood: Mood;
  readonly heard: Notification[];
  readonly texts: Map<string, string>;
}

interface Answering {
  readonly dueMs: number;
  readonly answer: () => void;
}

/** A store as one process sees it, which may die before or after any of its calls. Now and then it takes no change. */
class Mortal {
  readonly store: Store;
  isDead = false;
  #callsLeft = Number.POSITIVE_INFINITY;

  constructor(inner: Store, isOverloaded: () => boolean) {
    const mortal = <T extends object>(calls: T): T =>
      new Proxy(calls, {
        get: (target, name) => {
          const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
          return (...args: unknown[]) =>
            this.#ask(() => {
              if (name === 'execute' && isOverloaded()) throw new DomainError({ code: 'overloaded' });
              return method.apply(target, args);
            });
        },
      });
    this.store = {
      ...mortal(inner),
      as: (actor) => mortal(inner.as(actor)),
      server: mortal(inner.server),
      onChange: inner.onChange,
    };
  }

  /** Dies after so many more calls, of which the last may or may not have been done. */
  dieAfter(calls: number): void {
    this.#callsLeft = calls;
  }

  async #ask(call: () => Promise<unknown>): Promise<unknown> {
    if (this.isDead) return await new Promise(() => {});
    if (--this.#callsLeft > 0) return await call();
    this.isDead = true;
    if (this.#callsLeft % 2 === 0) await call();
    return await new Promise(() => {});
  }
}

class World {
  readonly random: Random;
  readonly company: Company;
  readonly receivers: Receiver[] = [];
  readonly sent = new Map<string, number[]>();
  readonly #dataDir: string;
  nowMs = 1_700_000_000_000;
  readonly clock = { nowMs: () => this.nowMs };
  store: Store;
  #mortal: Mortal;
  #pump: DeliveryPump | undefined;
  #answering: Answering[] = [];
  deaths = 0;
  /** Whether the store is overloaded now and then. */
  isTroubled = true;

  private constructor(seed: number, dataDir: string, store: Store, company: Company) {
    this.random = new Random(seed);
    this.#dataDir = dataDir;
    this.store = store;
    this.company = company;
    this.#mortal = new Mortal(store, () => false);
    for (const number of listeners) this.sent.set(number, []);
  }

  static async begin(seed: number, dataDir: string): Promise<World> {
    const store = await openTestStore({ dataDir, clock: { nowMs: () => 1_700_000_000_000 } });
    const founded = await foundCompany(store, undefined, centuryS);
    await store.close();
    const world = new World(
      seed,
      dataDir,
      await openTestStore({ dataDir, clock: { nowMs: () => world.nowMs } }),
      founded,
    );
    for (const [index, owner] of [...listeners, ...listeners].entries()) await world.#subscribe(owner, index);
    await world.#start();
    return world;
  }

  async #subscribe(owner: string, index: number): Promise<void> {
    const subscriptionId = `of-${owner}-${index}`;
    const { accountId, actorOf, idOf } = this.company;
    unwrap(
      await this.store.execute({
        kind: 'create-subscription',
        ...{ accountId, actor: actorOf(owner), clientId, subscriptionId, lifeMs: 1e6 * hourMs },
        filters: [{ kind: 'messages', extensionId: idOf(owner), direction: 'Inbound', text: '/mailbox' }],
        channel: { transport: 'WebHook', address: `https://${index}.example/` },
      }),
    );
    this.receivers.push({ subscriptionId, owner, mood: 'well', heard: [], texts: new Map() });
  }

  async #start(): Promise<void> {
    this.#mortal = new Mortal(this.store, () => this.isTroubled && this.random.is(0.1));
    const transport: DeliveryTransport = {
      transport: 'WebHook',
      placeOf: ({ subscriptionId }) => subscriptionId,
      maxAgeMs: 24 * hourMs,
      send: (subscription, { body }) => this.#send(this.receiver(subscription.subscriptionId), body),
    };
    const log = { info: () => {}, error: (about: { err?: Error }) => assert.equal(about.err?.message, 'overloaded') };
    const { leases } = this.store;
    const holder = await createLeaseHolder({ leases, log: { error() {} }, isAlone: true });
    this.#pump = await startDeliveryPump([transport], {
      ...{ store: this.#mortal.store, holder, clock: this.clock, log, random: () => this.random.next() },
      options: { mergeMs: 0, maxNapMs: 1, keepCursorsMs: 5, maxNewIds: 3, mendMs: 1, drainMs: 0 },
    });
  }

  receiver(subscriptionId: string): Receiver {
    return this.receivers.find((one) => one.subscriptionId === subscriptionId) as Receiver;
  }

  #send(receiver: Receiver, text: string): Promise<AttemptResult> {
    const { mood } = receiver;
    if (mood !== 'refusing' && mood !== 'deaf') this.#hear(receiver, text);
    if (mood === 'well') return Promise.resolve(accepted);
    if (mood === 'refusing' || mood === 'cross') return Promise.resolve(failed);
    const result = mood === 'slow' ? accepted : late;
    const dueMs = this.nowMs + (mood === 'slow' ? this.random.below(timeoutMs) : timeoutMs);
    return new Promise((resolve) => this.#answering.push({ dueMs, answer: () => resolve(result) }));
  }

  #hear({ heard, texts, subscriptionId }: Receiver, text: string): void {
    const notification = JSON.parse(text) as Notification;
    const before = texts.get(notification.uuid);
    if (before !== undefined) assert.equal(text, before, `${subscriptionId} heard other bytes under one uuid`);
    texts.set(notification.uuid, text);
    heard.push(notification);
  }

  pass(ms: number): void {
    this.nowMs += ms;
    const due = this.#answering.filter(({ dueMs }) => dueMs <= this.nowMs);
    this.#answering = this.#answering.filter(({ dueMs }) => dueMs > this.nowMs);
    for (const { answer } of due) answer();
  }

  async page(): Promise<void> {
    const to = listeners.filter(() => this.random.is(0.6));
    if (to.length === 0) return;
    const { copy } = unwrap(await this.store.execute(this.company.page('101', to)));
    for (const [index, number] of to.entries()) this.sent.get(number)?.push(copy.copyId + 1 + index);
  }

  /** Kills the process at once, or in the middle of what it does next. */
  async die(): Promise<void> {
    this.deaths++;
    this.#mortal.dieAfter(1 + this.random.below(12));
    for (let turns = 0; turns < 20 && !this.#mortal.isDead; turns++) {
      if (turns % 5 === 0) await this.page();
      await turn();
    }
    this.#mortal.isDead = true;
    this.#answering = [];
    await this.store.close();
    this.store = await openTestStore({ dataDir: this.#dataDir, clock: this.clock });
    await this.#start();
  }

  async resumeAll(): Promise<number> {
    const { accountId, actorOf } = this.company;
    const all = await this.store.server.listAllSubscriptions(accountId, 'WebHook');
    const given = all.filter(({ status }) => status === 'Blacklisted');
    for (const { subscriptionId } of given) {
      const command = { accountId, actor: actorOf('101'), clientId, subscriptionId };
      unwrap(await this.store.execute({ kind: 'resume-subscription', ...command }));
    }
    return given.length;
  }

  async step(): Promise<void> {
    const chance = this.random.next();
    if (chance < 0.4) await this.page();
    else if (chance < 0.65) this.pass(this.random.below(4000));
    else if (chance < 0.85) this.random.one(this.receivers).mood = this.random.one(moods);
    else if (chance < 0.93) await this.die();
    else if (chance < 0.96) this.pass(30 * hourMs);
    else await this.resumeAll();
    for (let turns = this.random.below(6); turns > 0; turns--) await turn();
  }

  async end(): Promise<void> {
    await this.#pump?.close();
    await this.store.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are what is sent
const idsIn = ({ body }: Notification): number[] => (body as any).changes[0].newMessageIds;

function missedBy(world: World, { owner, heard }: Receiver): number[] {
  const ids = new Set(heard.flatMap(idsIn));
  return (world.sent.get(owner) ?? []).filter((id) => !ids.has(id));
}

async function hearEverything(world: World, seed: number): Promise<void> {
  for (const receiver of world.receivers) receiver.mood = 'well';
  world.isTroubled = false;
  for (let rounds = 0; rounds < 5000; rounds++) {
    await world.resumeAll();
    world.pass(5000);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (world.receivers.every((receiver) => missedBy(world, receiver).length === 0)) return;
  }
  const missed = world.receivers.map((receiver) => [receiver.subscriptionId, missedBy(world, receiver)]);
  assert.fail(`seed ${seed}: never told ${JSON.stringify(missed)}`);
}

for (const seed of seeds) {
  test(`every address hears of every page in order, whatever dies or answers badly (seed ${seed})`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'beckon-deliveries-'));
    const world = await World.begin(seed, dataDir);
    try {
      for (let count = 0; count < steps; count++) await world.step();
      await hearEverything(world, seed);
      assert.ok(world.deaths > 5, 'hardly anything happened');
      for (const { subscriptionId, owner, heard } of world.receivers) {
        const first = new Map<string, Notification>();
        for (const notification of heard) if (!first.has(notification.uuid)) first.set(notification.uuid, notification);
        // The first time of each uuid, in the order heard: every page once, none before an older one.
        const told = [...first.values()].flatMap(idsIn);
        assert.deepEqual(told, world.sent.get(owner), `${subscriptionId}, seed ${seed}`);
      }
    } finally {
      await world.end();
      rmSync(dataDir, { recursive: true });
    }
  });
}
