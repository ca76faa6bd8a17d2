/** Connections that flap, pages all the while, a server that crashes: at the end every reader has heard of every page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { messageStore, RawSocket, socketToken } from '../acceptance/raw-socket.ts';
import { Relay } from '../acceptance/relay.ts';
import { type ServerProcess, startServer, type Target } from '../acceptance/server-process.ts';
import { until } from '../acceptance/until.ts';

const seed = Number(process.env.BECKON_SIMULATION_SEED ?? 20121018);
const crashes = 2;
const roundsBetweenCrashes = 12;
const numbers = ['102', '103', '104', '105'];

/** Numbers below 1, the same for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Someone who listens, loses the connection and comes back with what they last held. */
class Reader {
  readonly #url: string;
  readonly #token: string;
  readonly person: Person;
  readonly past: RawSocket[] = [];
  current: RawSocket | undefined;
  #wsc = '';

  constructor(url: string, person: Person, token: string) {
    this.#url = url;
    this.person = person;
    this.#token = token;
  }

  async connect(): Promise<void> {
    while (!this.current) {
      const query = `access_token=${this.#token}${this.#wsc === '' ? '' : `&wsc=${this.#wsc}`}`;
      const socket = new RawSocket(`${this.#url}/ws?${query}`);
      const details = await until(
        () => socket.frames[0] ?? (socket.closeCode === undefined ? undefined : []),
        'a connection, or its end',
      );
      if (details.length === 0) {
        await delay(20);
        continue;
      }
      if (this.#wsc !== '') assert.equal(details[1].recoveryState, 'Successful', `seed ${seed}`);
      else await socket.subscribe(messageStore);
      this.current = socket;
      this.past.push(socket);
    }
  }

  /** Forgets the connection, whoever has ended it. */
  lose(): void {
    this.#wsc = this.current?.wsc || this.#wsc;
    this.current?.drop();
    this.current = undefined;
  }

  get heard(): Set<number> {
    return new Set(this.past.flatMap(({ newIds }) => newIds));
  }
}

interface World {
  readonly server: ServerProcess;
  readonly readers: readonly Reader[];
  readonly senders: readonly Person[];
  readonly random: () => number;
  sentCount: number;
}

/** A few pages, some at once, while some connections break at random moments. */
async function playRound(world: World): Promise<void> {
  const { readers, senders, random } = world;
  const pages = Array.from({ length: 1 + Math.floor(random() * 6) }, async () => {
    await delay(random() * 20);
    const sender = senders[Math.floor(random() * senders.length)] as Person;
    const to = numbers.filter(() => random() < 0.6).map((extensionNumber) => ({ extensionNumber }));
    const text = `page ${world.sentCount++}`;
    const body = { to: to.length === 0 ? [{ extensionNumber: '102' }] : to, text };
    await sender.call(`${mine}/company-pager`, { body }).catch(() => {});
  });
  const breaks = readers
    .filter(() => random() < 0.4)
    .map(async (reader) => {
      await delay(random() * 20);
      if (random() < 0.3) await reader.current?.close();
      reader.lose();
      await delay(random() * 60);
      await reader.connect();
    });
  await Promise.all([...pages, ...breaks]);
}

async function crash({ server, readers }: World, relay: Relay): Promise<void> {
  await server.kill9();
  relay.hold();
  const before = server.listeningUrl;
  for (const reader of readers) reader.lose();
  relay.breakAll();
  await server.start();
  relay.leadTo(await until(() => server.listeningUrl !== before && server.listeningUrl, 'the new address'));
  await Promise.all(readers.map((reader) => reader.connect()));
}

async function mailboxOf({ person }: Reader): Promise<number[]> {
  const { body } = await person.call<{ records: { id: number; subject: string }[] }>(`${messageStore}?perPage=max`);
  return body.records.filter(({ subject }) => subject.startsWith('page ')).map(({ id }) => id);
}

test(`flapping connections and ${crashes} crashes of the server lose no notification, and repeat none on one connection (seed ${seed})`, async () => {
  const relay = await Relay.open();
  const server = await startServer({ argsAfter: ['--public-url', relay.url] });
  try {
    relay.leadTo(await until(() => server.listeningUrl, 'the address'));
    const target: Target = server;
    const people = await Promise.all(numbers.map((number) => signIn(target, number)));
    const readers = await Promise.all(
      people.map(async (person) => new Reader(relay.url, person, (await socketToken(person)).ws_access_token)),
    );
    await Promise.all(readers.map((reader) => reader.connect()));
    const senders = [await signIn(target, '101'), await signIn(target, '106')];
    const world: World = { server, readers, senders, random: randomFrom(seed), sentCount: 0 };
    for (let part = 0; part <= crashes; part++) {
      for (let round = 0; round < roundsBetweenCrashes; round++) await playRound(world);
      if (part === crashes) break;
      // Killed in the middle of a round, whose pages may or may not have been kept.
      const round = playRound({ ...world, readers: [] });
      await delay(world.random() * 30);
      await crash(world, relay);
      await round;
    }
    for (const reader of readers) {
      const mailbox = await mailboxOf(reader);
      assert.ok(mailbox.length > 0);
      await until(() => mailbox.every((id) => reader.heard.has(id)), `${reader.person.number} to hear, seed ${seed}`);
      for (const { newIds } of reader.past) {
        assert.deepEqual(
          newIds,
          [...new Set(newIds)].sort((a, b) => a - b),
          `in order and once, seed ${seed}`,
        );
      }
      assert.deepEqual([...reader.heard].sort(), [...mailbox].sort(), `nothing but what there is, seed ${seed}`);
    }
  } finally {
    await relay.close();
    await server.close();
  }
});
