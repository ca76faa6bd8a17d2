/** What the server logs of its requests: enough to find each of them, and nothing that is nobody's business. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from './expected-page.ts';
import { appAuthorization, call, jwtGrant, mine, requestTokens, signIn } from './person.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Stops the server, so that its log is complete, and gives the lines. */
async function linesOf(server: ServerProcess): Promise<Record<string, unknown>[]> {
  await server.stop();
  return server
    .logs()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('each answer’s RCRequestId stands in exactly one line, with what was asked and how it went', async (t) => {
  const server = await startServer();
  t.after(() => server.close());
  const maya = await signIn(server, '101');
  const to = [{ extensionNumber: '102' }];
  const page = await maya.call<Page>(`${mine}/company-pager`, { body: { to, text: 'Logged' } });
  const answers = [
    page,
    await maya.call(`${mine}/message-store?perPage=1`),
    await maya.call(`${mine}/message-store/${page.body.id}`, { method: 'PUT', body: { readStatus: 'Read' } }),
    await maya.call(`${mine}/company-pager`, { body: { to } }),
    await maya.call(`${mine}/company-pager`, { body: '{' }),
    await maya.call(`${mine}/company-pager`, { body: { to, text: 'x'.repeat(1024 * 1024) } }),
    await call(server, `${mine}/message-store`),
    await call(server, `${mine}/message-store`, { headers: { authorization: 'Bearer garbage' } }),
    await requestTokens(server, { grant_type: 'guess' }),
    await call(server, '/restapi/v1.0/nothing'),
    await call(server, '/restapi/v1.0/status'),
    await call(server, '/restapi/v1.0/status', { method: 'HEAD' }),
    await call(server, '/openapi.json'),
  ];
  const lines = await linesOf(server);
  for (const { status, headers } of answers) {
    const id = headers.get('rcrequestid');
    assert.ok(id, `an answer with status ${status} has no RCRequestId`);
    const about = lines.filter((line) => JSON.stringify(line).includes(id));
    assert.deepEqual(
      about.map((line) => line.status),
      [status],
      `the lines about a request answered with ${status}`,
    );
  }
  const line = lines.find(({ requestId }) => requestId === page.headers.get('rcrequestid'));
  assert.partialDeepStrictEqual(line, {
    method: 'POST',
    path: `${mine}/company-pager`,
    operation: 'createInternalTextMessage',
    status: 200,
  });
});

test('neither the text of a page nor a token nor a secret is ever logged, not even at the chattiest level', async (t) => {
  const server = await startServer({ argsAfter: ['--log-level', 'trace'] });
  t.after(() => server.close());
  const mark = 'xyzzy-7f3a';
  const maya = await signIn(server, '101');
  const to = [{ extensionNumber: '102' }];
  const sent = await maya.call<Page>(`${mine}/company-pager`, { body: { to, text: `Kept ${mark}` } });
  assert.equal(sent.status, 200);
  const refused = [
    { to: [{ extensionNumber: '999' }], text: mark },
    { to, text: mark.repeat(200) },
    { to, text: mark, from: { extensionNumber: '102' } },
    { to, text: [mark] },
    `{"to":${mark}`,
    mark,
  ];
  for (const body of refused) assert.equal((await maya.call(`${mine}/company-pager`, { body })).status, 400);
  await maya.call(`${mine}/company-pager`, { body: mark, headers: { 'content-type': 'text/plain' } });
  await maya.call(sent.body.attachments[0]?.uri ?? '');

  const { access_token, refresh_token } = maya.tokens;
  await call(server, `${sent.body.uri}?access_token=${access_token}`);
  await call(server, `/nothing?access_token=${access_token}`);
  const renewed = await requestTokens(server, { grant_type: 'refresh_token', refresh_token });
  assert.equal(renewed.status, 200);
  const guessed = 'guessed-secret-5e1';
  await requestTokens(server, { grant_type: 'refresh_token', refresh_token: guessed });
  await requestTokens(server, { grant_type: jwtGrant, assertion: guessed });
  await requestTokens(server, { grant_type: guessed });
  await requestTokens(server, { grant_type: 'password', username: '101', password: guessed });
  await call(server, mine, { headers: { authorization: `Bearer ${guessed}` } });
  const signOut = { body: new URLSearchParams({ token: access_token }) };
  await call(server, '/restapi/oauth/revoke', { ...signOut, headers: { authorization: appAuthorization(server) } });

  const lines = await linesOf(server);
  assert.ok(lines.length > 15, 'the log is too short to prove anything');
  const log = server.logs();
  const secrets = [mark, guessed, access_token, refresh_token, renewed.body.access_token, renewed.body.refresh_token];
  for (const [name, value] of Object.entries(server.env)) if (/SECRET|JWT/.test(name)) secrets.push(value);
  for (const secret of secrets) assert.ok(!log.includes(secret), `the log holds ${secret}`);
});
