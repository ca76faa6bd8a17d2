/** WebSockets, frame by frame: connecting, and asking over them. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { messageStore, RawSocket, socketToken } from './raw-socket.ts';
import { draft, page, signOut } from './sent-pages.ts';
import { openTarget, startServer } from './server-process.ts';
import { until } from './until.ts';

const target = await openTarget();
after(() => target.close());

const wsUrl = () => `${target.url.replace('http', 'ws')}/ws`;

describe('connecting', () => {
  test('wstoken takes an empty body as JSON or as a form, and says where to connect for ten minutes', async () => {
    const maya = await signIn(target, '101');
    for (const type of ['application/json', 'application/x-www-form-urlencoded', undefined]) {
      const headers = { 'content-type': type };
      const { status, body } = await maya.call<object>('/restapi/oauth/wstoken', { method: 'POST', headers });
      assert.equal(status, 200);
      assert.partialDeepStrictEqual(body, { uri: wsUrl(), expires_in: 600 });
    }
  });

  test('the first frame gives the details of the connection, without a recovery state', async () => {
    const socket = await RawSocket.open(target, await signIn(target, '101'));
    const [meta, details] = socket.frames[0] ?? [];
    assert.equal(meta?.type, 'ConnectionDetails');
    assert.equal(meta?.status, 200);
    assert.equal(meta?.wsc?.sequence, 1);
    assert.ok(meta?.wsc?.token && meta.messageId && meta.headers.RCRequestId);
    const { creationTime, ...limits } = details;
    assert.ok(Math.abs(Date.parse(creationTime) - Date.now()) < 60_000);
    assert.deepEqual(limits, {
      maxConnectionsPerSession: 50,
      recoveryBufferSize: 100,
      recoveryTimeout: 180,
      idleTimeout: 1800,
      absoluteTimeout: 86_400,
      maxActiveRequests: 10,
    });
    await socket.close();
  });

  test('one token opens several connections, and an access token in the header opens one too', async () => {
    const maya = await signIn(target, '101');
    const { uri, ws_access_token: token } = await socketToken(maya);
    const sockets = [
      new RawSocket(`${uri}?access_token=${token}`),
      new RawSocket(`${uri}?access_token=${token}`),
      new RawSocket(uri, { authorization: `Bearer ${token}` }),
      new RawSocket(uri, { authorization: `bearer ${maya.tokens.access_token}` }),
    ];
    for (const socket of sockets) await socket.details();
    for (const socket of sockets) await socket.close();
  });

  test('without a token, with a wrong one, and after signing out it is closed with 4400', async () => {
    const jonas = await signIn(target, '102');
    const { ws_access_token: token } = await socketToken(jonas);
    await signOut(target, jonas);
    for (const query of [
      '',
      '?access_token=nonsense',
      `?access_token=${token.slice(0, -2)}xx`,
      `?access_token=${token}`,
    ]) {
      const socket = new RawSocket(wsUrl() + query);
      assert.equal(await socket.closed(), 4400, query);
      assert.deepEqual(socket.frames, []);
    }
  });

  test('the 51st connection of a session is told why it is closed; one that takes another’s place is not', async () => {
    const person = await signIn(target, '106');
    const { uri, ws_access_token: token } = await socketToken(person);
    const sockets = Array.from({ length: 50 }, () => new RawSocket(`${uri}?access_token=${token}`));
    await Promise.all(sockets.map((socket) => socket.details()));
    const last = new RawSocket(`${uri}?access_token=${token}`);
    await last.closed();
    assert.equal(last.frames[0]?.[0].type, 'Error');
    await sockets[0]?.close();
    const next = new RawSocket(`${uri}?access_token=${token}`);
    await next.details();
    const again = new RawSocket(`${uri}?access_token=${token}&wsc=${sockets[1]?.wsc}`);
    assert.equal((await again.details())[1].recoveryState, 'Successful');
    for (const socket of [...sockets, next, again]) socket.drop();
  });
});

describe('requests over a WebSocket', () => {
  test('a body that is said to be compressed is refused, as over HTTP', async () => {
    const socket = await RawSocket.open(target, await signIn(target, '101'));
    const more = { headers: { 'Content-Encoding': 'gzip' } };
    const [meta, refusal] = await socket.request('POST', `${mine}/company-pager`, draft('Not gzip', '102'), more);
    assert.deepEqual([meta.status, refusal.errorCode], [415, 'CMN-104']);
    await socket.close();
  });

  test('a page is sent, in any case of the method, with a slash at the end, and the answer is that of HTTP', async () => {
    const maya = await signIn(target, '101');
    const socket = await RawSocket.open(target, maya);
    const [meta, sent] = await socket.request('post', `${mine}/company-pager/`, draft('Over the socket', '102'));
    assert.equal(meta.type, 'ClientRequest');
    assert.equal(meta.status, 200);
    assert.ok(meta.headers.RCRequestId);
    assert.equal(sent.subject, 'Over the socket');
    const [, read] = await socket.request('GET', `${messageStore}/${sent.id}`, '');
    const { body } = await maya.call<Page>(`${messageStore}/${sent.id}`);
    assert.deepEqual(read, body);
    await socket.close();
  });

  test('a query is taken from the frame, repeated keys and all', async () => {
    const maya = await signIn(target, '101');
    const socket = await RawSocket.open(target, maya);
    const query = { perPage: 2, availability: ['Alive', 'Deleted'], dateFrom: '2000-01-01' };
    const [meta, list] = await socket.request('GET', messageStore, undefined, { query });
    assert.equal(meta.status, 200, JSON.stringify(list));
    assert.equal(list.paging.perPage, 2);
    assert.match(list.uri, /availability=Alive&availability=Deleted/);
    await socket.close();
  });

  test('errors carry their body, a 204 has none, and permissions are those of HTTP', async () => {
    const lena = await signIn(target, '103');
    const socket = await RawSocket.open(target, lena);
    const cases: [string, string, unknown, number, string][] = [
      ['GET', `${messageStore}/1`, undefined, 404, 'CMN-102'],
      ['GET', '/nowhere', undefined, 404, 'CMN-120'],
      ['POST', `${mine}/company-pager`, draft('x', '999'), 400, 'InvalidParameter'],
      ['DELETE', '/restapi/v1.0/account/~/extension/1', undefined, 403, 'CMN-408'],
      ['POST', `${mine}/sms`, {}, 501, 'BKN-501'],
    ];
    for (const [method, path, body, status, code] of cases) {
      const frame = await socket.request(method, path, body);
      assert.equal(frame[0].status, status, path);
      assert.equal(frame[1].errorCode, code, path);
    }
    const sent = await page(lena, 'To be deleted', '101');
    const deleted = await socket.request('DELETE', `${messageStore}/${sent.id}`, '');
    assert.equal(deleted[0].status, 204);
    assert.equal(deleted.length, 1);
    await socket.close();
  });

  test('several ids are answered with the multipart body as it is, a text as a JSON text', async () => {
    const maya = await signIn(target, '101');
    const socket = await RawSocket.open(target, maya);
    const [a, b] = [await page(maya, 'a', '102'), await page(maya, 'b', '102')];
    const [meta, body] = await socket.request('GET', `${messageStore}/${a.id},${b.id}`);
    assert.equal(meta.status, 207);
    assert.match(body, /^--Boundary_\w+\r\n/);
    const [, text] = await socket.request('GET', `${messageStore}/${a.id}/content/1`);
    assert.equal(text, 'a');
    await socket.close();
  });

  test('more than ten requests at once are refused one by one, and the others answered', async () => {
    const socket = await RawSocket.open(target, await signIn(target, '101'));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => socket.request('POST', `${mine}/company-pager`, draft(`${i}`, '102'))),
    );
    const count = (status: number) => answers.filter(([meta]) => meta.status === status).length;
    assert.equal(count(200) + count(429), 60);
    assert.ok(count(200) >= 10 && count(429) > 0, `${count(200)} were answered`);
    const refused = answers.find(([meta]) => meta.status === 429);
    assert.equal(refused?.[1].errorCode, 'CMN-301');
    assert.equal((await socket.request('GET', messageStore))[0].status, 200);
    await socket.close();
  });

  test('a heartbeat is echoed; what is no frame is answered with an error, and the connection stays', async () => {
    const socket = await RawSocket.open(target, await signIn(target, '101'));
    socket.socket.send(JSON.stringify([{ type: 'Heartbeat', messageId: 'beat' }]));
    assert.deepEqual(await until(() => socket.frames.find(([{ messageId }]) => messageId === 'beat'), 'the echo'), [
      { type: 'Heartbeat', messageId: 'beat' },
    ]);
    for (const nonsense of ['{', '{}', '[]', '[null]', '[{"type":"Other"}]', '[{"type":"ClientRequest"}]']) {
      const before = socket.frames.length;
      socket.socket.send(nonsense);
      const frame = await until(() => socket.frames[before], `an error for ${nonsense}`);
      assert.equal(frame[0].type, 'Error', nonsense);
      assert.equal(frame[0].status, 400);
      assert.ok(frame[1].errorCode);
    }
    const [meta, body] = await socket.request('GET', 5 as unknown as string);
    assert.equal(meta.status, 400);
    assert.equal(body.errorCode, 'CMN-104');
    await socket.close();
  });
});

test('requests over a WebSocket count against the same limits as those over HTTP', async () => {
  const server = await startServer({ argsAfter: ['--rate-limits', 'Medium=2'] });
  try {
    const maya = await signIn(server, '101');
    const socket = await RawSocket.open(server, maya);
    const path = `${mine}/company-pager`;
    assert.equal((await maya.call(path, { body: draft('one', '102') })).status, 200);
    const [second] = await socket.request('POST', path, draft('two', '102'));
    assert.equal(second.status, 200);
    assert.equal(second.headers['X-Rate-Limit-Remaining'], '0');
    const [third, body] = await socket.request('POST', path, draft('three', '102'));
    assert.equal(third.status, 429);
    assert.equal(body.message, 'Request rate exceeded');
    assert.ok(third.headers['Retry-After']);
    assert.equal((await maya.call(path, { body: draft('three', '102') })).status, 429);
    await socket.close();
  } finally {
    await server.close();
  }
});
