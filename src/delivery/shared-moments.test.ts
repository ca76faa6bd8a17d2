/** Many are told at one moment, with what is the same for all rendered once: and yet each hears of their own alone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrap } from '../domain/errors.ts';
import type { MessageId } from '../domain/ids.ts';
import { type Client, serve } from './sockets.fixture.ts';
import { until } from './until.fixture.ts';

const numbers = ['102', '103', '104'];
const told = ({ frames }: Client) => frames.filter(([{ type }]) => type === 'ServerNotification');

test('of one page each hears of their own copy, under their own ids, with a mark of their own connection', async () => {
  await serve({ holdMs: 1 }, async ({ company, connect, subscribe }) => {
    const { idOf } = company;
    const clients = await Promise.all(
      numbers.flatMap((number) => [1, 2].map(async () => ({ number, client: await connect(number) }))),
    );
    for (const { client, number } of clients) await subscribe(client, number);
    for (let pages = 1; pages <= 5; pages++) {
      const { copy } = await company.send('101', numbers);
      await until(() => clients.every(({ client }) => told(client).length >= pages), 'the page');
      for (const { client, number } of clients) {
        const [, notification] = told(client)[pages - 1] ?? [];
        assert.equal(notification.ownerId, String(idOf(number)));
        assert.equal(notification.body.extensionId, String(idOf(number)));
        const own = (copy.copyId + 1 + numbers.indexOf(number)) as MessageId;
        assert.deepEqual(notification.body.changes[0].newMessageIds, [own]);
      }
    }
    const frames = clients.flatMap(({ client }) => told(client));
    const marks = [
      ...frames.map(([{ wsc }]) => wsc.token),
      ...frames.flatMap(([{ messageId, headers }, { uuid }]) => [messageId, headers.RCRequestId, uuid]),
    ];
    assert.equal(new Set(marks).size, marks.length, 'none of them twice');
    // Each mark takes up the subscription of its own connection.
    for (const { client, number } of clients) {
      const before = told(client)[0]?.[1].subscriptionId;
      client.socket.terminate();
      const next = await connect(number, client.wsc());
      assert.equal(next.frames[0]?.[1].recoveryState, 'Successful');
      await company.send('101', [number]);
      await until(() => told(next).length > 0, 'what comes afterwards');
      assert.equal(told(next)[0]?.[1].subscriptionId, before);
    }
    // And nobody else's: whoever it was given to has to be signed in with it.
    const [mine, theirs] = [clients[0], clients[2]];
    assert.ok(mine && theirs);
    const thief = await connect(theirs.number, mine.client.wsc());
    assert.equal(thief.frames[0]?.[1].recoveryState, 'Failed');
  });
});

test('whoever loses the role that lets them read while pages come hears of none after it, and all others of all', async () => {
  await serve({ holdMs: 1 }, async ({ company, connect, subscribe }) => {
    const clients = new Map<string, Client>();
    for (const number of numbers) {
      const client = await connect(number);
      await subscribe(client, number);
      clients.set(number, client);
    }
    const heard = (number: string) =>
      told(clients.get(number) as Client).flatMap(([, { body }]) => body.changes[0].newMessageIds as MessageId[]);
    const before = await company.send('101', numbers);
    await until(() => numbers.every((number) => heard(number).length === 1), 'the first page');
    let lastId = before.copy.copyId;
    for (let pages = 1; pages < 30; pages++) {
      const sending = company.send('101', numbers);
      if (pages !== 10) {
        await sending;
        continue;
      }
      const roles = company.change({ kind: 'set-roles', extensionId: company.idOf('103'), roles: ['auditor'] });
      lastId = (await sending).copy.copyId;
      unwrap(await roles);
    }
    await until(() => heard('102').length === 30 && heard('104').length === 30, 'all pages');
    const ofPage = numbers.length + 1;
    assert.deepEqual(
      heard('103').filter((id) => id >= lastId + ofPage),
      [],
    );
  });
});
