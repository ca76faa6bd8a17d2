/** A process that was taken for dead and goes on says of its connections that they are there, and of no others. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrap } from '../domain/errors.ts';
import { recoveryTimeoutMs, type Subscription, type WebSocketChannel } from '../domain/subscription.ts';
import type { Company } from '../store/contract/company.fixture.ts';
import { heardBy, secondMs, serve, startMs } from './sockets.fixture.ts';
import { until } from './until.fixture.ts';

/** The fixture's. */
const lifeMs = 1e9;
const otherId = 'another process';

/** Another process finds this one silent for its whole life, and its connections deserted. */
async function takeForDead({ store, accountId }: Company): Promise<void> {
  const tending = { holderId: otherId, lifeMs: 1e9, wanted: [], returned: [], isAlone: false };
  const { others } = await store.leases.tend({ ...tending, silent: [] });
  assert.equal(others.length, 1);
  assert.deepEqual((await store.leases.tend({ ...tending, silent: others })).others, []);
  unwrap(await store.execute({ kind: 'drop-deserted-connections', accountId }));
}

test('one that was taken for dead and goes on keeps what it still tells, and leaves what was taken up elsewhere', async () => {
  await serve({ holdMs: 1 }, async ({ company, connect, subscribe, standStill, pass }) => {
    const { store, accountId, actorOf, idOf } = company;
    const staying = await connect('102');
    await subscribe(staying, '102');
    const moving = await connect('103');
    await subscribe(moving, '103');
    const bare = await connect('101');
    const of = async (number: string) => {
      const all = await store.server.listAllSubscriptions(accountId, 'WebSocket');
      return all.find(({ extensionId }) => extensionId === idOf(number)) as Subscription;
    };

    const { goOn } = standStill();
    await takeForDead(company);
    for (const number of ['102', '103']) assert.equal((await of(number)).expiresMs, startMs + recoveryTimeoutMs);
    const { connectionId } = (await of('103')).channel as WebSocketChannel;
    const { sessionId } = actorOf('103');
    const connection = { connectionId, owner: otherId, epoch: 1 };
    const taken = unwrap(await store.execute({ kind: 'resume-connection', accountId, sessionId, connection }));
    pass(secondMs);

    goOn();
    await until(async () => (await of('102')).expiresMs === startMs + secondMs + lifeMs, 'it to be kept');
    assert.deepEqual(await of('103'), taken);
    await company.send('101', ['102']);
    await until(() => heardBy(staying).length === 1, 'the page');
    assert.deepEqual([staying.closeCode, bare.closeCode], [undefined, undefined]);
  });
});
