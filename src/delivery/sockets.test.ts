/** WebSockets on a clock moved by hand: idle, absolute and ping timeouts, the time to recover, readers that stop reading. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect as dial } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { unwrap } from '../domain/errors.ts';
import type { Caller } from '../domain/session.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Answer } from '../wire/frames.ts';
import { hashSecret } from '../wire/secrets.ts';
import { newToken } from '../wire/tokens.ts';
import { type SocketOptions, standardSocketOptions } from './socket-services.ts';
import { openSockets, type Sockets } from './sockets.ts';

const startMs = 1_700_000_000_000;
const secondMs = 1000;

interface Client {
  readonly socket: WebSocket;
  // biome-ignore lint/suspicious/noExplicitAny: frames are what the server sends
  readonly frames: any[][];
  closeCode: number | undefined;
  /** The newest token to recover with. */
  wsc(): string;
}

interface Served {
  readonly company: Company;
  readonly sockets: Sockets;
  /** What the log says of connections that were closed. */
  readonly cutOff: readonly object[];
  readonly port: number;
  pass(ms: number): void;
  /** From now on the clock cannot be believed. */
  breakClock(): void;
  /** From now on requests are done, and answered only once they are released. */
  hold(): Held;
  connect(number: string, wsc?: string, options?: WebSocket.ClientOptions): Promise<Client>;
  subscribe(client: Client, number: string): Promise<void>;
}

interface Held {
  /** Resolves when the first is done. */
  readonly done: Promise<void>;
  release(): void;
}

async function until<T>(found: () => T | undefined | false, what: string): Promise<T> {
  for (let tries = 0; tries < 2000; tries++) {
    const value = found();
    if (value !== undefined && value !== false) return value as T;
    await delay(5);
  }
  throw new Error(`waited in vain for ${what}`);
}

function subscribing(messageId: string): string {
  return JSON.stringify([{ type: 'ClientRequest', messageId, method: 'POST', path: '/restapi/v1.0/subscription' }]);
}

