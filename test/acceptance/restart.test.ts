/** What outlives a server: after a stop, after a kill, and what must be made anew. */

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Page, PageList } from './expected-page.ts';
import { mine, requestTokens, signIn } from './person.ts';
import { assertRefused, type ErrorBody, token } from './refusal.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());

async function pagesOf(number: string): Promise<readonly Page[]> {
  const person = await signIn(server, number);
  const { body } = await person.call<PageList>(`${mine}/message-store?perPage=max`);
  return body.records;
}

/** Documents without the addresses in them, whose port is another after each start. */
function withoutUrls(documents: unknown): unknown {
  return JSON.parse(JSON.stringify(documents), (_key, value) =>
    typeof value === 'string' ? value.replace(/^http:\/\/[^/]+/, '') : value,
  );
}

async function send(text: string): Promise<Page> {
  const maya = await signIn(server, '101');
  const body = { to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text };
  const { status, body: page } = await maya.call<Page>(`${mine}/company-pager`, { body });
  assert.equal(status, 200);
  return page;
}

test('after a restart the same credentials and messages are there, and demo.env is true for the new port', async () => {
  await send('Kept over a restart');
  const jonas = await signIn(server, '102');
  const [first] = await pagesOf('102');
  await jonas.call(`${mine}/message-store/${first?.id}`, { method: 'PUT', body: { readStatus: 'Read' } });
  const [kept, env, url] = [[await pagesOf('101'), await pagesOf('102'), await pagesOf('103')], server.env, server.url];

  await server.stop();
  await server.start();

  assert.notEqual(server.url, url);
  assert.deepEqual(server.env, { ...env, RINGCENTRAL_SERVER_URL: server.url, RC_SERVER_URL: server.url });
  assert.match(server.output(), new RegExp(`is listening at ${server.url}\n`));
  assert.equal(statSync(server.envFile).mode & 0o777, 0o600);
  const found = [await pagesOf('101'), await pagesOf('102'), await pagesOf('103')];
  assert.deepEqual(withoutUrls(found), withoutUrls(kept));
  for (const { uri } of found.flat()) assert.ok(uri.startsWith(`${server.url}/`), uri);
});

test('whoever was signed in still is after a restart, and whoever signed out is not', async () => {
  const [stays, leaves] = [await signIn(server, '104'), await signIn(server, '104')];
  const ended = { method: 'POST', body: new URLSearchParams({ token: leaves.tokens.access_token }) };
  const app = `${server.env.RINGCENTRAL_CLIENT_ID}:${server.env.RINGCENTRAL_CLIENT_SECRET}`;
  const headers = {
    authorization: `Basic ${Buffer.from(app).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  assert.equal((await leaves.call('/restapi/oauth/revoke', { ...ended, headers })).status, 200);
  await server.restart();
  assert.equal((await stays.call(mine)).status, 200);
  assertRefused(await leaves.call<ErrorBody>(mine), token('OAU-213'));
  const form = { grant_type: 'refresh_token', refresh_token: stays.tokens.refresh_token };
  assert.equal((await requestTokens(server, form)).status, 200);
});

test('a page that was answered is there after the server was killed, with the ids and times of the answer', async () => {
  const answered = await send('Kept over a kill');
  await server.kill9();
  await server.start();
  const [newest] = await pagesOf('101');
  assert.partialDeepStrictEqual(withoutUrls(newest), withoutUrls(answered));
  for (const number of ['102', '103']) {
    const [copy] = await pagesOf(number);
    assert.equal(copy?.conversationId, answered.conversationId, `${number} lost the page`);
  }
});

test('a page sent under an idempotency key is the same page when asked again after the server was killed', async () => {
  const body = { to: [{ extensionNumber: '102' }], text: 'Sent once over a kill' };
  const ask = async () => {
    const maya = await signIn(server, '101');
    return await maya.call<Page>(`${mine}/company-pager`, { body, headers: { 'idempotency-key': 'over a kill' } });
  };
  const first = await ask();
  await server.kill9();
  await server.start();
  const again = await ask();
  assert.deepEqual([first.status, again.status], [200, 200]);
  assert.deepEqual(withoutUrls(again.body), withoutUrls(first.body));
  assert.equal((await pagesOf('102')).filter((page) => page.conversationId === first.body.conversationId).length, 1);
});

test('a page after a restart has a later id and time than every one before', async () => {
  const before = await send('Before');
  await server.restart();
  const later = await send('Later');
  assert.ok(later.id > before.id);
  assert.ok(Date.parse(later.creationTime) >= Date.parse(before.creationTime));
});
