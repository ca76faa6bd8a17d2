/** What addresses others may have called: none of private networks, however they are written or looked up. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { createOutgoing, type Outgoing, OutgoingError, type OutgoingOptions } from './outgoing.ts';

const request = { headers: {}, body: '{}', timeoutMs: 2000, maxAnswerBytes: 100 };

async function serving(listener: RequestListener, body: (port: number) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function calling(options: OutgoingOptions, body: (outgoing: Outgoing) => Promise<void>): Promise<void> {
  const outgoing = createOutgoing(options);
  try {
    await body(outgoing);
  } finally {
    outgoing.close();
  }
}

function reasonOf(outgoing: Outgoing, url: string, more: object = {}): Promise<string> {
  return outgoing.post({ ...request, url, ...more }).then(
    ({ status }) => `answered ${status}`,
    (error) => (error instanceof OutgoingError ? error.message : Promise.reject(error)),
  );
}

/** A name server whose answer is another each time, and how often it was asked. */
function rebinding(addresses: readonly string[]): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_name, { all }, callback) => {
    const address = addresses[asked++ % addresses.length] ?? '';
    const family = address.includes(':') ? 6 : 4;
    if (all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  return { lookup, asked: () => asked };
}

const privateHosts = [
  ...['127.0.0.1', '127.1.2.3', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0.0.0.0', 'localhost'],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1'],
  ...['224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[64:ff9b::7f00:1]'],
  ...['[::127.0.0.1]', '[::7f00:1]', '[::10.0.0.1]', '[0:0:0:0:0:0:192.168.0.1]', '[::2]', '[::ffff:0:127.0.0.1]'],
  ...['[64:ff9b:1::10.0.0.1]', '[2001:0:7f00:1::1]', '[100::1]', '[fec0::1]', '[5f00::1]', '[3fff::1]', '[4000::1]'],
  ...['127.0.0.1.', '①②⑦.0.0.1', '0x7f.1', '017700000001', '127.0.0.1%2e'],
  ...['[fe80::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]', '[2001:db8::1]', '[2002:7f00:1::]'],
];

test('no private or special address is called, however it is written', () =>
  serving(
    () => assert.fail('it was called'),
    (port) =>
      calling({ mayBePrivate: false }, async (outgoing) => {
        for (const host of privateHosts) {
          assert.equal(await reasonOf(outgoing, `https://${host}:${port}/`), 'its address is not public', host);
        }
      }),
  ));

test('without leave for private addresses nothing is called without TLS', () =>
  calling({ mayBePrivate: false }, async (outgoing) => {
    assert.equal(await reasonOf(outgoing, 'http://hooks.example/'), 'only https addresses are called');
    for (const url of ['ftp://hooks.example/', 'file:///etc/passwd', 'x']) {
      assert.equal(await reasonOf(outgoing, url), 'it is not an http address');
    }
  }));

test('a name is looked up once a call, and what it means then is both judged and called', () =>
  serving(
    () => assert.fail('it was called'),
    async (port) => {
      const { lookup, asked } = rebinding(['127.0.0.1', '::1', '10.0.0.1', '::ffff:127.0.0.1', '::7f00:1']);
      await calling({ mayBePrivate: false, lookup }, async (outgoing) => {
        for (let time = 1; time <= 5; time++) {
          assert.equal(await reasonOf(outgoing, `https://rebinding.example:${port}/`), 'its address is not public');
          assert.equal(asked(), time);
        }
      });
    },
  ));

const mixed = [
  ['93.184.216.34', '127.0.0.1'],
  ['2606:2800::1', '::7f00:1'],
  ['::127.0.0.1', '93.184.216.34'],
];
for (const addresses of mixed) {
  test(`of a name with several addresses a single private one is enough to refuse it: ${addresses.join(', ')}`, () => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const lookup: LookupFunction = (_name, _options, callback) => callback(null, found);
    return calling({ mayBePrivate: false, lookup }, async (outgoing) => {
      assert.equal(await reasonOf(outgoing, 'https://both.example/'), 'its address is not public');
    });
  });
}

