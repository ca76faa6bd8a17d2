/** What a connection may make the server hold, and how many there may be. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectSecurely } from 'node:tls';
import { type BoundedServerOptions, createBoundedServer } from './bounded-server.ts';

const certificates = new URL('../../test/acceptance/certificates/', import.meta.url);

/** More than the buffers of the system hold for a connection. */
const largeBytes = 16 * 1024 * 1024;

interface Served {
  readonly asked: string[];
  readonly cutOff: Record<string, number>[];
  readonly connections: ReturnType<typeof createBoundedServer>['connections'];
  /** Connected, and known to the server. */
  readonly open: (localAddress?: string) => Promise<Socket>;
}

type Answer = (request: IncomingMessage, answer: ServerResponse) => unknown;

async function serve(
  answer: Answer,
  options: BoundedServerOptions['connectionLimits'],
  work: (served: Served) => Promise<void>,
  { isSecure = false, upgraded }: { isSecure?: boolean; upgraded?: (socket: Duplex) => void } = {},
): Promise<void> {
  const asked: string[] = [];
  const cutOff: Record<string, number>[] = [];
  const sockets: Socket[] = [];
  const pem = (name: string) => readFileSync(new URL(name, certificates));
  const certificate = isSecure ? { certificate: { cert: pem('first.crt'), key: pem('first.key') } } : {};
  const log = { warn: (fields: object) => cutOff.push(fields as Record<string, number>) };
  const put: Answer = (request, response) => {
    asked.push(request.url ?? '');
    return answer(request, response);
  };
  const upgrading = upgraded ? { mayUpgrade: () => true } : {};
  const { server, connections } = createBoundedServer(put, log, {
    ...{ connectionLimits: options ?? {}, ...certificate, ...upgrading },
  });
  if (upgraded) server.on('upgrade', (_, socket) => upgraded(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = async (localAddress = '127.0.0.1') => {
    const known = once(server, isSecure ? 'secureConnection' : 'connection');
    const address = { port, host: '127.0.0.1', localAddress };
    const socket = isSecure ? connectSecurely({ ...address, rejectUnauthorized: false }) : connect(address);
    sockets.push(socket.on('error', () => {}));
    await known;
    return socket;
  };
  try {
    await work({ asked, cutOff, connections, open });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }
}

const gets = (count: number) =>
  Array.from({ length: count }, (_, number) => `GET /${number} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');

/** All that comes until it closes. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (part) => {
    text += part.toString('latin1');
  });
  socket.resume();
  await once(socket, 'close');
  return text;
}

/** Whatever was to come of what was sent before has come. */
async function settled(open: Served['open']): Promise<void> {
  const socket = await open();
  socket.write('GET /settled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  await readAll(socket);
}

for (const isSecure of [false, true]) {
  test(`a client that asks ${isSecure ? 'over TLS ' : ''}and does not read is answered once, and the rest when it reads`, async () => {
    const answer: Answer = ({ url }, response) => {
      if (url === '/299') response.setHeader('Connection', 'close');
      response.end(url === '/0' ? Buffer.alloc(largeBytes) : url);
    };
    await serve(
      answer,
      {},
      async ({ asked, open }) => {
        const socket = await open();
        socket.pause();
        socket.write(gets(300));
        await settled(open);
        assert.deepEqual(asked, ['/0', '/settled']);
        const text = await readAll(socket);
        assert.equal(asked.length, 301);
        assert.deepEqual(
          [...text.matchAll(/\r\n\r\n(\/\d+)/g)].map(([, url]) => url),
          Array.from({ length: 299 }, (_, number) => `/${number + 1}`),
        );
      },
      { isSecure },
    );
  });
}

test('others have their turn between the requests of whoever asks much at once', async () => {
  await serve(
    (_, response) => response.end(),
    {},
    async ({ asked, open }) => {
      const [much, little] = [await open(), await open()];
      much.resume().write(gets(300));
      little.write('GET /little HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(little, 'data');
      assert.ok(asked.indexOf('/little') < 100, `${asked.indexOf('/little')} came before`);
    },
  );
});

test('what was asked over a connection is begun once what was asked before is answered, bodies and all', async () => {
  const bodies: string[] = [];
  const answer: Answer = async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    bodies.push(body);
    await delay(1);
    if (bodies.length === 40) response.setHeader('Connection', 'close');
    response.end(`<${bodies.length}>`);
  };
  await serve(answer, {}, async ({ open }) => {
    const socket = await open();
    // Blank lines are what a request's head ends with.
    const sent = Array.from({ length: 40 }, (_, number) => `${number}\r\n\r\n`.repeat(number * 10));
    for (const body of sent) {
      const half = body.length >> 1;
      const head = `POST / HTTP/1.1\r\nHost: a\r\n`;
      if (half % 2 === 0) socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
      else
        socket.write(
          `${head}Transfer-Encoding: chunked\r\n\r\n${half.toString(16)}\r\n${body.slice(0, half)}\r\n${(body.length - half).toString(16)}\r\n${body.slice(half)}\r\n0\r\n\r\n`,
        );
    }
    const text = await readAll(socket);
    assert.deepEqual(bodies, sent);
    assert.deepEqual(
      [...text.matchAll(/<(\d+)>/g)].map(([, number]) => Number(number)),
      sent.map((_, number) => number + 1),
    );
  });
});

test('no more is read while a request waits, though the body of the one before it is', async () => {
  const heads = Array.from({ length: 4000 }, () => `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(8000)}\r\n\r\n`);
  let first: ServerResponse | undefined;
  const answer: Answer = async (request, response) => {
    if (request.method === 'GET') return response.end();
    first = response;
    for await (const _part of request) await delay(1);
  };
  await serve(answer, {}, async ({ open }) => {
    const socket = await open();
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx');
    socket.write(heads.join(''));
    for (let time = 0; time < 5; time++) await settled(open);
    const unread = socket.writableLength;
    first?.end();
    assert.ok(unread > largeBytes / 2, `${unread} were not read`);
  });
});

test('whoever takes nothing of an answer is cut off after a while, and whoever takes some of it is not', async () => {
  let nowMs = 0;
  let written = 0;
  // The answer has three seconds.
  const limits = { patienceMs: 1000, leastBytesPerSecond: largeBytes, nowMs: () => nowMs, maxHeldBytes: Infinity };
  const answer: Answer = async (_, response) => {
    response.write(Buffer.alloc(largeBytes));
    await delay(0);
    response.end(Buffer.alloc(largeBytes));
    written += 1;
  };
  await serve(answer, limits, async ({ open, connections, cutOff }) => {
    const [stuck, slow] = [await open(), await open()];
    for (const socket of [stuck, slow]) socket.pause().write(gets(1));
    while (written < 2) await delay(1);
    connections.check();
    nowMs = 2900;
    connections.check();
    assert.equal(connections.size, 2);
    let taken = 0;
    slow.on('data', ({ length }) => {
      taken += length;
      if (taken > 1.5 * largeBytes) slow.pause();
    });
    slow.resume();
    while (taken <= 1.5 * largeBytes) await once(slow, 'data');
    connections.check();
    nowMs = 3100;
    connections.check();
    assert.deepEqual(cutOff, [{ slow: 1 }]);
    assert.ok((await readAll(stuck)).length < 2 * largeBytes);
    slow.removeAllListeners('data');
    slow.on('data', ({ length }) => {
      taken += length;
    });
    slow.resume();
    while (taken < 2 * largeBytes) await once(slow, 'data');
  });
});

test('when answers that nobody takes fill what there is, whoever takes nothing for the longest is cut off', async () => {
  const limits = { maxHeldBytes: 3 * largeBytes };
  await serve(
    (_, response) => response.end(Buffer.alloc(2 * largeBytes)),
    limits,
    async (served) => {
      const { open, asked } = served;
      const sockets: Socket[] = [];
      for (let number = 0; number < 3; number++) {
        const socket = (await open()).pause();
        sockets.push(socket);
        socket.write(gets(1));
        while (asked.length <= number) await delay(1);
        await delay(5);
      }
      const [first, second, last] = sockets as [Socket, Socket, Socket];
      const lengths = [readAll(first), readAll(second)];
      for (const length of lengths) assert.ok((await length).length < 2 * largeBytes);
      let taken = 0;
      last.on('data', ({ length }) => {
        taken += length;
      });
      last.resume();
      while (taken < 2 * largeBytes) await once(last, 'data');
    },
  );
});

test('requests that are never finished fill what there is as answers do', async () => {
  await serve(
    () => assert.fail('it was put'),
    { maxHeldBytes: 500_000, checkEveryMs: 5 },
    async ({ open, cutOff }) => {
      const sockets = [await open(), await open(), await open()];
      const cut = readAll(sockets[0] as Socket);
      for (const socket of sockets) {
        socket.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(200_000)}`);
        await delay(5);
      }
      await cut;
      while (cutOff.length === 0) await delay(1);
      assert.deepEqual(cutOff, [{ memory: 1 }]);
    },
  );
});

