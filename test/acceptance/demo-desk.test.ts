/** The demo's desk: what it tells the developer in front of it, what it never keeps, and to whom it is closed. */

import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { beckon } from './beckon-command.ts';
import type { Page } from './expected-page.ts';
import { call, mine, requestTokens, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { newFolder, type StartOptions, startServer } from './server-process.ts';
import { until } from './until.ts';

interface Entry {
  readonly kind: 'request' | 'delivery';
  readonly [field: string]: unknown;
}
interface Timeline {
  readonly run: string;
  readonly entries: readonly (Entry & { readonly number: number })[];
}
interface Demo {
  readonly serverUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webClientId: string;
  readonly people: readonly { extensionNumber: string; extensionId: string; jwt: string }[];
}

const desk = '/beckon/v1/demo';
const demoAccountId = 1346632010;
const server = await startServer();
after(() => server.close());

async function entriesAfter(number: number): Promise<Timeline['entries']> {
  return (await call<Timeline>(server, `${desk}/timeline?after=${number}`)).body.entries;
}

const newest = async () => (await entriesAfter(0)).at(-1)?.number ?? 0;

/** Waits until something of that kind was recorded: an answer is on its way before it is. */
async function recorded(after: number, isWanted: (entry: Entry) => boolean): Promise<Entry> {
  const endMs = Date.now() + 20_000;
  for (;;) {
    const entry = (await entriesAfter(after)).find(isWanted);
    if (entry) return entry;
    if (Date.now() > endMs) throw new Error('waited in vain for an entry');
    await delay(20);
  }
}

/** An answer to headers that `fetch` would not send. */
function statusWith(headers: Record<string, string>, path = desk): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('what shows the desk and its pages is not among what it shows', async () => {
  const from = await newest();
  for (const path of [desk, `${desk}/timeline`, '/beckon/v1/server', '/app/', '/docs/errors', '/healthz']) {
    assert.equal((await fetch(`${server.url}${path}`)).status, 200, path);
  }
  assert.equal((await call(server, '/restapi/v1.0/after-them')).status, 404);
  await recorded(from, ({ path }) => path === '/restapi/v1.0/after-them');
  assert.deepEqual(
    (await entriesAfter(from)).map(({ path }) => path),
    ['/restapi/v1.0/after-them'],
  );
});

describe('the desk tells', () => {
  test('what signs everyone in: the SDKs’ app by its secret, the web app without one', async () => {
    const { body } = await call<Demo>(server, desk);
    assert.deepEqual(
      body.people.map(({ extensionNumber }) => extensionNumber),
      ['101', '102', '103', '104', '105', '106'],
    );
    assert.equal(body.serverUrl, server.url);
    assert.equal(body.clientSecret, server.env.RINGCENTRAL_CLIENT_SECRET);
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: body.webClientId,
      assertion: body.people[1]?.jwt ?? '',
    };
    const { body: tokens } = await call<{ access_token: string }>(server, '/restapi/oauth/token', {
      body: new URLSearchParams(form),
    });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const own = await call<{ extensionNumber: string }>(server, mine, { headers });
    assert.equal(own.body.extensionNumber, '102');
  });

  test('of a refused request who asked what, the code, the cause, what to do, and its request id', async () => {
    const before = await newest();
    const maya = await signIn(server, '101');
    const body = { to: [{ extensionNumber: '999' }], text: 'x' };
    const refused = await maya.call(`${mine}/company-pager?access_token=in-a-query`, { body });
    const { timeMs, durationMs, number, extensionId, ...rest } = await recorded(before, ({ status }) => status === 400);
    assert.deepEqual(rest, {
      kind: 'request',
      requestId: refused.headers.get('rcrequestid'),
      method: 'POST',
      path: `${mine}/company-pager`,
      operationId: 'createInternalTextMessage',
      status: 400,
      clientId: server.env.RINGCENTRAL_CLIENT_ID,
      isOverWebSocket: false,
      errorCode: 'CMN-102',
      message: 'Resource for parameter [to] is not found (999)',
      hint: 'List whom you can name with GET …/account/~/directory/entries',
      messageId: null,
    });
    const people = (await call<Demo>(server, desk)).body.people;
    assert.equal(extensionId, people[0]?.extensionId);
    assert.ok(Number(number) > before && Number(timeMs) > 0 && Number(durationMs) >= 0);
  });

  test('of a sign-in who it was', async () => {
    const before = await newest();
    await signIn(server, '103');
    const entry = await recorded(before, ({ operationId }) => operationId === 'getToken');
    const people = (await call<Demo>(server, desk)).body.people;
    assert.equal(entry.extensionId, people[2]?.extensionId);
  });

  test('of a sign-in that is renewed whose it is', async () => {
    const { tokens } = await signIn(server, '104');
    const before = await newest();
    await requestTokens(server, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    const entry = await recorded(before, ({ operationId }) => operationId === 'getToken');
    const people = (await call<Demo>(server, desk)).body.people;
    assert.equal(entry.extensionId, people[3]?.extensionId);
  });

  test('of a page its id, and what a WebSocket was told of it; requests over one are marked', async () => {
    const jonas = await signIn(server, '102');
    const socket = await RawSocket.open(server, jonas);
    await socket.subscribe(messageStore);
    const before = await newest();
    const maya = await signIn(server, '101');
    const text = 'For nobody else to read';
    const { body } = await maya.call<Page>(`${mine}/company-pager`, {
      body: { to: [{ extensionNumber: '102' }], text },
    });
    const sent = await recorded(before, ({ messageId }) => messageId !== null && messageId !== undefined);
    assert.equal(sent.messageId, body.id);
    const told = await recorded(before, ({ kind }) => kind === 'delivery');
    const { notificationId, timeMs, number, subscriptionId, ...rest } = told;
    const { body: own } = await jonas.call<{ id: number }>(mine);
    assert.deepEqual(rest, {
      kind: 'delivery',
      transport: 'WebSocket',
      event: `/restapi/v1.0/account/${demoAccountId}/extension/${own.id}/message-store`,
      extensionId: String(own.id),
      newMessageIds: [body.id + 1],
      updatedCount: 0,
      attempt: null,
    });
    const overSocket = (await entriesAfter(0)).find(({ operationId }) => operationId === 'createSubscription');
    assert.equal(overSocket?.isOverWebSocket, true);
    assert.equal(sent.isOverWebSocket, false);
    await socket.close();
  });

  test('neither tokens, secrets, passwords nor the text of pages', async () => {
    const maya = await signIn(server, '101');
    const text = 'A text that is for Jonas alone';
    await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text } });
    await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '999' }], text } });
    await maya.call(`${mine}/message-store?search=${encodeURIComponent(text)}`);
    const password = 'a password that is wrong';
    await requestTokens(server, { grant_type: 'password', username: '101', password });
    await call(server, mine, { headers: { authorization: 'Bearer a-token-that-is-none' } });
    const before = await newest();
    await call(server, '/restapi/v1.0/nothing-here');
    await recorded(before - 1, ({ path }) => path === '/restapi/v1.0/nothing-here');
    const all = JSON.stringify(await entriesAfter(0));
    const { access_token, refresh_token } = maya.tokens;
    const secrets = [text, encodeURIComponent(text), password, access_token, refresh_token, 'a-token-that-is-none'];
    secrets.push(
      server.env.RINGCENTRAL_CLIENT_SECRET ?? '',
      server.env.BECKON_JWT_101 ?? '',
      server.env.BECKON_PASSWORD_101 ?? '',
    );
    for (const secret of secrets) assert.ok(secret !== '' && !all.includes(secret), secret);
  });

  test('a bounded part of an address that is very long', async () => {
    const before = await newest();
    await call(server, `/restapi/v1.0/${'x'.repeat(100_000)}`);
    const { path } = await recorded(before, ({ status }) => status === 404);
    assert.ok(String(path).length < 1100);
  });

  test('that the server was started anew, when numbers begin at 1 again', async () => {
    const other = await startServer();
    try {
      const first = (await call<Timeline>(other, `${desk}/timeline`)).body.run;
      await other.restart();
      const second = (await call<Timeline>(other, `${desk}/timeline`)).body.run;
      assert.notEqual(first, second);
    } finally {
      await other.close();
    }
  });
});

