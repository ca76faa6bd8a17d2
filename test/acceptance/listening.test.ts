/** How Beckon is reached: over TLS, behind a proxy, and by none but its own names. */

import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { beckon } from './beckon-command.ts';
import { call, jwtGrant, signIn, type Tokens } from './person.ts';
import { newFolder, type ServerProcess, startServer } from './server-process.ts';

interface Reached {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Whom the certificate names. */
  readonly subject: string | undefined;
}

/** A request on a connection of its own, over which `fetch` leaves no say. */
function reach(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reached> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, { headers, agent: false, rejectUnauthorized: false } as object, (response) => {
      const peer = (response.socket as TLSSocket).getPeerCertificate?.();
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          subject: peer?.subject?.CN as string,
        }),
      );
    });
    request.on('error', reject).end();
  });
}

describe('beyond this machine', () => {
  test('Beckon does not listen without TLS, not even for the demo', async () => {
    const folder = newFolder();
    const { code, stderr, stdout } = await beckon(['--host', '0.0.0.0', '--port', '0', '--data', join(folder, 'data')]);
    rmSync(folder, { recursive: true });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /--tls-cert.*--behind-proxy/);
  });
});

describe('over TLS', () => {
  const folder = newFolder();
  const [cert, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  let server: ServerProcess;

  function use(name: 'first' | 'second'): void {
    const from = join(import.meta.dirname, 'certificates', name);
    copyFileSync(`${from}.crt`, cert);
    copyFileSync(`${from}.key`, key);
  }

  before(async () => {
    use('first');
    server = await startServer({ argsAfter: ['--tls-cert', cert, '--tls-key', key] });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test('addresses say https, and browsers are told to stay with it', async () => {
    const { status, headers, text, subject } = await reach(`${server.url}/restapi/v1.0`);
    assert.deepEqual([status, subject], [200, 'first']);
    assert.match(server.url, /^https:/);
    for (const deadline = Date.now() + 10_000; !server.logs().includes('listening at') && Date.now() < deadline; )
      await delay(20);
    assert.ok(server.logs().includes(`Server listening at ${server.url}"`), server.logs());
    assert.match(text, new RegExp(`"uri":"${server.url}/restapi/v1.0"`));
    assert.equal(headers['strict-transport-security'], 'max-age=31536000');
  });

  test('the cookie of the sign-in page never leaves TLS', async () => {
    const { env } = server;
    const asked = { response_type: 'code', client_id: env.RINGCENTRAL_CLIENT_ID ?? '' };
    const query = new URLSearchParams({ ...asked, redirect_uri: env.BECKON_REDIRECT_URI ?? '' });
    const { headers } = await reach(`${server.url}/restapi/oauth/authorize?${query}`);
    assert.match(headers['set-cookie']?.[0] ?? '', /^__Host-\S+=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('a new certificate is taken up on SIGHUP; one that cannot be used leaves the old one', async () => {
    use('second');
    process.kill(server.pid ?? 0, 'SIGHUP');
    const deadline = Date.now() + 20_000;
    const subject = async () => (await reach(`${server.url}/restapi`)).subject;
    while ((await subject()) !== 'second' && Date.now() < deadline) await delay(20);
    assert.equal(await subject(), 'second');
    copyFileSync(join(import.meta.dirname, 'certificates/first.key'), key);
    process.kill(server.pid ?? 0, 'SIGHUP');
    while (!server.logs().includes('could not be read anew') && Date.now() < deadline) await delay(20);
    assert.match(server.logs(), /could not be read anew/);
    assert.equal(await subject(), 'second');
  });
});

describe('behind a proxy', () => {
  interface Sessions {
    readonly records: readonly { readonly isCurrent: boolean; readonly lastAddress: string }[];
  }

  interface Believed {
    readonly address: string | undefined;
    readonly hsts: string | null;
    /** What the server says is wrong. */
    readonly conditions: readonly string[];
  }

  /** The address that Beckon believes a sign-in came from. */
  async function believedAddress(trusted: string): Promise<Believed> {
    const publicUrl = ['--behind-proxy', '--public-url', 'https://pages.example'];
    const server = await startServer({ argsAfter: [...publicUrl, '--trusted-proxies', trusted] });
    try {
      const port = /:(\d+)$/.exec(await listeningAt(server))?.[1];
      const target = { ...server, env: server.env, url: `http://127.0.0.1:${port}`, close: async () => {} };
      const pair = `${server.env.RINGCENTRAL_CLIENT_ID}:${server.env.RINGCENTRAL_CLIENT_SECRET}`;
      const headers = {
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'x-forwarded-for': '198.51.100.1, 203.0.113.9',
        'x-forwarded-proto': 'https',
      };
      const body = new URLSearchParams({ grant_type: jwtGrant, assertion: server.env.BECKON_JWT_102 ?? '' });
      const { body: tokens } = await call<Tokens>(target, '/restapi/oauth/token', { body, headers });
      const own = { authorization: `Bearer ${tokens.access_token}` };
      const listed = await call<Sessions>(target, '/beckon/v1/sessions', { headers: own });
      const ready = await call<{ conditions?: { code: string }[] }>(target, '/readyz');
      return {
        conditions: (ready.body.conditions ?? []).map(({ code }) => code),
        address: listed.body.records.find(({ isCurrent }) => isCurrent)?.lastAddress,
        hsts: listed.headers.get('strict-transport-security'),
      };
    } finally {
      await server.close();
    }
  }

  /** Where it listens is only in its log: what it prints is the address of the proxy. */
  async function listeningAt(server: ServerProcess): Promise<string> {
    const deadline = Date.now() + 10_000;
    const found = () => /Server listening at (http:\/\/[\d.]+:\d+)/.exec(server.logs())?.[1];
    while (!found() && Date.now() < deadline) await delay(20);
    return found() ?? '';
  }

  test('a proxy that is trusted is believed about who asks', async () => {
    const { address, hsts, conditions } = await believedAddress('127.0.0.1');
    assert.deepEqual(conditions, []);
    assert.equal(address, '203.0.113.9');
    assert.equal(hsts, 'max-age=31536000');
  });

  test('whoever is not trusted is not believed, and the server says so', async () => {
    const { address, conditions } = await believedAddress('10.1.2.3');
    assert.equal(address, '127.0.0.1');
    assert.deepEqual(conditions, ['proxy-not-trusted']);
  });
});

describe('on this machine', () => {
  let server: ServerProcess;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  test('a page whose name was made to lead here is not answered', async () => {
    const port = new URL(server.url).port;
    for (const host of [
      `evil.example:${port}`,
      'evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'localhost.evil',
    ]) {
      const { status, text } = await reach(`${server.url}/beckon/v1/server`, { host });
      assert.deepEqual([status, JSON.parse(text).errorCode], [421, 'BKN-421'], host);
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]', 'LOCALHOST']) {
      assert.equal((await reach(`${server.url}/beckon/v1/server`, { host })).status, 200, host);
    }
  });

  test('what a client says of itself in Client-Id proves nothing', async () => {
    const form = { grant_type: jwtGrant, assertion: server.env.BECKON_JWT_101 ?? '' };
    const headers = { 'client-id': server.env.RINGCENTRAL_CLIENT_ID };
    const refused = await call<{ error: string }>(server, '/restapi/oauth/token', {
      body: new URLSearchParams(form),
      headers,
    });
    assert.equal(refused.body.error, 'invalid_client');
    const maya = await signIn(server, '101');
    assert.equal((await maya.call('/restapi/v1.0/account/~', { headers: { 'client-id': 'x' } })).status, 200);
  });

  test('a language that Beckon does not speak is no error', async () => {
    const maya = await signIn(server, '101');
    const headers = { 'accept-language': 'de-CH, tlh;q=0.3, *;q=0' };
    assert.equal((await maya.call('/restapi/v1.0/account/~', { headers })).status, 200);
    const { body } = await maya.call<{ message: string }>('/restapi/v1.0/nothing', { headers });
    assert.match(body.message, /nothing is served/);
  });

  test('a browser is sent to no address that the app has not registered', async () => {
    const asked = { response_type: 'code', client_id: server.env.RINGCENTRAL_CLIENT_ID ?? '' };
    for (const redirect of [
      'https://evil.example/',
      '//evil.example',
      'http://localhost.evil.example/',
      'javascript:x',
    ]) {
      const query = new URLSearchParams({ ...asked, redirect_uri: redirect });
      const { status, headers } = await reach(`${server.url}/restapi/oauth/authorize?${query}`);
      assert.deepEqual([status, headers.location], [400, undefined], redirect);
    }
  });
});
