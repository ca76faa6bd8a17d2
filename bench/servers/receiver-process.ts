/** An address that is told by webhook, in a process of its own: takes whatever comes, and says how much and what it was. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let count = 0;
let last = '';

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ count, last }));
    return;
  }
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  request.on('end', () => {
    count++;
    last = text;
    response.end();
  });
});

process.once('message', () => {
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
