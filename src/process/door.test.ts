/** The port closes before those who are inside have been answered. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { createBoundedServer } from '../connections/bounded-server.ts';
import { createDoor } from './door.ts';
import type { Config } from './options.ts';

/** More than the buffers between two processes hold. */
const answerBytes = 32 * 1024 * 1024;

for (const isWritten of [true, false]) {
  test(`an answer that is ${isWritten ? 'written' : 'to come'} when the port closes is sent to its end`, async () => {
    const serverFactory = (put: RequestListener) => createBoundedServer(put, { warn: () => {} }).server;
    const app = fastify({ logger: false, forceCloseConnections: 'idle', serverFactory });
    const asked = Promise.withResolvers<() => void>();
    app.get('/', (_request, reply) => {
      asked.resolve(() => reply.send(Buffer.alloc(answerBytes)));
      return reply;
    });
    const config = { host: '127.0.0.1', port: 0, drainSeconds: 60, drainGraceSeconds: 0 } as Config;
    const door = createDoor(config, app.log);
    door.leadTo(app);
    await door.open();
    const looks = Promise.withResolvers<void>();
    let count = 0;
    const closeIdle = app.server.closeIdleConnections.bind(app.server);
    app.server.closeIdleConnections = () => {
      closeIdle();
      if (++count === 4) looks.resolve();
    };
    const wire = connect((app.server.address() as AddressInfo).port, '127.0.0.1').pause();
    try {
      wire.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      const answer = await asked.promise;
      if (isWritten) answer();
      await door.close();
      if (!isWritten) answer();
      await looks.promise;
      let bytes = 0;
      wire.on('data', (part) => {
        bytes += part.length;
      });
      const closed = once(wire, 'close');
      wire.resume();
      await closed;
      assert.ok(bytes > answerBytes, `only ${bytes} bytes came`);
    } finally {
      wire.destroy();
      await door.emptied();
    }
  });
}