test('where private addresses are allowed they are called, and a redirect is answered and not followed', () => {
  const paths: (string | undefined)[] = [];
  const listener: RequestListener = ({ url }, response) => {
    paths.push(url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  };
  return serving(listener, (port) =>
    calling({ mayBePrivate: true }, async (outgoing) => {
      for (const host of ['127.0.0.1', 'localhost', '2130706433']) {
        assert.equal(await reasonOf(outgoing, `http://${host}:${port}/first`), 'answered 307');
      }
      assert.deepEqual(paths, ['/first', '/first', '/first']);
    }),
  );
});

test('an answer is read up to its bound; its status counts even if its end does not come', () =>
  serving(
    ({ url }, response) => {
      if (url === '/long') response.end('x'.repeat(1_000_000));
      else if (url === '/endless') response.write('x');
      else if (url === '/short') response.end('short');
    },
    (port) =>
      calling({ mayBePrivate: true }, async (outgoing) => {
        const ask = (path: string, timeoutMs = 2000) =>
          outgoing.post({ ...request, timeoutMs, url: `http://127.0.0.1:${port}${path}` });
        const short = await ask('/short');
        assert.deepEqual([short.status, short.body.toString(), short.isWhole], [200, 'short', true]);
        const long = await ask('/long');
        assert.deepEqual([long.status, long.isWhole, long.body.length <= 100], [200, false, true]);
        const endless = await ask('/endless', 300);
        assert.deepEqual([endless.status, endless.isWhole], [200, false]);
        await assert.rejects(ask('/never', 300), { message: 'it did not answer within 0.3 seconds' });
      }),
  ));

test('whoever aborts hears their own reason, and not that the address was at fault', () =>
  serving(
    () => {},
    (port) =>
      calling({ mayBePrivate: true }, async (outgoing) => {
        const ending = new AbortController();
        const asking = outgoing.post({ ...request, url: `http://127.0.0.1:${port}/`, signal: ending.signal });
        ending.abort(new Error('enough'));
        await assert.rejects(asking, { message: 'enough' });
      }),
  ));

test('an address that answers with another protocol is refused at once, also on a connection that is used again', () =>
  serving(
    ({ socket, url }, response) => {
      if (url === '/') response.end();
      else socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    },
    (port) =>
      calling({ mayBePrivate: true }, async (outgoing) => {
        for (const path of ['/other', '/', '/other']) {
          const reason = await reasonOf(outgoing, `http://127.0.0.1:${port}${path}`);
          assert.equal(reason, path === '/' ? 'answered 200' : 'it asked for another protocol (101)');
        }
      }),
  ));

test('a certificate that nobody vouches for is not trusted', async () => {
  const folder = join(import.meta.dirname, '../../test/acceptance/certificates');
  const file = (name: string) => readFileSync(join(folder, name));
  const server = createTlsServer({ cert: file('first.crt'), key: file('first.key') }, () =>
    assert.fail('it was called'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await calling({ mayBePrivate: true }, async (outgoing) => {
      const { port } = server.address() as AddressInfo;
      assert.match(await reasonOf(outgoing, `https://127.0.0.1:${port}/`), /^its certificate is not trusted/);
    });
  } finally {
    server.close();
  }
});

test('what does not speak HTTP, refuses, or has no name is said in words', () =>
  serving(
    ({ socket }) => socket.end('nonsense\r\n\r\n'),
    (port) =>
      calling({ mayBePrivate: true }, async (outgoing) => {
        assert.match(await reasonOf(outgoing, `http://127.0.0.1:${port}/`), /^its answer is not HTTP/);
        assert.match(await reasonOf(outgoing, 'http://127.0.0.1:1/'), /^it refused the connection/);
        assert.match(await reasonOf(outgoing, 'http://no.such.name.invalid/'), /^its name/);
      }),
  ));

test('a connection that the other side closes just when it is used again costs no attempt', () => {
  const used = new Set<unknown>();
  const listener: RequestListener = ({ socket }, response) => {
    if (used.has(socket)) socket.destroy();
    else response.end();
    used.add(socket);
  };
  return serving(listener, (port) =>
    calling({ mayBePrivate: true }, async (outgoing) => {
      for (let time = 0; time < 3; time++) {
        assert.equal(await reasonOf(outgoing, `http://127.0.0.1:${port}/`), 'answered 200');
        // The connection goes back to the agent a turn later.
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.ok(used.size > 1, 'no connection was used again');
    }),
  );
});
