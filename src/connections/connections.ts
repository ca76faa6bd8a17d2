/** All connections of a server: how many there may be, what all of them may hold, and how slow each may be. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { Connection, type ConnectionBasis, nameOf } from './connection.ts';

export interface ConnectionLimits {
  /** Past it, one that asks for nothing makes room for the next. */
  readonly maxConnections: number;
  /** Of requests that are being read and answers that are being sent, over all connections. */
  readonly maxHeldBytes: number;
  /** An answer of which nothing is taken for so long is cut off: a second more for every `leastBytesPerSecond`. */
  readonly patienceMs: number;
  readonly leastBytesPerSecond: number;
  readonly checkEveryMs: number;
  /** How long a connection must have asked for nothing before it is closed because the server ends. */
  readonly quietMs: number;
}

export const standardConnectionLimits: ConnectionLimits = {
  maxConnections: 10_000,
  maxHeldBytes: 64 * 1024 * 1024,
  patienceMs: 30_000,
  leastBytesPerSecond: 16 * 1024,
  checkEveryMs: 5000,
  quietMs: 500,
};

export type CutOff = 'slow' | 'memory' | 'idle' | 'full';

export interface ConnectionsOptions extends ConnectionLimits {
  /** Told now and then how many were cut off, and why. */
  readonly report: (cutOff: Readonly<Partial<Record<CutOff, number>>>) => void;
  readonly nowMs?: () => number;
}

/** Between looks at how much is held: in so short a time not much is added. */
const reliefMs = 10;

export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #basis: ConnectionBasis;
  readonly #all = new Map<string, Connection>();
  /** Those that may hold something. */
  readonly #holding = new Set<Connection>();
  readonly #bySocket = new WeakMap<object, Connection>();
  #relieving: NodeJS.Timeout | undefined;
  #cutOff: Partial<Record<CutOff, number>> = {};

  constructor(put: RequestListener, options: ConnectionsOptions) {
    this.#options = options;
    const nowMs = options.nowMs ?? (() => performance.now());
    this.#basis = { put, nowMs, holds: (connection) => this.#holds(connection) };
  }

  /** `isSecure` where requests come over sockets that speak TLS. */
  watch(server: Server, isSecure: boolean): void {
    server.on('connection', (socket: Socket) => this.#opened(socket, isSecure));
    if (isSecure) server.on('secureConnection', (socket: Socket) => this.#secured(socket));
    server.on('request', (request: IncomingMessage, answer: ServerResponse) => this.#asked(request, answer));
    server.prependListener('upgrade', ({ socket }: IncomingMessage) => this.of(socket)?.surrender());
    const checks = setInterval(() => this.check(), this.#options.checkEveryMs).unref();
    server.once('close', () => clearInterval(checks));
  }

  get size(): number {
    return this.#all.size;
  }

  of(socket: object): Connection | undefined {
    return this.#bySocket.get(socket);
  }

  /** What came last over a connection cannot be read to its end. */
  failed(socket: object, refuse: () => void): void {
    const connection = this.of(socket);
    if (connection) connection.failed(refuse);
    else refuse();
  }

  /** Closes those that have asked for nothing for a while: nobody is left without an answer. */
  closeIdle(): void {
    const quietSince = this.#basis.nowMs() - this.#options.quietMs;
    // What has arrived by now is read first.
    setImmediate(() => {
      for (const one of this.#all.values()) if (one.isIdle && one.sinceMs <= quietSince) one.close();
    });
  }

  /** Cuts off whoever is too slow. */
  check(): void {
    const { patienceMs, leastBytesPerSecond } = this.#options;
    const nowMs = this.#basis.nowMs();
    for (const one of this.#all.values()) {
      const { unsentBytes } = one;
      // What is sent by another protocol is told nobody.
      if (unsentBytes === 0) continue;
      this.#holding.add(one);
      one.observe();
      const dueMs = one.sinceMs + patienceMs + (unsentBytes / leastBytesPerSecond) * 1000;
      if (!one.isSurrendered && nowMs >= dueMs) this.#end(one, 'slow');
    }
    this.#relieve();
    if (Object.keys(this.#cutOff).length > 0) this.#options.report(this.#cutOff);
    this.#cutOff = {};
  }

  #opened(socket: Socket, isSecure: boolean): void {
    if (this.#all.size >= this.#options.maxConnections && !this.#makeRoom()) {
      this.#count('full');
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, this.#basis);
    this.#all.set(connection.name, connection);
    this.#follow(socket, connection);
    if (!isSecure) connection.begin(socket);
  }

  #secured(socket: Socket): void {
    const connection = this.#all.get(nameOf(socket));
    if (!connection) return;
    this.#follow(socket, connection);
    connection.begin(socket);
  }

  #follow(socket: Socket, connection: Connection): void {
    this.#bySocket.set(socket, connection);
    socket.on('close', () => this.#forget(connection));
  }

  #forget(connection: Connection): void {
    if (this.#all.get(connection.name) === connection) this.#all.delete(connection.name);
    this.#holding.delete(connection);
  }

  #asked(request: IncomingMessage, answer: ServerResponse): void {
    answer.once('prefinish', this.#relieveSoon);
    this.of(request.socket)?.take(request, answer);
  }

  #holds(connection: Connection): void {
    this.#holding.add(connection);
    this.#relieveSoon();
  }

  readonly #relieveSoon = (): void => {
    if (this.#relieving) return;
    this.#relieving = setTimeout(() => {
      this.#relieving = undefined;
      this.#relieve();
    }, reliefMs).unref();
  };

  /** Whoever has taken nothing for the longest makes room: not those who ask now. */
  #relieve(): void {
    let bytes = 0;
    for (const one of this.#holding) {
      bytes += one.heldBytes;
      if (one.heldBytes === 0 && !one.isAnswering) this.#holding.delete(one);
    }
    if (bytes <= this.#options.maxHeldBytes) return;
    for (const one of this.#holding) one.observe();
    for (const one of [...this.#holding].sort((a, b) => a.sinceMs - b.sinceMs)) {
      if (bytes <= this.#options.maxHeldBytes) return;
      bytes -= one.heldBytes;
      if (one.heldBytes > 0) this.#end(one, 'memory');
    }
  }

  /** The address with the most connections gives those of them that have asked for nothing for the longest. */
  #makeRoom(): boolean {
    const byAddress = Map.groupBy(this.#all.values(), ({ address }) => address);
    const crowded = [...byAddress.values()].sort((a, b) => b.length - a.length);
    for (const connections of crowded) {
      const dispensable = connections.filter((one) => !one.isAnswering && !one.isSurrendered);
      const oldest = dispensable.sort((a, b) => a.sinceMs - b.sinceMs).slice(0, this.#roomAtOnce);
      for (const one of oldest) this.#end(one, 'idle');
      if (oldest.length > 0) return true;
    }
    return false;
  }

  /** Looking for room costs too much to do it for every one. */
  get #roomAtOnce(): number {
    return Math.ceil(this.#options.maxConnections / 100);
  }

  #end(connection: Connection, why: CutOff): void {
    this.#count(why);
    connection.cutOff();
    this.#forget(connection);
  }

  #count(why: CutOff): void {
    this.#cutOff[why] = (this.#cutOff[why] ?? 0) + 1;
  }
}
