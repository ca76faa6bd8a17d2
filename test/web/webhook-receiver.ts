/** An address that webhooks are delivered to, which can be told to fail. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebhookReceiver {
  readonly url: string;
  /** What it answers from now on; 200 takes what comes. */
  status: number;
  /** The bodies it has taken, oldest first. */
  readonly taken: readonly { readonly uuid: string }[];
  close(): void;
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const taken: { uuid: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const token = request.headers['validation-token'];
      if (receiver.status === 200 && text !== '') taken.push(JSON.parse(text));
      response.writeHead(receiver.status, token === undefined ? {} : { 'validation-token': token }).end();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/pages`,
    status: 200,
    taken,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
