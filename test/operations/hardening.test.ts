/** What holds for every answer, whichever operation gives it, and for requests that are no honest ones. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { after, describe, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { operations } from '../../src/api/operations.ts';
import { createServer } from '../../src/api/server.ts';
import { createSystemClock } from '../../src/domain/clock.ts';
import { openTestStore } from '../../src/store/open-test-store.fixture.ts';
import { createUrls } from '../../src/wire/urls.ts';

const clock = createSystemClock();
const store = await openTestStore({ clock });
const urls = createUrls(() => 'https://pages.example');
const beckon = {
  store,
  clock,
  urls,
  version: 'test',
  reports: { wake: () => {}, read: async () => undefined },
  maxRecipients: 1000,
  maxThreadAgeMs: 0,
};
const timeouts = { handshakeMs: 150, headersMs: 150, requestMs: 300, checkEveryMs: 20 };
const server = await createServer(beckon, pino({ level: 'silent' }), { timeouts });
await server.listen({ port: 0, host: '127.0.0.1' });
const { port } = server.server.address() as AddressInfo;
after(async () => {
  await server.close();
  await store.close();
});

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000',
} as const;

function requireHardened(headers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(always)) assert.equal(headers[name], value, name);
  assert.match(String(headers['content-security-policy']), /^default-src 'none';.*frame-ancestors 'none'/);
  assert.ok(headers['referrer-policy']);
  assert.ok(headers['cache-control']);
}

describe('every answer is hardened against browsers', () => {
  for (const { operationId, method, path } of operations) {
    test(operationId, async () => {
      const url = path.replace(/:\w+/g, '1');
      const { headers } = await server.inject({ method: method as 'GET', url });
      requireHardened(headers);
      assert.ok(headers.rcrequestid);
    });
  }

  for (const url of ['/nothing', '/restapi/v1.0/%zz', '/docs', '/docs/static/index.html', '/openapi.json']) {
    test(url, async () => {
      const { headers } = await server.inject({ method: 'GET', url });
      requireHardened(headers);
    });
  }

  test('an answer that may hold a token is kept by no cache', async () => {
    for (const url of ['/restapi/oauth/token', '/restapi/oauth/wstoken', '/restapi/oauth/revoke']) {
      const { headers } = await server.inject({ method: 'POST', url });
      assert.equal(headers['cache-control'], 'no-store', url);
    }
  });
});

describe('pages of other origins', () => {
  const origin = 'https://app.example';

  test('may call the API, and see the headers that SDKs read', async () => {
    const { headers } = await server.inject({ method: 'GET', url: '/restapi/v1.0', headers: { origin } });
    assert.equal(headers['access-control-allow-origin'], origin);
    assert.equal(headers['access-control-allow-credentials'], 'true');
    for (const name of ['Retry-After', 'RCRequestId', 'X-Rate-Limit-Group', 'Discovery-Required', 'Discovery-Tag']) {
      assert.ok(String(headers['access-control-expose-headers']).includes(name), name);
    }
  });

  test('may ask first, with the headers that SDKs send', async () => {
    const asked = 'authorization,client-id,x-user-agent,rc-user-agent,content-type,discovery-tag';
    const headers = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': asked };
    const answer = await server.inject({ method: 'OPTIONS', url: '/restapi/v1.0/account/~', headers });
    assert.equal(answer.statusCode, 204);
    assert.equal(answer.headers['access-control-allow-headers'], asked);
    assert.match(String(answer.headers['access-control-allow-methods']), /PUT/);
  });

  test('may not read the pages on which people sign in', async () => {
    for (const url of ['/restapi/oauth/authorize', '/beckon/v1/invitation']) {
      const { headers } = await server.inject({ method: 'GET', url, headers: { origin } });
      assert.equal(headers['access-control-allow-origin'], undefined, url);
    }
  });
});

/** Everything that is answered to some bytes before the connection is closed. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(20_000, () => socket.destroy(new Error('the connection was never closed')));
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('whoever sends in drops is cut off', () => {
  test('with headers that never end', async () => {
    const text = await answerTo('GET /restapi HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    assert.match(text, /^HTTP\/1\.1 408 /);
    assert.match(text, /"CMN-104"/);
  });

  test('with a body that never ends', async () => {
    const head = 'POST /restapi/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    assert.match(await answerTo(`${head}Content-Length: 1000\r\n\r\n{`), /^HTTP\/1\.1 (408|400) /);
  });
});

test('bytes that are no request are refused once what was asked before them is answered', async () => {
  const text = await answerTo('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\nno request\r\n\r\n');
  assert.match(text, /^HTTP\/1\.1 200 .+"paths":.+\}HTTP\/1\.1 400 .+"CMN-104"/s);
});

describe('bodies out of measure', () => {
  async function sent(payload: string): Promise<readonly [number, string]> {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.inject({ method: 'POST', url: '/restapi/oauth/revoke', headers, payload });
    return [answer.statusCode, answer.json().errorCode];
  }

  test('are refused when nested deeper than anyone needs, in text or out of it', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.deepEqual(await sent(`{"token":${nested(1000)}}`), [400, 'CMN-103']);
    assert.deepEqual(await sent(nested(400_000)), [400, 'CMN-103']);
    assert.deepEqual(await sent(`{"a":"\\"","b":${nested(100)}}`), [400, 'CMN-103']);
    assert.notEqual((await sent(JSON.stringify({ token: nested(1000) })))[1], 'CMN-103');
  });

  test('are refused past a mebibyte', async () => {
    assert.deepEqual(await sent(JSON.stringify({ token: 'x'.repeat(1024 * 1024) })), [413, 'CMN-104']);
  });
});

describe('compressed bodies', () => {
  const form = 'grant_type=password';
  for (const [encoding, body] of [
    ['gzip', gzipSync(form)],
    ['deflate', deflateSync(form)],
    ['BR', brotliCompressSync(form)],
    ['gzip, identity', gzipSync(form)],
    ['nothing-known', Buffer.from(form)],
  ] as const) {
    test(`are refused as such, not as whatever their bytes may mean: ${encoding}`, async () => {
      for (const type of ['application/x-www-form-urlencoded', 'application/json', 'multipart/mixed', 'text/csv']) {
        const headers = { 'content-type': type, 'content-encoding': encoding };
        const answer = await server.inject({ method: 'POST', url: '/restapi/oauth/token', headers, payload: body });
        assert.deepEqual([answer.statusCode, answer.json().errorCode], [415, 'CMN-104'], type);
        assert.match(answer.json().message, /compressed/);
        assert.equal(answer.headers['accept-encoding'], 'identity');
      }
    });
  }

  test('that say they are not compressed are read', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'Identity' };
    const answer = await server.inject({ method: 'POST', url: '/restapi/oauth/token', headers, payload: form });
    assert.notEqual(answer.statusCode, 415);
  });
});
