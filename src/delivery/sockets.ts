/** The WebSocket gateway: the connections that there are, and what ends them. */

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket, WebSocketServer } from 'ws';
import type { AccountId, SessionId } from '../domain/ids.ts';
import type { Signal } from '../domain/reads/changes.ts';
import type { Caller } from '../domain/session.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';
import { frameErrorFrame } from '../wire/frames.ts';
import { createRecoveryTokens } from '../wire/recovery-tokens.ts';
import type { Urls } from '../wire/urls.ts';
import { AttemptSlots } from './attempt-slots.ts';
import { createChangeHub } from './change-hub.ts';
import { Holds } from './holds.ts';
import { admit, type Opening } from './socket-admission.ts';
import { type Registry, SocketConnection } from './socket-connection.ts';
import type { Spoken } from './socket-events.ts';
import type { Outboxes } from './socket-outbox.ts';
import { dropDeserted, watchOwners } from './socket-owners.ts';
import type { ToldSubscription } from './socket-reader.ts';
import { type SocketServices, standardSocketOptions } from './socket-services.ts';
import { WriteBatch } from './write-batch.ts';

export interface Sockets {
  /** How many connections are open. */
  readonly size: number;
  /** Tells every client that the server goes away; those that do not answer are cut off. */
  close(): Promise<void>;
}

const maxFrameBytes = 1024 * 1024;
/** Between looks at which sessions ended and which subscriptions were changed from elsewhere. */
const checkIntervalMs = 250;
const closingMs = 1000;
const refusedMs = 5000;
/** Each of them may be a megabyte, several times over. */
const readsAtOnce = 4;

type Parts = Omit<SocketServices, 'hub' | 'readSlots' | 'tokens' | 'holds' | 'options'> &
  Partial<Pick<SocketServices, 'options'>>;

/** Answers upgrades to `/ws` on a server. Subscriptions that were left by processes which are gone wait to be taken up from now on. */
export async function openSockets(server: Server, parts: Parts): Promise<Sockets> {
  const { store, log } = parts;
  const hub = createChangeHub(store, (err) => log.error({ err }, 'changes could not be read'));
  const readSlots = new AttemptSlots({ healthy: readsAtOnce, failing: 0, perPlace: readsAtOnce });
  const tokens = createRecoveryTokens(await store.server.readSecret());
  await dropDeserted(store);
  const options = parts.options ?? standardSocketOptions;
  const holds = new Holds(options.holdMs);
  return new Gateway(server, { ...parts, options, hub, readSlots, tokens, holds });
}

/** Undefined where no WebSockets are. */
function socketUrlOf({ url: asked = '' }: IncomingMessage, urls: Urls): URL | undefined {
  const url = URL.parse(urls.withoutBasePath(asked), 'http://beckon');
  return url && /^\/ws\/?$/.test(url.pathname) ? url : undefined;
}

/** Whoever offers another protocol, as HTTP clients do by themselves, is answered in this one. (RFC 9110, section 7.8.) */
export function asksForSocket(request: IncomingMessage, urls: Urls): boolean {
  return /\bwebsocket\b/i.test(request.headers.upgrade ?? '') && socketUrlOf(request, urls) !== undefined;
}

