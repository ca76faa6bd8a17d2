/** Starting and stopping Beckon: the credentials it writes, the options it heeds, what it serves from then on. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from './expected-page.ts';
import { call, mine, signIn } from './person.ts';
import { newFolder, peopleNumbers, type ServerProcess, startServer } from './server-process.ts';

const server = await startServer();
const folder = newFolder();
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('demo.env can be read by its owner alone, and holds one sound value for every variable', () => {
  assert.equal(statSync(server.envFile).mode & 0o777, 0o600);
  const lines = readFileSync(server.envFile, 'utf8').trimEnd().split('\n');
  const variables = lines.map((line) => /^([A-Z0-9_]+)=([\w.:/-]+)$/.exec(line)?.slice(1) ?? [line]);
  const jwts = peopleNumbers.map((number) => `BECKON_JWT_${number}`);
  assert.deepEqual(
    variables.map(([name]) => name),
    [
      ...['RINGCENTRAL_SERVER_URL', 'RINGCENTRAL_CLIENT_ID', 'RINGCENTRAL_CLIENT_SECRET', 'RINGCENTRAL_JWT_TOKEN'],
      ...['RC_SERVER_URL', 'RC_APP_CLIENT_ID', 'RC_APP_CLIENT_SECRET', 'RC_USER_JWT'],
      ...jwts,
      ...['BECKON_PUBLIC_CLIENT_ID', 'BECKON_REDIRECT_URI'],
      ...peopleNumbers.map((number) => `BECKON_PASSWORD_${number}`),
    ],
  );
  const { env } = server;
  assert.match(server.output(), new RegExp(`is listening at ${env.RC_SERVER_URL}\n`));
  assert.equal(env.RINGCENTRAL_SERVER_URL, env.RC_SERVER_URL);
  assert.equal(env.RINGCENTRAL_CLIENT_ID, env.RC_APP_CLIENT_ID);
  assert.equal(env.RINGCENTRAL_CLIENT_SECRET, env.RC_APP_CLIENT_SECRET);
  assert.deepEqual(new Set([env.RINGCENTRAL_JWT_TOKEN, env.RC_USER_JWT]), new Set([env.BECKON_JWT_101]));
  assert.equal(new Set(jwts.map((name) => env[name])).size, jwts.length, 'two people share a JWT');
});

test('each JWT of demo.env signs in the person of its number', async () => {
  for (const number of peopleNumbers) {
    const person = await signIn(server, number);
    const { body } = await person.call<{ extensionNumber: string }>(mine);
    assert.equal(body.extensionNumber, number);
  }
});

test('nothing in the data folder can be read by others', () => {
  const files = readdirSync(server.dataDir).map((file) => join(server.dataDir, file));
  assert.ok(files.length > 1, 'nothing but demo.env is kept');
  for (const file of [server.dataDir, ...files]) assert.equal(statSync(file).mode & 0o077, 0, file);
});

test('the demo’s first page has the ids of the document’s example', async (t) => {
  const fresh = await startServer();
  t.after(() => fresh.close());
  const maya = await signIn(fresh, '101');
  const body = { to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'Hello!' };
  const page = await maya.call<Page>(`${mine}/company-pager`, { body });
  assert.equal(page.body.id, 320272670010);
  const path = '/restapi/v1.0/account/1346632010/extension/1346632010/message-store/320272670010';
  assert.equal(page.body.uri, fresh.url + path);
});

test('two data folders share no secret, and the credentials of one mean nothing to the other', async (t) => {
  const other = await startServer();
  t.after(() => other.close());
  for (const [name, value] of Object.entries(server.env)) {
    if (name !== 'BECKON_REDIRECT_URI') assert.notEqual(other.env[name], value, name);
  }
  const { RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET, BECKON_JWT_101 } = server.env;
  const foreign = { RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET, BECKON_JWT_101 } as Record<string, string>;
  const close = async () => {};
  await assert.rejects(signIn({ url: other.url, env: foreign, close }, '101'), /400 .*OAU-153/);
  await assert.rejects(signIn({ url: other.url, env: { ...other.env, BECKON_JWT_101 } as never, close }, '101'), /400/);
  const maya = await signIn(server, '101');
  const headers = { authorization: `Bearer ${maya.tokens.access_token}` };
  assert.equal((await call(other, mine, { headers })).status, 401);
});

test('of a flag given twice the last value counts', async (t) => {
  const unused = join(folder, 'unused');
  const twice = await startServer({ argsBefore: ['--port', '1', '--data', unused, '--log-level', 'silent'] });
  t.after(() => twice.close());
  assert.ok(!existsSync(unused), 'the first folder was used');
  assert.notEqual(new URL(twice.url).port, '1');
  await twice.stop();
  assert.match(twice.logs(), /Server listening/);
});

test('/openapi.json names every operation once, by the vendor’s name for it', async () => {
  const answer = await call<{ paths: Record<string, Record<string, { operationId?: string }>> }>(
    server,
    '/openapi.json',
  );
  assert.equal(answer.status, 200);
  const operations = Object.values(answer.body.paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId ?? '');
  assert.equal(new Set(ids).size, ids.length, 'an operation has no name, or another’s');
  const served = [
    ...['createInternalTextMessage', 'listMessages', 'readMessage', 'updateMessage', 'readMessageContent'],
    ...['readAccountInfo', 'listExtensions', 'readExtension', 'getToken', 'revokeToken'],
    ...['readAPIVersions', 'readAPIVersion', 'readAPIStatus'],
  ];
  for (const operationId of served) assert.ok(ids.includes(operationId), `${operationId} is not described`);
});

test('every path of /openapi.json is served', async () => {
  const { body } = await call<{ paths: Record<string, Record<string, unknown>> }>(server, '/openapi.json');
  for (const [path, methods] of Object.entries(body.paths)) {
    for (const method of Object.keys(methods)) {
      const { status, body } = await call<{ errorCode?: string }>(server, path.replaceAll(/\{\w+\}/g, '~'), {
        method: method.toUpperCase(),
      });
      assert.ok(status < 500 && body?.errorCode !== 'CMN-120', `${method} ${path} answers ${status}`);
    }
  }
});

test('/docs answers a page to read the API on, and all it loads from here', async () => {
  const { status, headers, text } = await call(server, '/docs/');
  assert.equal(status, 200);
  assert.match(headers.get('content-type') ?? '', /^text\/html/);
  const parts = [...text.matchAll(/(?:src|href)="(\.?\/[^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(parts.length > 0, text);
  for (const part of parts) {
    const { status } = await call(server, new URL(part, `${server.url}/docs/`).href);
    assert.equal(status, 200, part);
  }
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends the server with code 0, also while a client keeps its connection`, async (t) => {
    const stopped: ServerProcess = await startServer();
    t.after(() => stopped.close());
    await signIn(stopped, '101');
    assert.equal(await stopped.stop(signal), 0);
    await assert.rejects(call(stopped, '/restapi'), /fetch failed/);
  });
}
