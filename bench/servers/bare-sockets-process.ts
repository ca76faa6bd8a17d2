/**
 * The yardstick for notifications, run as a process of its own: bare `ws`, which sends the same bytes to everyone who is
 * connected whenever it is asked to over HTTP. It is told what to send, and tells its port.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

async function listen(frame: string): Promise<number> {
  const server = createServer((_request, response) => {
    response.end('{}');
    setImmediate(() => {
      for (const client of sockets.clients) client.send(frame);
    });
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

process.once('message', async (frame) => process.send?.(await listen(String(frame))));
process.once('disconnect', () => process.exit());
