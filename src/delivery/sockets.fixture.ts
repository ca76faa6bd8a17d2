/** WebSockets of a small company, on a server of their own whose clock is moved by hand. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { unwrap } from '../domain/errors.ts';
import type { Leases } from '../domain/leases.ts';
import type { Caller } from '../domain/session.ts';
import { holdAlone } from '../process/lease-holder.fixture.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import type { Answer } from '../wire/frames.ts';
import { hashSecret } from '../wire/secrets.ts';
import { newToken } from '../wire/tokens.ts';
import { createUrls } from '../wire/urls.ts';
import { type SocketOptions, standardSocketOptions } from './socket-services.ts';
import { openSockets, type Sockets } from './sockets.ts';
import { until } from './until.fixture.ts';

export const startMs = 1_700_000_000_000;
export const secondMs = 1000;

export interface Client {
  readonly socket: WebSocket;
  // biome-ignore lint/suspicious/noExplicitAny: frames are what the server sends
  readonly frames: any[][];
  closeCode: number | undefined;
  /** The newest token to recover with. */
  wsc(): string;
}

export interface Served {
  readonly company: Company;
  readonly sockets: Sockets;
  /** What the log says of connections that were closed. */
  readonly cutOff: readonly object[];
  readonly port: number;
  pass(ms: number): void;
  /** From now on requests are done, and answered only once they are released. */
  hold(): Held;
  /** From now on it gives no sign of life, until it goes on. */
  standStill(): { goOn(): void };
  connect(number: string, wsc?: string, options?: WebSocket.ClientOptions): Promise<Client>;
  subscribe(client: Client, number: string): Promise<void>;
}

interface Held {
  /** Resolves when the first is done. */
  readonly done: Promise<void>;
  release(): void;
}

export function subscribing(messageId: string): string {
  return JSON.stringify([{ type: 'ClientRequest', messageId, method: 'POST', path: '/restapi/v1.0/subscription' }]);
}

/** Requests over a socket here do just one thing: subscribe to the caller's mailbox. */
export async function serve(
  { hasRecords, ...options }: Partial<SocketOptions> & { hasRecords?: true },
  body: (served: Served) => Promise<void>,
): Promise<void> {
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs };
  let held: { done: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> } | undefined;
  const store = await openTestStore({ clock });
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
    const subscriptionId = `of-${caller.connection?.connectionId}`;
    const { accountId, extensionId, clientId, connection } = caller;
    assert.ok(connection);
    const result = await store.execute({
      kind: 'create-subscription',
      ...{ accountId, actor: caller, clientId, subscriptionId, lifeMs: 1e9 },
      filters: [{ kind: 'messages', extensionId, text: '/mailbox', ...(hasRecords ? { hasRecords } : {}) }],
      channel: { transport: 'WebSocket', ...connection },
    });
    held?.done.resolve();
    await held?.released.promise;
    const type = { 'content-type': 'application/json' };
    return { status: result.ok ? 200 : 401, headers: type, body: JSON.stringify({ id: subscriptionId }) };
  };
  const all = { ...standardSocketOptions, sweepIntervalMs: 5, ...options };
  const urls = createUrls(() => 'http://beckon.test');
  const stillness = { over: Promise.resolve(), goOn() {} };
  const leases: Leases = {
    async tend(tending) {
      await stillness.over;
      return await store.leases.tend(tending);
    },
    leave: (holderId) => store.leases.leave(holderId),
  };
  const holder = await holdAlone({ leases });
  const sockets = await openSockets(server, { store, holder, clock, urls, callers, log, call, options: all });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clients: Client[] = [];
  try {
    await body({
      ...{ company, sockets, cutOff, port: (server.address() as AddressInfo).port },
      pass(ms) {
        nowMs += ms;
      },
      hold() {
        const [done, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        held = { done, released };
        return { done: done.promise, release: released.resolve };
      },
      standStill() {
        const { promise, resolve } = Promise.withResolvers<void>();
        Object.assign(stillness, { over: promise, goOn: resolve });
        return stillness;
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
    stillness.goOn();
    await holder.end();
    await store.close();
  }
}

export const errorOf = ({ frames }: Client) => frames.find(([{ type }]) => type === 'Error')?.[1].errorCode;
export const heardBy = ({ frames }: Client) =>
  frames.filter(([{ type }]) => type === 'ServerNotification').flatMap(([, { body }]) => body.changes[0].newMessageIds);

/** Resolves when the server has taken in everything this client has sent so far. */
export async function echoed({ socket, frames }: Client): Promise<void> {
  const before = frames.length;
  socket.send('[{"type":"Heartbeat","messageId":"beat"}]');
  await until(() => frames.slice(before).find(([{ messageId }]) => messageId === 'beat'), 'the echo');
}
