/**
 * The yardstick, run as a process of its own: Fastify with Beckon's schemas, so that it reads and writes the very same
 * bodies, and nothing behind it. It is told what to answer to every request of a mailbox's, and tells its port.
 */

import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { mailboxParams } from '../../src/api/shared/mailbox.ts';
import {
  createMessageShape,
  messageListShape,
  messageShape,
  sentMessageShape,
  syncShape,
} from '../../src/wire/messages.ts';

const shapes = { sent: sentMessageShape, message: messageShape, list: messageListShape, sync: syncShape } as const;

export interface BareAnswer {
  readonly shape: keyof typeof shapes;
  /** The schema serialises it anew for each request. */
  readonly answer: object;
}

async function listen({ shape, answer }: BareAnswer): Promise<number> {
  const app = fastify();
  const body = shape === 'sent' ? { body: createMessageShape } : {};
  app.route({
    method: shape === 'sent' ? 'POST' : 'GET',
    url: '/restapi/v1.0/account/:accountId/extension/:extensionId/*',
    schema: { params: mailboxParams, ...body, response: { 200: shapes[shape] } },
    handler: async () => answer,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

process.once('message', async (answer: BareAnswer) => process.send?.(await listen(answer)));
process.once('disconnect', () => process.exit());
