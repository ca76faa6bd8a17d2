/** The sign-in page where no process of its own can show it: over TLS, open to a network, and after an hour. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openServer } from './page.fixture.ts';

test('a server that others can reach lets nobody in by one click', async (t) => {
  const { openPage, passwordOf } = await openServer(t, { isSignInWaived: false });
  const { page, send } = await openPage();
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /name="person"|Maya/);
  const refused = await send({ person: '101' });
  assert.equal(refused.statusCode, 400);
  assert.equal(refused.headers.location, undefined);
  assert.equal((await send({ username: '102', password: passwordOf('102') })).statusCode, 303);
});

test('over TLS the cookies are for this host alone; behind a path, forms and style are found there', async (t) => {
  const { openPage, passwordOf } = await openServer(t, { publicUrl: 'https://pages.example/beckon' });
  const { page, send } = await openPage();
  const own = 'Path=/; HttpOnly; SameSite=Lax; Secure';
  assert.match(String(page.headers['set-cookie']), new RegExp(`^__Host-beckon_browser=[\\w-]{43}; ${own}$`));
  assert.match(page.body, /action="\/beckon\/beckon\/v1\/sign-in\?ui_locales=en"/);
  assert.match(page.body, /href="\/beckon\/beckon\/v1\/pages\.css\?/);
  const { statusCode, headers } = await send({ username: '102', password: passwordOf('102') });
  assert.equal(statusCode, 303);
  assert.match(String(headers['set-cookie']), new RegExp(`^__Host-beckon_known=[\\w.-]+; Max-Age=\\d+; ${own}$`));
});

test('a page is good for an hour', async (t) => {
  const { openPage, passwordOf, wait } = await openServer(t);
  const { send } = await openPage();
  const password = passwordOf('102');
  wait(3_599_000);
  assert.equal((await send({ username: '102', password: 'wrong' })).statusCode, 400);
  assert.equal((await send({ username: '102', password })).statusCode, 303);
  wait(2000);
  const late = await send({ username: '102', password });
  assert.equal(late.statusCode, 400);
  assert.match(late.body, /open for too long/);
});

test('whoever sends a form too often is told so in the language of its page, and for how long', async (t) => {
  const rateLimits = { Heavy: 9, Medium: 9, Light: 9, Auth: 9, address: 9, requests: 1, documents: 9, windowS: 600 };
  const { openPage, wait } = await openServer(t, { rateLimits });
  const { page, send } = await openPage({ ui_locales: 'de' });
  const [, action] = /action="([^"]+)"/.exec(page.body) ?? [];
  wait(241_000);
  const { statusCode, headers, body } = await send({ username: '102', password: 'x' }, action);
  assert.equal(statusCode, 429);
  assert.equal(headers['retry-after'], '359');
  assert.equal(headers['content-language'], 'de');
  assert.match(body, /In kurzer Zeit wurde zu viel abgefragt\. Bitte in 6 min/);
});

test('what goes wrong with a page is said on a page', async (t) => {
  const { openPage } = await openServer(t);
  const { send } = await openPage();
  const { statusCode, headers, body } = await send({ username: 'x'.repeat(300) });
  assert.equal(statusCode, 400);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(body, /<h1>That did not work<\/h1>/);
});
