/** Connections that are taken up again: until when, by whom, and with which subscription. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { heardBy, secondMs, serve, startMs, subscribing } from './sockets.fixture.ts';
import { until } from './until.fixture.ts';

test('recovery is possible for 180 seconds after the end, and not after that', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ company, pass, connect, subscribe, sockets }) => {
    let client = await connect('102');
    await subscribe(client, '102');
    pass(20 * 60 * secondMs);
    for (const seconds of [179, 181]) {
      client.socket.terminate();
      await until(() => sockets.size === 0, 'the end');
      const { copy } = await company.send('101', ['102']);
      pass(seconds * secondMs);
      const next = await connect('102', client.wsc());
      assert.equal(next.frames[0]?.[1].recoveryState, seconds < 180 ? 'Successful' : 'Failed');
      if (seconds < 180) await until(() => heardBy(next).includes(copy.copyId + 1), 'the page');
      client = next;
    }
  });
});

test('of two that take up the same connection at once one stays, and hears everything', async () => {
  await serve({}, async ({ company, connect, subscribe, sockets, port }) => {
    const lost = await connect('102');
    await subscribe(lost, '102');
    lost.socket.terminate();
    await until(() => sockets.size === 0, 'the end');
    const wires = [dial(port, '127.0.0.1'), dial(port, '127.0.0.1')];
    await Promise.all(wires.map((wire) => once(wire, 'connect')));
    // The server has accepted both by then, and reads what they ask at the same time.
    await delay(50);
    const both = await Promise.all(
      wires.map((wire) => connect('102', lost.wsc(), { createConnection: () => wire } as WebSocket.ClientOptions)),
    );
    const stays = await until(() => {
      const open = both.filter(({ closeCode }) => closeCode === undefined);
      return open.length === 1 && open[0];
    }, 'the end of the other');
    const { copy } = await company.send('101', ['102']);
    await until(() => heardBy(stays).includes(copy.copyId + 1), 'the page');
  });
});

test('a subscription that is made as its connection breaks waits to be taken up, and no longer', async () => {
  await serve({}, async ({ company, pass, connect, sockets, hold }) => {
    const client = await connect('102');
    const { done, release } = hold();
    client.socket.send(subscribing('102'));
    await done;
    client.socket.terminate();
    await until(() => sockets.size === 0, 'the end');
    release();
    const { store, accountId } = company;
    const endsMs = async () => (await store.server.listAllSubscriptions(accountId, 'WebSocket'))[0]?.expiresMs;
    for (let tries = 0; tries < 400 && (await endsMs()) !== startMs + 180 * secondMs; tries++) await delay(5);
    assert.equal(await endsMs(), startMs + 180 * secondMs);
    pass(181 * secondMs);
    const next = await connect('102', client.wsc());
    assert.equal(next.frames[0]?.[1].recoveryState, 'Failed');
  });
});