/** Requests over a socket here do just one thing: subscribe to the caller's mailbox. */
async function serve(options: Partial<SocketOptions>, body: (served: Served) => Promise<void>): Promise<void> {
  let nowMs = startMs;
  let isBroken = false;
  const clock = {
    nowMs() {
      if (isBroken) throw new Error('the clock leapt');
      return nowMs;
    },
  };
  let held: { done: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> } | undefined;
  const store = openSqliteStore({ dataDir: ':memory:', clock });
  const company = await foundCompany(store);
  const callers = new Map<string, Caller>();
  const server = createServer();
  const cutOff: object[] = [];
  const log = {
    info: (fields: object) => cutOff.push(fields),
    error: (fields: object) => assert.fail(JSON.stringify(fields)),
  };
  const call = async ({ headers }: { headers: Readonly<Record<string, string>> }): Promise<Answer> => {
    const caller = callers.get(headers.authorization?.slice('Socket '.length) ?? '') as Caller;
    const subscriptionId = `of-${caller.connectionId}`;
    const { accountId, extensionId, clientId, connectionId = '' } = caller;
    const result = await store.execute({
      kind: 'create-subscription',
      ...{ accountId, actor: caller, clientId, subscriptionId, lifeMs: 1e9 },
      filters: [{ kind: 'messages', extensionId, text: '/mailbox' }],
      delivery: { transport: 'WebSocket', connectionId },
    });
    held?.done.resolve();
    await held?.released.promise;
    const type = { 'content-type': 'application/json' };
    return { status: result.ok ? 200 : 401, headers: type, body: JSON.stringify({ id: subscriptionId }) };
  };
  const all = { ...standardSocketOptions, sweepIntervalMs: 5, ...options };
  const sockets = await openSockets(server, { store, clock, callers, log, call, options: all });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clients: Client[] = [];
  try {
    await body({
      ...{ company, sockets, cutOff, port: (server.address() as AddressInfo).port },
      pass(ms) {
        nowMs += ms;
      },
      breakClock() {
        isBroken = true;
      },
      hold() {
        const [done, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        held = { done, released };
        return { done: done.promise, release: released.resolve };
      },
      async connect(number, wsc = '', clientOptions = {}) {
        const { accountId } = company;
        const token = newToken(accountId);
        const issued = { accountId, actor: company.actorOf(number), tokenHash: hashSecret(token), ttlS: 600 };
        unwrap(await store.execute({ kind: 'issue-websocket-token', ...issued }));
        const { port } = server.address() as AddressInfo;
        const query = `access_token=${token}&wsc=${wsc}`;
        const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?${query}`, clientOptions);
        const client: Client = {
          ...{ socket, frames: [], closeCode: undefined },
          wsc: () => client.frames.findLast(([meta]) => meta.wsc)?.[0].wsc.token,
        };
        clients.push(client);
        socket.on('message', (data) => client.frames.push(JSON.parse(data.toString())));
        socket.on('error', () => {});
        socket.on('close', (code) => {
          client.closeCode = code;
        });
        await until(() => client.frames.length > 0, 'the first frame');
        return client;
      },
      async subscribe(client, number) {
        client.socket.send(subscribing(number));
        await until(() => client.frames.find(([{ messageId }]) => messageId === number), 'the subscription');
      },
    });
  } finally {
    for (const { socket } of clients) socket.terminate();
    await sockets.close();
    server.close();
    await store.close();
  }
}

const errorOf = ({ frames }: Client) => frames.find(([{ type }]) => type === 'Error')?.[1].errorCode;
const heardBy = ({ frames }: Client) =>
  frames.filter(([{ type }]) => type === 'ServerNotification').flatMap(([, { body }]) => body.changes[0].newMessageIds);

/** Resolves when the server has taken in everything this client has sent so far. */
async function echoed({ socket, frames }: Client): Promise<void> {
  const before = frames.length;
  socket.send('[{"type":"Heartbeat","messageId":"beat"}]');
  await until(() => frames.slice(before).find(([{ messageId }]) => messageId === 'beat'), 'the echo');
}

/** Moves the clock on from ping to ping, each of which this client answers in time. */
async function passPings({ pass }: Served, client: Client, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed++) {
    let isPinged = false;
    client.socket.once('ping', () => {
      isPinged = true;
    });
    pass(30 * secondMs);
    await until(() => isPinged, 'a ping');
    await echoed(client);
  }
}

test('a client that says nothing for half an hour is told so and closed; one with a heartbeat stays', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ pass, connect }) => {
    const [silent, alive] = [await connect('101'), await connect('102')];
    for (const minutes of [29, 2]) {
      pass(minutes * 60 * secondMs - 1);
      if (minutes === 2) continue;
      await echoed(alive);
    }
    await until(() => silent.closeCode, 'the end');
    assert.equal(errorOf(silent), 'WSG-902');
    assert.equal(alive.closeCode, undefined);
  });
});

test('after a day a connection is told so and closed, however busy it is', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ pass, connect }) => {
    const client = await connect('101');
    for (let hours = 0; hours < 24; hours += 0.25) {
      pass(0.25 * 3600 * secondMs);
      client.socket.send('[{"type":"Heartbeat","messageId":"beat"}]');
      const heard = client.frames.length;
      await until(() => client.frames.length > heard || client.closeCode, 'the echo');
    }
    await until(() => client.closeCode, 'the end');
    assert.equal(errorOf(client), 'WSG-903');
  });
});

test('a client that leaves a ping unanswered for ten seconds is cut off, one that answers stays', async () => {
  await serve({}, async (served) => {
    const [alive, dead] = [await served.connect('101'), await served.connect('102', '', { autoPong: false })];
    await passPings(served, alive, 3);
    await until(() => dead.closeCode, 'the end');
    assert.equal(dead.closeCode, 1006);
    assert.equal(alive.closeCode, undefined);
  });
});

test('a clock that is set back ends no pings', async () => {
  await serve({ idleTimeoutMs: 1e12, absoluteTimeoutMs: 1e12 }, async ({ pass, connect }) => {
    const dead = await connect('102', '', { autoPong: false });
    pass(-365 * 24 * 3600 * secondMs);
    const passedOn = () => {
      pass(30 * secondMs);
      return dead.closeCode;
    };
    assert.equal(await until(passedOn, 'the end'), 1006);
  });
});

test('recovery is possible for 180 seconds after the end, and not after that', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ company, pass, connect, subscribe, sockets }) => {
    let client = await connect('102');
    await subscribe(client, '102');
    pass(20 * 60 * secondMs);
    for (const seconds of [179, 181]) {
      client.socket.terminate();
      await until(() => sockets.size === 0, 'the end');
      const { copy } = await company.send('101', ['102']);
      pass(seconds * secondMs);
      const next = await connect('102', client.wsc());
      assert.equal(next.frames[0]?.[1].recoveryState, seconds < 180 ? 'Successful' : 'Failed');
      if (seconds < 180) await until(() => heardBy(next).includes(copy.copyId + 1), 'the page');
      client = next;
    }
  });
});

test('nothing is told until the hold after the answer to a subscription, and after the first frame, is over', async () => {
  const pages = async ({ company, connect, subscribe }: Served, isHeld: boolean) => {
    const heardFrom = async (client: Client) => {
      if (!isHeld) return await until(() => heardBy(client).length === 1, 'the page');
      await delay(100);
      await echoed(client);
      assert.deepEqual(heardBy(client), []);
    };
    const client = await connect('102');
    await subscribe(client, '102');
    await company.send('101', ['102']);
    await heardFrom(client);
    client.socket.terminate();
    await company.send('101', ['102']);
    await heardFrom(await connect('102', client.wsc()));
  };
  await serve({ holdMs: 1e9 }, (served) => pages(served, true));
  await serve({ holdMs: 1 }, (served) => pages(served, false));
});

test('a reader that stops reading is cut off before much waits for it, and hears the rest after recovering', async () => {
  await serve({ maxWaitingBytes: 20_000 }, async ({ company, connect, subscribe, cutOff }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    client.socket.pause();
    // The system's own buffers take some megabytes first: echoes fill them fast.
    const filler = `[{"type":"Heartbeat","messageId":"${'x'.repeat(500_000)}"}]`;
    const sent: number[] = [];
    for (let round = 0; round < 400 && cutOff.length === 0; round++) {
      client.socket.send(filler);
      await delay(2);
      if (round % 5 > 0) continue;
      const { copy } = await company.send('101', ['102']);
      sent.push(copy.copyId + 1);
    }
    client.socket.resume();
    await until(() => client.closeCode, 'the end');
    assert.equal(errorOf(client), 'BKN-503');
    const next = await connect('102', client.wsc());
    const heard = () => new Set([...heardBy(client), ...heardBy(next)]);
    await until(() => sent.every((id) => heard().has(id)), 'every page');
  });
});

test('whoever was signed out may still be answered for a while, and is closed then', async () => {
  await serve({}, async ({ company, pass, connect, subscribe }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    await company.change({ kind: 'update-extension', extensionId: company.idOf('102'), changes: { status: 'Frozen' } });
    await echoed(client);
    assert.equal(client.closeCode, undefined);
    const code = await until(() => {
      pass(secondMs);
      return client.closeCode;
    }, 'the end');
    assert.equal(code, 4401);
    assert.deepEqual(heardBy(client), []);
  });
});

test('a clock that cannot be believed ends neither a connection nor the server', async () => {
  await serve({}, async ({ connect, breakClock }) => {
    const client = await connect('102');
    breakClock();
    client.socket.ping();
    await echoed(client);
    assert.equal(client.closeCode, undefined);
  });
});

test('of two that take up the same connection at once one stays, and hears everything', async () => {
  await serve({}, async ({ company, connect, subscribe, sockets, port }) => {
    const lost = await connect('102');
    await subscribe(lost, '102');
    lost.socket.terminate();
    await until(() => sockets.size === 0, 'the end');
    const wires = [dial(port, '127.0.0.1'), dial(port, '127.0.0.1')];
    await Promise.all(wires.map((wire) => once(wire, 'connect')));
    // The server has accepted both by then, and reads what they ask at the same time.
    await delay(50);
    const both = await Promise.all(
      wires.map((wire) => connect('102', lost.wsc(), { createConnection: () => wire } as WebSocket.ClientOptions)),
    );
    const stays = await until(() => {
      const open = both.filter(({ closeCode }) => closeCode === undefined);
      return open.length === 1 && open[0];
    }, 'the end of the other');
    const { copy } = await company.send('101', ['102']);
    await until(() => heardBy(stays).includes(copy.copyId + 1), 'the page');
  });
});

test('a subscription that is made as its connection breaks waits to be taken up, and no longer', async () => {
  await serve({}, async ({ company, pass, connect, sockets, hold }) => {
    const client = await connect('102');
    const { done, release } = hold();
    client.socket.send(subscribing('102'));
    await done;
    client.socket.terminate();
    await until(() => sockets.size === 0, 'the end');
    release();
    const { store, accountId } = company;
    const endsMs = async () => (await store.listAllSubscriptions(accountId, 'WebSocket'))[0]?.expiresMs;
    for (let tries = 0; tries < 400 && (await endsMs()) !== startMs + 180 * secondMs; tries++) await delay(5);
    assert.equal(await endsMs(), startMs + 180 * secondMs);
    pass(181 * secondMs);
    const next = await connect('102', client.wsc());
    assert.equal(next.frames[0]?.[1].recoveryState, 'Failed');
  });
});

test('told to end, it answers what was asked before it closes, and takes nothing more', async () => {
  await serve({}, async ({ connect, sockets, hold }) => {
    const client = await connect('102');
    const { done, release } = hold();
    client.socket.send(subscribing('last'));
    await done;
    const ended = sockets.close();
    client.socket.send('[{"type":"Heartbeat","messageId":"late"}]');
    await delay(20);
    release();
    await ended;
    assert.equal(await until(() => client.closeCode, 'the end'), 1001);
    assert.deepEqual(
      client.frames.slice(1).map(([{ messageId, status }]) => [messageId, status]),
      [['last', 200]],
    );
  });
});

test('told to end, it does not wait for whoever was refused and stays', async () => {
  await serve({}, async ({ sockets, port }) => {
    const wire = dial(port, '127.0.0.1').on('error', () => {});
    let [text, isOver] = ['', false];
    wire.on('data', (part) => {
      text += part.toString('latin1');
    });
    wire.on('close', () => {
      isOver = true;
    });
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    wire.write(`GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`);
    await until(() => text.includes('missing, unknown or expired'), 'the refusal');
    await sockets.close();
    await until(() => isOver, 'the end');
  });
});