describe('the desk is closed', () => {
  const paths = [desk, `${desk}/timeline`, '/beckon/v1/%64emo', `${desk}/`];

  test('to pages of other origins, however they write the address', async () => {
    for (const path of paths) {
      for (const site of ['cross-site', 'same-site', 'anything']) {
        assert.equal(await statusWith({ 'sec-fetch-site': site }, path), 404, `${site} ${path}`);
      }
    }
  });

  test('to pages of other origins in browsers that send no Sec-Fetch-Site', async () => {
    for (const path of paths) {
      const { status, headers } = await call(server, path, { headers: { origin: 'https://elsewhere.example' } });
      assert.equal(status, 404, path);
      assert.equal(headers.get('access-control-allow-origin'), null, path);
    }
    assert.equal(await statusWith({ origin: 'http://localhost:3000' }), 404);
    assert.equal(await statusWith({ origin: 'null' }), 404);
  });

  test('to a name that was made to lead here (DNS rebinding)', async () => {
    assert.equal(await statusWith({ host: 'elsewhere.example' }), 421);
    assert.equal(await statusWith({ host: 'localhost.elsewhere.example' }), 421);
    assert.equal(await statusWith({ host: 'elsewhere-localhost' }), 421);
  });

  test('through a proxy or tunnel that the server was not told of', async () => {
    for (const name of [
      'x-forwarded-for',
      'forwarded',
      'x-real-ip',
      'via',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded-server',
    ]) {
      assert.equal(await statusWith({ [name]: '192.0.2.1' }), 404, name);
    }
  });

  test('over a WebSocket, by which an app with one person’s token would get at everyone’s', async () => {
    const jonas = await signIn(server, '102');
    const socket = await RawSocket.open(server, jonas);
    for (const path of [desk, `${desk}/timeline`]) {
      const [{ status }] = await socket.request('GET', path);
      assert.equal(status, 404, path);
    }
    await socket.close();
  });

  test('but open to the server’s own pages, to an address typed in, and to programs such as curl', async () => {
    const { host } = new URL(server.url);
    const port = host.split(':')[1];
    assert.equal(await statusWith({}), 200);
    assert.equal(await statusWith({ 'sec-fetch-site': 'same-origin' }), 200);
    assert.equal(await statusWith({ 'sec-fetch-site': 'none' }), 200);
    assert.equal(await statusWith({ host, origin: server.url }), 200);
    assert.equal(await statusWith({ host: `ext-102.localhost:${port}` }), 200);
  });
});

