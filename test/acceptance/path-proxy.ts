/** A proxy that has other things at its address, and a server below one of its paths. */

import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ServerProcess, type StartOptions, startServer, type Target } from './server-process.ts';

/** Whether the server behind it is asked for the paths as clients know them, or for what comes after the proxy's own. */
export type Style = 'keeps the path' | 'takes the path away';

/** A connection that is kept may just be closing at its other end. */
const agent = new Agent({ keepAlive: false });

export interface PathProxy extends Target {
  readonly server: ServerProcess;
  /** Neither it nor the server behind it can be reached from now on. */
  close(): Promise<void>;
}

/** Starts a server and the proxy before it. `path` is such as `/pager`. */
export async function serverBelow(path: string, style: Style, { argsAfter = [], ...options }: StartOptions = {}) {
  let server: ServerProcess | undefined;
  const forward = ({ url = '', method, headers }: IncomingMessage) => {
    const rest = url.slice(path.length);
    const asked = style === 'keeps the path' ? url : rest.replace(/^(?!\/)/, '/');
    return request({ agent, port: new URL(server?.listeningUrl ?? '').port, method, path: asked, headers });
  };
  const isBelow = ({ url = '' }: IncomingMessage) => /^([/?]|$)/.test(url.slice(path.length)) && url.startsWith(path);
  const sockets = new Set<Duplex>();
  const proxy = createServer((incoming, answer) => {
    if (!isBelow(incoming)) return answer.writeHead(404).end('another app');
    const asking = forward(incoming);
    asking.on('response', (got) => got.pipe(answer.writeHead(got.statusCode ?? 0, got.rawHeaders)));
    asking.on('error', () => answer.destroy());
    return incoming.pipe(asking);
  });
  proxy.on('upgrade', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    if (!isBelow(incoming)) return client.destroy();
    // Also one that is still being opened is cut off when the proxy closes.
    sockets.add(client);
    const asking = forward(incoming).end();
    asking.on('error', () => client.destroy());
    client.on('close', () => asking.destroy());
    return asking.on('upgrade', ({ rawHeaders }: IncomingMessage, behind: Socket, early: Buffer) => {
      if (client.destroyed) return behind.destroy();
      const lines = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
      // What came with the headers belongs to the new protocol.
      client.write(early);
      behind.write(head);
      join(client, behind, sockets);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${path}`;
  server = await startServer({ ...options, argsAfter: [...argsAfter, '--public-url', url] });
  const close = async () => {
    await closeAll(proxy, sockets);
    await server?.close();
  };
  return { url, env: server.env, server, close } satisfies PathProxy;
}

function join(client: Duplex, server: Duplex, sockets: Set<Duplex>): void {
  for (const [here, there] of [
    [client, server],
    [server, client],
  ] as const) {
    sockets.add(here);
    here.pipe(there);
    here.on('error', () => there.destroy());
    here.on('close', () => there.destroy());
  }
}

async function closeAll(proxy: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  if (!proxy.listening) return;
  for (const socket of sockets) socket.destroy();
  const closed = once(proxy, 'close');
  proxy.close();
  proxy.closeAllConnections();
  await closed;
}
