/** Stands between clients and a server at one address that stays, and breaks connections when it is told to. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #held: Socket[] | undefined;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Relay> {
    const server = createServer();
    const relay = new Relay(server);
    server.on('connection', (client) => relay.#join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Leads to this server from now on. */
  leadTo(url: string): void {
    this.#port = Number(new URL(url).port);
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const client of held) this.#join(client);
  }

  /** Keeps whoever comes waiting until it leads somewhere again. */
  hold(): void {
    this.#held ??= [];
  }

  /** Breaks every connection there is, on both sides and without a word. */
  breakAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.breakAll();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    if (this.#held) {
      this.#held.push(client);
      return;
    }
    const server = connect(this.#port, '127.0.0.1');
    for (const [here, there] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(here);
      here.pipe(there);
      here.on('error', () => there.destroy());
      here.on('close', () => {
        this.#sockets.delete(here);
        there.destroy();
      });
    }
  }
}
