/** The sign-in page where no process of its own can show it: over TLS, open to a network, and after an hour. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { demoApp, demoPassword, foundDemoCompany } from '../../demo/company.ts';
import { unwrap } from '../../domain/errors.ts';
import { openSqliteStore } from '../../store/sqlite/open-sqlite-store.ts';
import { createUrls } from '../../wire/urls.ts';
import { createServer } from '../server.ts';
import type { Beckon } from '../shared/beckon.ts';

async function openPage(settings: Partial<Beckon> & { publicUrl: string }, asked: Record<string, string> = {}) {
  let nowMs = 1_700_000_000_000;
  const clock = { nowMs: () => nowMs };
  const store = openSqliteStore({ dataDir: ':memory:', clock });
  const secret = await store.readSecret();
  unwrap(await store.execute(foundDemoCompany(secret)));
  const urls = createUrls(() => settings.publicUrl);
  const limits = { maxRecipients: 1000, maxThreadAgeMs: 0, reports: { wake: () => {}, read: async () => undefined } };
  const server = await createServer(
    { store, clock, urls, version: '0', ...limits, ...settings },
    pino({ enabled: false }),
  );
  const query = {
    response_type: 'code',
    client_id: demoApp(secret).clientId,
    redirect_uri: 'http://localhost:3000/callback',
    ...asked,
  };
  const page = await server.inject({ url: '/restapi/oauth/authorize', query });
  const cookie = String(page.headers['set-cookie']);
  const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return {
    page,
    cookie,
    password: demoPassword(secret, '102'),
    wait(forMs: number) {
      nowMs += forMs;
    },
    send: (fields: Record<string, string>, url = '/beckon/v1/sign-in') =>
      server.inject({
        method: 'POST',
        url,
        headers: { cookie: cookie.split(';')[0], 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ form, ...fields }).toString(),
      }),
    async close() {
      await server.close();
      await store.close();
    },
  };
}

test('a server that others can reach lets nobody in by one click', async () => {
  const { page, send, password, close } = await openPage({ publicUrl: 'http://pages.example', isSignInWaived: false });
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /name="person"|Maya/);
  const refused = await send({ person: '101' });
  assert.equal(refused.statusCode, 400);
  assert.equal(refused.headers.location, undefined);
  assert.equal((await send({ username: '102', password })).statusCode, 303);
  await close();
});

test('over TLS the cookie is for this host alone; behind a path, forms and style are found there', async () => {
  const { page, cookie, send, password, close } = await openPage({ publicUrl: 'https://pages.example/beckon' });
  assert.match(cookie, /^__Host-beckon_browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  assert.match(page.body, /action="\/beckon\/beckon\/v1\/sign-in\?ui_locales=en"/);
  assert.match(page.body, /href="\/beckon\/beckon\/v1\/pages\.css\?/);
  assert.equal((await send({ username: '102', password })).statusCode, 303);
  await close();
});

test('a page is good for an hour', async () => {
  const { wait, send, password, close } = await openPage({ publicUrl: 'http://pages.example' });
  wait(3_599_000);
  assert.equal((await send({ username: '102', password: 'wrong' })).statusCode, 400);
  assert.equal((await send({ username: '102', password })).statusCode, 303);
  wait(2000);
  const late = await send({ username: '102', password });
  assert.equal(late.statusCode, 400);
  assert.match(late.body, /open for too long/);
  await close();
});

test('after thirty failures within a quarter of an hour, an address gets no password right until the end of it', async () => {
  const { wait, send, password, close } = await openPage({ publicUrl: 'http://pages.example' });
  const statusOf = async (username: string, text: string) => (await send({ username, password: text })).statusCode;
  for (let failures = 0; failures < 30; failures++)
    assert.equal(await statusOf(`nobody${failures}@a.example`, 'x'), 400);
  assert.equal(await statusOf('102', password), 400);
  wait(15 * 60_000 - 1);
  assert.equal(await statusOf('102', password), 400);
  wait(2);
  assert.equal(await statusOf('102', password), 303);
  await close();
});

test('whoever sends a form too often is told so in the language of its page', async () => {
  const rateLimits = { Heavy: 9, Medium: 9, Light: 9, Auth: 9, address: 1, windowS: 60 };
  const { page, send, close } = await openPage({ publicUrl: 'http://pages.example', rateLimits }, { ui_locales: 'de' });
  const [, action] = /action="([^"]+)"/.exec(page.body) ?? [];
  const { statusCode, headers, body } = await send({ username: '102', password: 'x' }, action);
  assert.equal(statusCode, 429);
  assert.equal(headers['retry-after'], '60');
  assert.equal(headers['content-language'], 'de');
  assert.match(body, /In kurzer Zeit wurde zu viel abgefragt/);
  await close();
});

test('what goes wrong with a page is said on a page', async () => {
  const { send, close } = await openPage({ publicUrl: 'http://pages.example' });
  const { statusCode, headers, body } = await send({ username: 'x'.repeat(300) });
  assert.equal(statusCode, 400);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(body, /<h1>That did not work<\/h1>/);
  await close();
});