test('how fast another protocol is read is left to it', async () => {
  let nowMs = 0;
  const upgraded = (socket: Duplex) => socket.on('error', () => {}).write(Buffer.alloc(largeBytes));
  const limits = { nowMs: () => nowMs, patienceMs: 1, leastBytesPerSecond: Infinity };
  await serve(
    (_, response) => response.end(),
    limits,
    async ({ open, connections, cutOff }) => {
      const socket = (await open()).pause();
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
      await settled(open);
      for (nowMs = 1000; nowMs < 5000; nowMs += 1000) connections.check();
      assert.deepEqual([connections.size, cutOff], [1, []]);
    },
    { upgraded },
  );
});

test('an address with many connections makes room before others do', async () => {
  let nowMs = 0;
  const limits = { maxConnections: 3, nowMs: () => nowMs };
  await serve(
    () => {},
    limits,
    async ({ open }) => {
      const alone = await open('127.0.0.2');
      nowMs = 1000;
      const many = [await open(), await open()] as const;
      const closed = once(many[0].resume(), 'close');
      await open('127.0.0.3');
      await closed;
      assert.deepEqual([alone.destroyed, many[1].destroyed], [false, false]);
    },
  );
});

test('past the most connections, one over which another protocol is spoken stays', async () => {
  let nowMs = 0;
  const limits = { maxConnections: 2, nowMs: () => nowMs };
  const upgraded = (socket: Duplex) => {
    socket.on('error', () => {}).on('end', () => socket.end());
    socket.resume().write('there');
  };
  await serve(
    () => {},
    limits,
    async ({ open }) => {
      const other = await open();
      other.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
      await once(other, 'data');
      nowMs = 1000;
      const closed = once((await open()).resume(), 'close');
      await open();
      await closed;
      assert.equal(other.destroyed, false);
    },
    { upgraded },
  );
});

