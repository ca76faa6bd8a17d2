/**
 * The yardstick, run as a process of its own: Fastify with Beckon's schema for sending a page, so that it reads and
 * writes the very same bodies, and nothing behind it. It is told what to answer, and tells its port.
 */

import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { mailboxParams } from '../../src/api/shared/mailbox.ts';
import { createMessageShape, sentMessageShape } from '../../src/wire/messages.ts';

async function listen(answer: unknown): Promise<number> {
  const app = fastify();
  app.route({
    method: 'POST',
    url: '/restapi/v1.0/account/:accountId/extension/:extensionId/company-pager',
    schema: { params: mailboxParams, body: createMessageShape, response: { 200: sentMessageShape } },
    handler: async () => answer,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

process.once('message', async (answer) => process.send?.(await listen(answer)));
process.once('disconnect', () => process.exit());
