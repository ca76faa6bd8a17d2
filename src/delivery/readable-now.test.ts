/** An attempt is made with what its owner may read at that moment, and not at all while they may read nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Subscription } from '../domain/subscription.ts';
import { foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { tellingReadable } from './readable-now.ts';
import { type DeliveryTransport, mayNotRead } from './transport.ts';

test('whoever is signed out is told nothing, and the attempt says why', async () => {
  const store = await openTestStore({ clock: { nowMs: () => 1_700_000_000_000 } });
  const company = await foundCompany(store);
  const { copy } = await company.send('102', ['101']);
  const told: string[] = [];
  const isTaken = { isAccepted: true, statusCode: 200, reason: null };
  const transport = {
    send: async (_to: Subscription, { body }: LoggedDelivery) => {
      told.push(body);
      return isTaken;
    },
  } as unknown as DeliveryTransport;
  const changes = [{ type: 'Pager', newCount: 1, updatedCount: 0, newMessageIds: [copy.copyId] }];
  const delivery = {
    body: JSON.stringify({ uuid: 'u', event: '/message-store', body: { changes } }),
  } as LoggedDelivery;
  const attempt = (sessionId: SessionId) => {
    const subscription = { ...company.actorOf('102'), sessionId } as unknown as Subscription;
    return tellingReadable(transport, store).send(subscription, delivery, new AbortController().signal);
  };
  assert.deepEqual(await attempt(company.actorOf('102').sessionId), isTaken);
  assert.deepEqual(told, [delivery.body]);
  assert.deepEqual(await attempt('of someone signed out' as SessionId), mayNotRead);
  assert.equal(told.length, 1);
  await store.close();
});