/** Loaded with the first connection: a server starts faster without. */
async function loadWebSockets(): Promise<WebSocketServer> {
  const { WebSocketServer: Server } = await import('ws');
  return new Server({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
}

/** Whoever is not let in has little time to answer that. */
function refuse(webSocket: WebSocket, code: number, reason?: string): void {
  webSocket.on('error', () => {});
  webSocket.close(code, reason);
  const late = setTimeout(() => webSocket.terminate(), refusedMs).unref();
  webSocket.once('close', () => clearTimeout(late));
}

function destroyed(this: Duplex): void {
  this.destroy();
}

class Gateway implements Sockets, Registry, Outboxes {
  readonly writes = new WriteBatch();
  readonly #services: SocketServices;
  #webSockets: WebSocketServer | undefined;
  readonly #connections = new Map<string, SocketConnection>();
  readonly #bySession = new Map<SessionId, readonly SocketConnection[]>();
  readonly #bySubscription = new Map<string, SocketConnection>();
  readonly #stop: () => void;
  #isClosing = false;
  #lastEpoch = 0;
  #waitingBytes = 0;
  /** Of accounts in which sessions ended or subscriptions were changed. */
  readonly #checks = new Map<AccountId, Wakeable>();

  constructor(server: Server, services: SocketServices) {
    this.#services = services;
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A client may be gone before it is let in.
      socket.on('error', destroyed);
      this.#upgrade(request, socket, head).catch((err: unknown) => {
        services.log.error({ err }, 'a WebSocket could not be opened');
        socket.destroy();
      });
    };
    server.on('upgrade', onUpgrade);
    const sweeper = setInterval(() => this.#sweep(), services.options.sweepIntervalMs).unref();
    const stopListening = services.store.onChange((signal) => this.#signalled(signal));
    const keepOwn = () => Promise.all([...this.#connections.values()].map((connection) => connection.keep()));
    const stopWatching = watchOwners(services, keepOwn);
    this.#stop = () => {
      server.off('upgrade', onUpgrade);
      clearInterval(sweeper);
      stopListening();
      stopWatching();
      services.hub.close();
      services.holds.end();
      for (const check of this.#checks.values()) check.end();
    };
  }

  get size(): number {
    return this.#connections.size;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stop();
    const open = [...this.#connections.values()];
    // What is left connected waits to be taken up, as after a crash.
    await Promise.all(open.map((connection) => this.#dismiss(connection)));
    // Those who were refused, and have not answered that yet.
    for (const webSocket of this.#webSockets?.clients ?? []) webSocket.terminate();
  }

  /** What was asked is answered first, and who asked told then. */
  async #dismiss(connection: SocketConnection): Promise<void> {
    const { drainMs } = this.#services.options;
    await Promise.race([connection.answerLast(), connection.closed(), delay(drainMs, undefined, { ref: false })]);
    connection.close(1001);
    const late = setTimeout(() => connection.supersede(), closingMs);
    await connection.closed();
    clearTimeout(late);
  }

  attached(connection: SocketConnection, { subscriptionId }: ToldSubscription): void {
    this.#bySubscription.get(subscriptionId)?.detach();
    this.#bySubscription.set(subscriptionId, connection);
  }

  detached(connection: SocketConnection, { subscriptionId }: ToldSubscription): void {
    if (this.#bySubscription.get(subscriptionId) === connection) this.#bySubscription.delete(subscriptionId);
  }

  closed(connection: SocketConnection): void {
    const {
      connection: { connectionId },
      caller,
    } = connection;
    if (this.#connections.get(connectionId) === connection) this.#connections.delete(connectionId);
    const others = this.#ofSession(caller).filter((other) => other !== connection);
    if (others.length === 0) this.#bySession.delete(caller.sessionId);
    else this.#bySession.set(caller.sessionId, others);
  }

  waits(bytes: number): void {
    this.#waitingBytes += bytes;
    if (bytes <= 0 || this.#waitingBytes <= this.#services.options.maxWaitingBytesOfAll) return;
    const open = [...this.#connections.values()].filter(({ isOpen }) => isOpen);
    if (open.length > 0) open.reduce((a, b) => (a.waitingBytes >= b.waitingBytes ? a : b)).cutOffAsSlow();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = socketUrlOf(request, this.#services.urls);
    if (!url) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#lastEpoch += 1;
    const opening = await admit(url, request, this.#services, {
      owned: { owner: this.#services.holder.holderId, epoch: this.#lastEpoch },
      supersede: (id) => this.#connections.get(id)?.supersede(),
    });
    this.#webSockets ??= await loadWebSockets();
    // Nobody would tell it any more that the server ends.
    if (this.#isClosing) {
      socket.destroy();
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#open({ socket: webSocket, wire: socket }, opening),
    );
  }

  #open(spoken: Spoken, opening: Opening | undefined): void {
    const { socket: webSocket } = spoken;
    if (!opening) {
      refuse(webSocket, 4400, 'The access token is missing, unknown or expired');
    } else if (this.#othersOf(opening) >= this.#services.options.maxConnectionsPerSession) {
      webSocket.send(frameErrorFrame({ code: 'too-many-connections' }));
      refuse(webSocket, 4429);
    } else {
      // Someone else may have come with the same token at the same time.
      this.#connections.get(opening.connection.connectionId)?.supersede();
      const connection = new SocketConnection(spoken, opening, this.#services, this);
      this.#connections.set(opening.connection.connectionId, connection);
      this.#bySession.set(opening.caller.sessionId, [...this.#ofSession(opening.caller), connection]);
      connection.greet(opening);
    }
  }

  /** How many connections the session has besides the one whose place is taken, which may not have closed yet. */
  #othersOf(opening: Opening): number {
    return this.#ofSession(opening.caller).filter(
      ({ connection: { connectionId } }) => connectionId !== opening.connection.connectionId,
    ).length;
  }

  #ofSession({ sessionId }: Caller): readonly SocketConnection[] {
    return this.#bySession.get(sessionId) ?? [];
  }

  #connectionsOf(accountId: AccountId): SocketConnection[] {
    return [...this.#connections.values()].filter(({ caller }) => caller.accountId === accountId);
  }

  #sweep(): void {
    const nowMs = this.#services.clock.nowMs();
    for (const connection of this.#connections.values()) connection.sweep(nowMs);
  }

  /** Subscriptions are changed over HTTP too, and sessions end there: looked at at once, then once in a while. */
  #signalled({ accountId, haveSessionsEnded, haveSubscriptionsChanged }: Signal): void {
    if (!haveSessionsEnded && !haveSubscriptionsChanged) return;
    this.#checkOf(accountId).wake();
  }

  #checkOf(accountId: AccountId): Wakeable {
    const known = this.#checks.get(accountId);
    if (known) return known;
    const failed = (err: unknown) => this.#services.log.error({ err }, 'WebSockets could not be looked at');
    const check = createWakeable({ run: () => this.#check(accountId), mergeMs: checkIntervalMs, failed });
    this.#checks.set(accountId, check);
    return check;
  }

  async #check(accountId: AccountId): Promise<void> {
    const { store } = this.#services;
    const connections = this.#connectionsOf(accountId);
    if (connections.length === 0) return;
    const held = connections.map((connection) => ({ connection, before: connection.subscription }));
    const sessionIds = [...new Set(connections.map(({ caller }) => caller.sessionId))];
    const ended = new Set(await store.server.readEndedSessions(accountId, sessionIds));
    const all = await store.server.listAllSubscriptions(accountId, 'WebSocket');
    const now = new Map(all.map((subscription) => [subscription.subscriptionId, subscription]));
    for (const { connection, before } of held) {
      if (ended.has(connection.caller.sessionId)) connection.end();
      // Since then it may have been given another, by a request of its own.
      if (!before || connection.subscription !== before) continue;
      const after = now.get(before.subscriptionId);
      if (!after) connection.detach();
      else if (JSON.stringify(after.filters) !== JSON.stringify(before.filters)) connection.changed(after);
    }
  }
}
