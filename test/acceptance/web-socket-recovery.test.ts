/** How a WebSocket is taken up again after it broke, and how it ends with its session. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from './expected-page.ts';
import { appAuthorization, mine, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { draft, page, signOut } from './sent-pages.ts';
import { openTarget } from './server-process.ts';
import { until } from './until.ts';

const target = await openTarget();
after(() => target.close());

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
    await signOut(target, jonas);
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