test('when the server ends, what was asked in part is waited for, and so is who came a moment ago', async () => {
  let nowMs = 0;
  const limits = { quietMs: 500, nowMs: () => nowMs };
  await serve(
    (_, response) => response.end('answered'),
    limits,
    async ({ open, connections }) => {
      const closeIdle = async () => {
        connections.closeIdle();
        await delay(5);
      };
      const [idle, half] = [await open(), await open()];
      const closed = once(idle.resume(), 'close');
      half.write('GET / HTTP/1.1\r\n');
      await settled(open);
      nowMs = 499;
      await closeIdle();
      assert.equal(connections.size, 2);
      nowMs = 1000;
      await closeIdle();
      assert.equal(connections.size, 1);
      await closed;
      half.write('Host: a\r\nConnection: close\r\n\r\n');
      assert.match(await readAll(half), /answered$/);
    },
  );
});

test('past the most connections, the one that has asked for nothing for the longest makes room', async () => {
  let nowMs = 0;
  const answers: ServerResponse[] = [];
  const answer: Answer = ({ url }, response) => (url === '/0' ? answers.push(response) : response.end());
  const limits = { maxConnections: 3, nowMs: () => nowMs };
  await serve(answer, limits, async ({ open, connections, asked }) => {
    const ask = async (socket: Socket) => {
      socket.resume().write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(socket, 'data');
    };
    const [busy, used, idle] = [await open(), await open(), await open()];
    busy.write(gets(1));
    while (asked.length === 0) await delay(1);
    nowMs = 1000;
    await ask(used);
    nowMs = 2000;
    connections.check();
    const newcomer = await open();
    await once(idle.resume(), 'close');
    assert.equal(connections.size, 3);
    for (const socket of [used, newcomer]) await ask(socket);
    answers[0]?.end();
    await once(busy, 'data');
  });
});

test('whoever connects and does not begin to speak TLS is cut off', async () => {
  const [cert, key] = ['first.crt', 'first.key'].map((name) => readFileSync(new URL(name, certificates)));
  const timeouts = { handshakeMs: 50, headersMs: 60_000, requestMs: 60_000, checkEveryMs: 60_000 };
  const certificate = { cert, key } as { cert: Buffer; key: Buffer };
  const { server } = createBoundedServer(() => assert.fail('it was put'), { warn() {} }, { certificate, timeouts });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  try {
    await readAll(socket);
  } finally {
    socket.destroy();
    server.close();
  }
});

test('when all connections are being answered, the next is refused', async () => {
  await serve(
    () => {},
    { maxConnections: 2 },
    async ({ open, asked }) => {
      for (const count of [1, 2]) {
        (await open()).write(gets(1));
        while (asked.length < count) await delay(1);
      }
      const refused = await open();
      await readAll(refused);
    },
  );
});
