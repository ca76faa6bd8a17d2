/** How WebSockets end, and what they tell until then: timeouts, slow readers, signing out, the end of the server. */

import assert from 'node:assert/strict';
import { connect as dial } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, echoed, errorOf, heardBy, type Served, secondMs, serve, subscribing } from './sockets.fixture.ts';
import { until } from './until.fixture.ts';

/** Moves the clock on from ping to ping, each of which this client answers in time. */
async function passPings({ pass }: Served, client: Client, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed++) {
    let isPinged = false;
    client.socket.once('ping', () => {
      isPinged = true;
    });
    pass(30 * secondMs);
    await until(() => isPinged, 'a ping');
    await echoed(client);
  }
}

test('a client that says nothing for half an hour is told so and closed; one with a heartbeat stays', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ pass, connect }) => {
    const [silent, alive] = [await connect('101'), await connect('102')];
    for (const minutes of [29, 2]) {
      pass(minutes * 60 * secondMs - 1);
      if (minutes === 2) continue;
      await echoed(alive);
    }
    await until(() => silent.closeCode, 'the end');
    assert.equal(errorOf(silent), 'WSG-902');
    assert.equal(alive.closeCode, undefined);
  });
});

test('after a day a connection is told so and closed, however busy it is', async () => {
  await serve({ pingIntervalMs: 1e12 }, async ({ pass, connect }) => {
    const client = await connect('101');
    for (let hours = 0; hours < 24; hours += 0.25) {
      pass(0.25 * 3600 * secondMs);
      client.socket.send('[{"type":"Heartbeat","messageId":"beat"}]');
      const heard = client.frames.length;
      await until(() => client.frames.length > heard || client.closeCode, 'the echo');
    }
    await until(() => client.closeCode, 'the end');
    assert.equal(errorOf(client), 'WSG-903');
  });
});

test('a client that leaves a ping unanswered for ten seconds is cut off, one that answers stays', async () => {
  await serve({}, async (served) => {
    const [alive, dead] = [await served.connect('101'), await served.connect('102', '', { autoPong: false })];
    await passPings(served, alive, 3);
    await until(() => dead.closeCode, 'the end');
    assert.equal(dead.closeCode, 1006);
    assert.equal(alive.closeCode, undefined);
  });
});

test('a clock that is set back ends no pings', async () => {
  await serve({ idleTimeoutMs: 1e12, absoluteTimeoutMs: 1e12 }, async ({ pass, connect }) => {
    const dead = await connect('102', '', { autoPong: false });
    pass(-365 * 24 * 3600 * secondMs);
    const passedOn = () => {
      pass(30 * secondMs);
      return dead.closeCode;
    };
    assert.equal(await until(passedOn, 'the end'), 1006);
  });
});

test('nothing is told until the hold after the answer to a subscription, and after the first frame, is over', async () => {
  const pages = async ({ company, connect, subscribe }: Served, isHeld: boolean) => {
    const heardFrom = async (client: Client) => {
      if (!isHeld) return await until(() => heardBy(client).length === 1, 'the page');
      await delay(100);
      await echoed(client);
      assert.deepEqual(heardBy(client), []);
    };
    const client = await connect('102');
    await subscribe(client, '102');
    await company.send('101', ['102']);
    await heardFrom(client);
    client.socket.terminate();
    await company.send('101', ['102']);
    await heardFrom(await connect('102', client.wsc()));
  };
  await serve({ holdMs: 1e9 }, (served) => pages(served, true));
  await serve({ holdMs: 1 }, (served) => pages(served, false));
});

test('a reader that stops reading is cut off before much waits for it, and hears the rest after recovering', async () => {
  await serve({ maxWaitingBytes: 20_000 }, async ({ company, connect, subscribe, cutOff }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    client.socket.pause();
    // The system's own buffers take some megabytes first: echoes fill them fast.
    const filler = `[{"type":"Heartbeat","messageId":"${'x'.repeat(500_000)}"}]`;
    const sent: number[] = [];
    for (let round = 0; round < 400 && cutOff.length === 0; round++) {
      client.socket.send(filler);
      await delay(2);
      if (round % 5 > 0) continue;
      const { copy } = await company.send('101', ['102']);
      sent.push(copy.copyId + 1);
    }
    client.socket.resume();
    await until(() => client.closeCode, 'the end');
    assert.equal(errorOf(client), 'BKN-503');
    const next = await connect('102', client.wsc());
    const heard = () => new Set([...heardBy(client), ...heardBy(next)]);
    await until(() => sent.every((id) => heard().has(id)), 'every page');
  });
});

