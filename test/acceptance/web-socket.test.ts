/** WebSockets, frame by frame: connecting, asking, subscribing, recovering. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from './expected-page.ts';
import { appAuthorization, mine, type Person, signIn } from './person.ts';
import { messageStore, RawSocket, socketToken } from './raw-socket.ts';
import { openTarget, startServer } from './server-process.ts';
import { until } from './until.ts';

const target = await openTarget();
after(() => target.close());

const draft = (text: string, ...numbers: string[]) => ({
  to: numbers.map((extensionNumber) => ({ extensionNumber })),
  text,
});

async function page(from: Person, text: string, ...to: string[]): Promise<Page> {
  const { status, text: said, body } = await from.call<Page>(`${mine}/company-pager`, { body: draft(text, ...to) });
  assert.equal(status, 200, said);
  return body;
}

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
    await signOut(jonas);
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

async function signOut(person: Person): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${target.env.RINGCENTRAL_CLIENT_ID}:${target.env.RINGCENTRAL_CLIENT_SECRET}`).toString('base64')}`;
  const body = new URLSearchParams({ token: person.tokens.access_token });
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const { status } = await person.call('/restapi/oauth/revoke', { body, headers });
  assert.equal(status, 200);
}

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

describe('a subscription over a WebSocket', () => {
  test('tells of a new page in the mailbox, with its id, whoever sent it', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    const subscription = await socket.subscribe(messageStore);
    assert.match(subscription.eventFilters[0] ?? '', /^\/restapi\/v1\.0\/account\/\d+\/extension\/\d+\/message-store$/);
    assert.partialDeepStrictEqual(subscription.deliveryMode, { transportType: 'WebSocket' });
    const answer = socket.frames.find(([{ headers }]) => headers?.['WSG-SubscriptionId'] !== undefined);
    assert.equal(answer?.[0].headers['WSG-SubscriptionId'], subscription.id);

    await page(maya, 'Are you there?', '102');
    await until(() => socket.events.length === 1, 'the notification');
    const [meta] = socket.frames.find(([{ type }]) => type === 'ServerNotification') ?? [];
    assert.equal(meta?.status, 200);
    assert.ok(meta?.headers.RCRequestId && meta.messageId && meta.wsc);
    const [event] = socket.events;
    const extensionId = /extension\/(\d+)/.exec(subscription.eventFilters[0] ?? '')?.[1];
    assert.partialDeepStrictEqual(event, {
      event: subscription.eventFilters[0],
      subscriptionId: subscription.id,
      ownerId: extensionId,
      body: { extensionId, changes: [{ type: 'Pager', newCount: 1, updatedCount: 0 }] },
    });
    const { body } = await jonas.call<Page>(`${messageStore}/${socket.newIds[0]}`);
    assert.equal(body.id, socket.newIds[0]);
    await socket.close();
  });

  test('a page to oneself is told once, with the ids of both copies', async () => {
    const maya = await signIn(target, '101');
    const socket = await RawSocket.open(target, maya);
    await socket.subscribe(messageStore);
    const sent = await page(maya, 'Note to self', '101');
    await until(() => socket.events.length === 1, 'the notification');
    assert.equal(socket.newIds.length, 2);
    assert.equal(socket.newIds[0], sent.id);
    await socket.close();
  });

  test('marking as read and deleting count as updates, and what changes nothing is not told', async () => {
    const jonas = await signIn(target, '102');
    const sent = await page(jonas, 'Mark me', '102', '103');
    const socket = await RawSocket.open(target, jonas);
    await socket.subscribe(messageStore);
    const path = `${messageStore}/${sent.id}`;
    for (const readStatus of ['Read', 'Read']) await jonas.call(path, { method: 'PUT', body: { readStatus } });
    await until(() => socket.updatedCount === 1, 'the first update');
    await jonas.call(path, { method: 'DELETE' });
    await until(() => socket.updatedCount === 2, 'the second update');
    assert.deepEqual(socket.newIds, []);
    await socket.close();
  });

  test('filters by direction narrow; filters that cannot fire are kept in order with their queries', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    const filters = [
      '/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true&sipData=true',
      `${messageStore}?type=Pager&direction=Inbound`,
      '/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS',
      `${messageStore}?type=SMS`,
      '/team-messaging/v1/posts',
    ];
    const { eventFilters } = await socket.subscribe(...filters);
    const resolved = (text: string) =>
      text.replace(/account\/\d+/, 'account/~').replace(/extension\/\d+/, 'extension/~');
    assert.deepEqual(eventFilters.map(resolved), filters);
    assert.ok(eventFilters.every((filter) => !filter.includes('~')));
    await page(jonas, 'Outbound', '103');
    await page(maya, 'Inbound', '102');
    await until(() => socket.events.length > 0, 'the notification');
    await page(maya, 'Inbound again', '102');
    await until(() => socket.events.length > 1, 'the second notification');
    assert.equal(socket.newIds.length, 2);
    assert.deepEqual([...new Set(socket.events.map(({ event }) => event))], [eventFilters[1]]);
    await socket.close();
  });

  test('pages sent at once come together, ids ascending, none lost', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    await socket.subscribe(messageStore);
    const sender = await RawSocket.open(target, maya);
    await Promise.all(
      Array.from({ length: 9 }, (_, i) => sender.request('POST', `${mine}/company-pager`, draft(`${i}`, '102'))),
    );
    await until(() => socket.newIds.length >= 9, 'nine ids');
    assert.deepEqual(
      socket.newIds,
      [...new Set(socket.newIds)].sort((a, b) => a - b),
    );
    assert.ok(socket.events.length < 9, 'every page was told alone');
    await socket.close();
    await sender.close();
  });

  test('a second one takes the place of the first', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    const first = await socket.subscribe(messageStore);
    const second = await socket.subscribe(messageStore);
    await page(maya, 'Once', '102');
    await until(() => socket.events.length > 0, 'the notification');
    await page(maya, 'Twice', '102');
    await until(() => socket.newIds.length > 1, 'the second page');
    assert.ok(socket.events.every(({ subscriptionId }) => subscriptionId === second.id));
    assert.equal((await jonas.call(`/restapi/v1.0/subscription/${first.id}`)).status, 404);
    const { body } = await jonas.call<{ records: { id: string }[] }>('/restapi/v1.0/subscription');
    assert.ok(body.records.some(({ id }) => id === second.id));
    await socket.close();
  });

  test('PUT changes its filters, over HTTP too, and DELETE ends it', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    const { id } = await socket.subscribe(`${messageStore}?direction=Outbound`);
    const path = `/restapi/v1.0/subscription/${id}`;
    const [meta, changed] = await socket.request('PUT', path, { eventFilters: [messageStore] });
    assert.equal(meta.headers['WSG-SubscriptionId'], id);
    assert.equal(changed.id, id);
    await page(maya, 'After the change', '102');
    await until(() => socket.newIds.length === 1, 'the notification');
    const body = { eventFilters: [`${messageStore}?direction=Outbound`] };
    assert.equal((await jonas.call(path, { method: 'PUT', body })).status, 200);
    assert.equal((await socket.request('POST', `${path}/renew`, ''))[0].status, 200);
    assert.equal((await socket.request('DELETE', path))[0].status, 204);
    assert.equal((await socket.request('DELETE', path))[0].status, 404);
    await page(maya, 'Nobody hears this', '102');
    await socket.request('GET', messageStore);
    assert.equal(socket.newIds.length, 1);
    await socket.close();
  });

  test('refusals carry the codes of the vendor', async () => {
    const jonas = await signIn(target, '102');
    const { id } = (await jonas.call<{ id: number }>(mine)).body;
    const socket = await RawSocket.open(target, jonas);
    const transport = { transportType: 'WebSocket' };
    const cases: [unknown, object, number, string][] = [
      [[`/restapi/v1.0/account/~/extension/${id + 1}/message-store`], transport, 403, 'SUB-405'],
      [['/restapi/v1.0/account/5/extension/~/message-store'], transport, 403, 'SUB-406'],
      [['nonsense'], transport, 400, 'SUB-508'],
      [[messageStore, '/restapi/v1.0/account/~/with blank'], transport, 400, 'SUB-508'],
      [[`${messageStore}?direction=Sideways`], transport, 400, 'SUB-508'],
      [['/restapi/v1.0/subscription/~?threshold=60&interval=15'], transport, 400, 'SUB-515'],
      [[], transport, 400, 'InvalidParameter'],
      [[messageStore], { transportType: 'PubNub' }, 400, 'InvalidParameter'],
      [[messageStore], {}, 400, 'InvalidParameter'],
    ];
    for (const [eventFilters, deliveryMode, status, code] of cases) {
      const [meta, body] = await socket.request('POST', '/restapi/v1.0/subscription', { eventFilters, deliveryMode });
      assert.equal(meta.status, status, JSON.stringify([eventFilters, body]));
      assert.equal(body.errorCode, code);
    }
    const overHttp = await jonas.call('/restapi/v1.0/subscription', {
      body: { eventFilters: [messageStore], deliveryMode: transport },
    });
    assert.equal(overHttp.status, 400);
    await socket.close();
  });
});

describe('people and Departments', () => {
  test('whoever is made, changed and deleted is told to those who listen for it', async () => {
    const maya = await signIn(target, '101');
    const socket = await RawSocket.open(target, maya);
    await socket.subscribe('/restapi/v1.0/account/~/extension', '/restapi/v1.0/account/~/directory/entries');
    const made = await maya.call<{ id: number }>('/restapi/v1.0/account/~/extension', {
      body: {
        extensionNumber: '177',
        type: 'User',
        status: 'Enabled',
        contact: { firstName: 'Noa', lastName: 'Lind' },
      },
    });
    assert.equal(made.status, 200, made.text);
    const path = `/restapi/v1.0/account/~/extension/${made.body.id}`;
    const told = (type: string) => () =>
      socket.events.find(({ event, body }) => event.endsWith('/extension') && body.eventType === type);
    assert.equal((await until(told('Create'), 'the birth')).body.extensionId, String(made.body.id));
    await maya.call(path, { method: 'PUT', body: { contact: { firstName: 'Nora' } } });
    await until(told('Update'), 'the change');
    await maya.call(path, { method: 'DELETE' });
    await until(told('Delete'), 'the end');
    assert.ok(socket.events.some(({ event }) => event.endsWith('/directory/entries')));
    await socket.close();
  });

  test('leaving a Department and coming back counts as updates, and no page sent meanwhile is told', async () => {
    const [maya, person] = [await signIn(target, '101'), await signIn(target, '103')];
    const { body: me } = await person.call<{ id: number }>(mine);
    const made = await maya.call<{ id: number }>('/restapi/v1.0/account/~/extension', {
      body: { extensionNumber: '277', type: 'Department', status: 'Enabled', contact: { firstName: 'Night' } },
    });
    assert.equal(made.status, 200, made.text);
    const assign = (change: object) =>
      maya.call(`/restapi/v1.0/account/~/call-queues/${made.body.id}/bulk-assign`, { body: change });
    assert.equal((await assign({ addedExtensionIds: [String(me.id)] })).status, 204);
    await page(maya, 'To the night shift', '277');
    const socket = await RawSocket.open(target, person);
    await socket.subscribe(messageStore);
    await assign({ removedExtensionIds: [String(me.id)] });
    await until(() => socket.updatedCount === 1, 'the loss');
    await maya.call(`${mine}/company-pager`, { body: draft('Nobody is there', '277') });
    await assign({ addedExtensionIds: [String(me.id)] });
    await until(() => socket.updatedCount === 2, 'the return');
    assert.deepEqual(socket.newIds, []);
    await maya.call(`/restapi/v1.0/account/~/extension/${made.body.id}`, { method: 'DELETE' });
    await socket.close();
  });
});

describe('recovery', () => {
  test('after a broken connection everything missed is told, in order, also what was sent in the instant', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    let socket = await RawSocket.open(target, jonas);
    const { id } = await socket.subscribe(messageStore);
    const told: number[] = [];
    for (const end of ['drop', 'close', 'drop'] as const) {
      await Promise.all([socket[end](), page(maya, `Sent as it ended: ${end}`, '102')]);
      await page(maya, 'Sent a little later', '102');
      const next = await RawSocket.open(target, jonas, socket.wsc);
      assert.equal((await next.details())[1].recoveryState, 'Successful');
      const before = new Set(socket.newIds);
      await until(
        () => new Set([...before, ...next.newIds]).size === before.size + 2 || next.newIds.length >= 2,
        'both',
      );
      assert.ok(next.events.every(({ subscriptionId }) => subscriptionId === id));
      told.push(...next.newIds);
      socket = next;
    }
    const { body } = await jonas.call<{ records: Page[] }>(`${messageStore}?perPage=6`);
    const newest = body.records.map((record) => record.id).sort((a, b) => a - b);
    assert.deepEqual(
      newest.filter((one) => !told.includes(one)),
      [],
    );
    assert.deepEqual(
      told,
      [...told].sort((a, b) => a - b),
    );
    await socket.close();
  });

  test('of more than a hundred missed pages the newest hundred are named, and the others counted', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    await socket.subscribe(messageStore);
    socket.drop();
    for (let round = 0; round < 12; round++) {
      await Promise.all(Array.from({ length: 10 }, (_, i) => page(maya, `${round}-${i}`, '102')));
    }
    const next = await RawSocket.open(target, jonas, socket.wsc);
    await until(() => next.newIds.length > 0, 'the notification');
    const { body } = await jonas.call<{ records: Page[] }>(`${messageStore}?perPage=100`);
    assert.deepEqual(next.newIds, body.records.map(({ id }) => id).reverse());
    assert.equal(next.updatedCount, 20);
    await next.close();
  });

  test('a token of another session, a forged one and one after an unsubscription recover nothing', async () => {
    const [jonas, again] = [await signIn(target, '102'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    await socket.subscribe(messageStore);
    socket.drop();
    for (const [person, wsc] of [
      [again, socket.wsc],
      [jonas, `${socket.wsc.slice(0, -3)}abc`],
      [jonas, 'nonsense'],
    ] as const) {
      const other = await RawSocket.open(target, person, wsc);
      assert.equal((await other.details())[1].recoveryState, 'Failed');
      await other.close();
    }
    const right = await RawSocket.open(target, jonas, socket.wsc);
    assert.equal((await right.details())[1].recoveryState, 'Successful');
    await right.close();
  });

  test('the old connection ends when a new one takes its place before the server has noticed', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const old = await RawSocket.open(target, jonas);
    await old.subscribe(messageStore);
    const next = await RawSocket.open(target, jonas, old.wsc);
    await old.closed();
    await page(maya, 'To the new one', '102');
    await until(() => next.newIds.length === 1, 'the notification');
    assert.deepEqual(old.newIds, []);
    await next.close();
  });
});

describe('the end of a session', () => {
  test('a late DELETE is answered after signing out, and nothing more is told', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const socket = await RawSocket.open(target, jonas);
    const { id } = await socket.subscribe(messageStore);
    await signOut(jonas);
    await page(maya, 'Too late', '102');
    const [meta, body] = await socket.request('DELETE', `/restapi/v1.0/subscription/${id}`);
    assert.equal(meta.status, 401);
    assert.equal(body.errorCode, 'TokenInvalid');
    assert.deepEqual(socket.events, []);
    socket.drop();
  });

  test('a subscription that another session of its owner renews or changes stays with its own', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const other = await signIn(target, '102');
    let socket = await RawSocket.open(target, jonas);
    const { id } = await socket.subscribe(messageStore);
    const path = `/restapi/v1.0/subscription/${id}`;
    assert.equal((await other.call(`${path}/renew`, { method: 'POST' })).status, 200);
    const body = { eventFilters: [`${messageStore}?direction=Inbound`] };
    assert.equal((await other.call(path, { method: 'PUT', body })).status, 200);
    await other.call('/restapi/oauth/revoke', {
      body: new URLSearchParams({ token: other.tokens.access_token }),
      headers: { authorization: appAuthorization(target), 'content-type': 'application/x-www-form-urlencoded' },
    });
    await page(maya, 'To the one that stays', '102');
    await until(() => socket.newIds.length === 1, 'the notification');
    socket.drop();
    socket = await RawSocket.open(target, jonas, socket.wsc);
    await page(maya, 'To the one that is back', '102');
    await until(() => socket.newIds.length === 1, 'the notification after recovering');
    await socket.close();
  });

  test('two clients of one session hear the same, each over its own connection', async () => {
    const [maya, jonas] = [await signIn(target, '101'), await signIn(target, '102')];
    const sockets = [await RawSocket.open(target, jonas), await RawSocket.open(target, jonas)];
    for (const socket of sockets) await socket.subscribe(messageStore);
    await page(maya, 'To both', '102');
    for (const socket of sockets) await until(() => socket.newIds.length === 1, 'the notification');
    assert.deepEqual(sockets[0]?.newIds, sockets[1]?.newIds);
    for (const socket of sockets) await socket.close();
  });

  test('whoever is disabled hears nothing more', async () => {
    const [maya, person] = [await signIn(target, '101'), await signIn(target, '105')];
    const { body: me } = await person.call<{ id: number }>(mine);
    const socket = await RawSocket.open(target, person);
    await socket.subscribe(messageStore);
    const path = `/restapi/v1.0/account/~/extension/${me.id}`;
    try {
      await Promise.all([
        maya.call(path, { method: 'PUT', body: { status: 'Disabled' } }),
        maya.call(`${mine}/company-pager`, { body: draft('Perhaps', '101', '105') }),
      ]);
      const [meta] = await socket.request('GET', messageStore);
      assert.equal(meta.status, 401);
    } finally {
      await maya.call(path, { method: 'PUT', body: { status: 'Enabled' } });
    }
    const heard = socket.newIds.length;
    await page(maya, 'Not over the old socket', '105');
    await socket.request('GET', messageStore);
    assert.equal(socket.newIds.length, heard);
    socket.drop();
  });
});