test('the timeline refuses what is no number of an entry', async () => {
  for (const after of ['x', '-1', '1.5', '1e999', '', '1234567890123456']) {
    const { status, text } = await call(server, `${desk}/timeline?after=${after}`);
    assert.equal(status, 400, after);
    assert.match(text, /CMN-101.*"after"/);
  }
});

describe('there is no desk', () => {
  async function assertNone(options: StartOptions): Promise<void> {
    const other = await startServer(options);
    try {
      const headers = { 'x-forwarded-proto': 'https' };
      const url = await until(() => other.listeningUrl, 'the address');
      const target = { env: {}, url, close: async () => {} };
      assert.equal((await call(target, desk, { headers })).status, 404);
      assert.equal((await call(target, `${desk}/timeline`)).status, 404);
      const about = await call<{ hasDemoDesk: boolean }>(target, '/beckon/v1/server');
      assert.equal(about.body.hasDemoDesk, false);
    } finally {
      await other.close();
    }
  }

  test('behind a proxy, for its clients as for this machine', async () => {
    await assertNone({ argsAfter: ['--behind-proxy', '--public-url', 'https://pages.example'] });
  });

  test('under a public address elsewhere, to which only a tunnel can lead', async () => {
    await assertNone({ argsAfter: ['--public-url', 'http://pages.example'] });
  });

  test('in an organisation', async () => {
    const dataDir = newFolder();
    const answers = [
      '--company',
      'Clinic',
      '--number',
      '101',
      '--name',
      'Maya Okafor',
      '--email',
      'maya@clinic.example',
    ];
    const { code, stderr } = await beckon(['init', '--data', dataDir, ...answers]);
    assert.equal(code, 0, stderr);
    await assertNone({ dataDir });
  });
});