/** Echoes of this are soon more than the system's own buffers take. */
const filler = `[{"type":"Heartbeat","messageId":"${'x'.repeat(500_000)}"}]`;

/** Makes the server send to clients that do not read, until `isEnough`. */
async function fill(clients: readonly Client[], isEnough: () => boolean): Promise<void> {
  for (const { socket } of clients) socket.pause();
  for (let round = 0; round < 400 && !isEnough(); round++) {
    for (const { socket } of clients) socket.send(filler);
    await delay(2);
  }
}

test('a reader that was cut off and reads again half a minute later at the latest finds out why', async () => {
  await serve({}, async ({ connect, pass, cutOff }) => {
    const client = await connect('102');
    await fill([client], () => cutOff.length > 0);
    for (const ms of [0, 29_000]) {
      pass(ms);
      await delay(30);
    }
    client.socket.resume();
    assert.equal(await until(() => client.closeCode, 'the end'), 4413);
    assert.equal(errorOf(client), 'BKN-503');
  });
});

test('a reader that was cut off and does not read for half a minute is gone', async () => {
  await serve({}, async ({ connect, pass, cutOff, sockets }) => {
    await fill([await connect('102')], () => cutOff.length > 0);
    assert.equal(sockets.size, 1);
    // Its time begins with the next look.
    await until(() => {
      pass(secondMs);
      return sockets.size === 0;
    }, 'its end');
  });
});

test('when much waits for all readers together, the one that most waits for is cut off', async () => {
  await serve({ maxWaitingBytes: 1e9, maxWaitingBytesOfAll: 4_000_000 }, async ({ connect, cutOff }) => {
    const [much, little] = [await connect('101'), await connect('102')];
    await fill([much], () => cutOff.length > 0);
    assert.equal(cutOff.length, 1);
    await echoed(little);
    much.socket.resume();
    assert.equal(await until(() => much.closeCode, 'the end'), 4413);
  });
});

test('whoever was signed out may still be answered for a while, and is closed then', async () => {
  await serve({}, async ({ company, pass, connect, subscribe }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    await company.change({ kind: 'update-extension', extensionId: company.idOf('102'), changes: { status: 'Frozen' } });
    await echoed(client);
    assert.equal(client.closeCode, undefined);
    const code = await until(() => {
      pass(secondMs);
      return client.closeCode;
    }, 'the end');
    assert.equal(code, 4401);
    assert.deepEqual(heardBy(client), []);
  });
});

test('told to end, it answers what was asked before it closes, and takes nothing more', async () => {
  await serve({}, async ({ connect, sockets, hold }) => {
    const client = await connect('102');
    const { done, release } = hold();
    client.socket.send(subscribing('last'));
    await done;
    const ended = sockets.close();
    client.socket.send('[{"type":"Heartbeat","messageId":"late"}]');
    await delay(20);
    release();
    await ended;
    assert.equal(await until(() => client.closeCode, 'the end'), 1001);
    assert.deepEqual(
      client.frames.slice(1).map(([{ messageId, status }]) => [messageId, status]),
      [['last', 200]],
    );
  });
});

test('told to end, it does not wait for whoever was refused and stays', async () => {
  await serve({}, async ({ sockets, port }) => {
    const wire = dial(port, '127.0.0.1').on('error', () => {});
    let [text, isOver] = ['', false];
    wire.on('data', (part) => {
      text += part.toString('latin1');
    });
    wire.on('close', () => {
      isOver = true;
    });
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    wire.write(`GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`);
    await until(() => text.includes('missing, unknown or expired'), 'the refusal');
    await sockets.close();
    await until(() => isOver, 'the end');
  });
});
