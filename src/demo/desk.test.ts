/** What the demo's desk keeps, and of whom. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AccountId } from '../domain/ids.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { demoAccountId } from './company.ts';
import { createDemoDesk } from './desk.ts';

const clock = { nowMs: () => 1_700_000_000_000 };
const store = await openTestStore({ clock });
after(() => store.close());

const request = {
  ...{ timeMs: 1, requestId: 'r', method: 'GET', path: '/', operationId: null, status: 200, durationMs: 1 },
  ...{ extensionId: null, clientId: null, isOverWebSocket: false },
  ...{ errorCode: null, message: null, hint: null, messageId: null },
};
const notification = {
  ...{ uuid: 'n', event: '/message-store', timestamp: '', subscriptionId: 's', ownerId: '7' },
  body: { changes: [{ newCount: 3, updatedCount: 2, newMessageIds: [5, 6, 7] }] },
};

test('requests and deliveries are numbered in the order in which they came', () => {
  const desk = createDemoDesk(store, clock);
  desk.record({ ...request, accountId: demoAccountId });
  desk.delivered({ accountId: demoAccountId, transport: 'WebSocket', notification });
  desk.record({ ...request, accountId: null });
  const [first, second, third] = desk.entriesAfter(0);
  assert.deepEqual([first?.number, second?.number, third?.number], [1, 2, 3]);
  assert.deepEqual(second, {
    ...{ kind: 'delivery', number: 2, timeMs: clock.nowMs(), transport: 'WebSocket', event: '/message-store' },
    ...{ subscriptionId: 's', notificationId: 'n', extensionId: '7', newMessageIds: [5, 6, 7], updatedCount: 2 },
    attempt: null,
  });
  assert.deepEqual(desk.entriesAfter(2), [third]);
});

test('nothing of another company on the same server is shown', () => {
  const desk = createDemoDesk(store, clock);
  const accountId = 5 as AccountId;
  desk.record({ ...request, accountId });
  desk.delivered({ accountId, transport: 'WebSocket', notification });
  assert.deepEqual(desk.entriesAfter(0), []);
});

test('however much comes, the newest thousand are kept', () => {
  const desk = createDemoDesk(store, clock);
  for (let round = 0; round < 3500; round++) desk.record({ ...request, accountId: demoAccountId });
  const entries = desk.entriesAfter(0);
  assert.deepEqual([entries.length, entries[0]?.number, entries.at(-1)?.number], [1000, 2501, 3500]);
});

test('an event that names very many messages is kept with the newest of them', () => {
  const desk = createDemoDesk(store, clock);
  const newMessageIds = Array.from({ length: 5000 }, (_, index) => index);
  const body = { changes: [{ newMessageIds, updatedCount: 0 }] };
  desk.delivered({ accountId: demoAccountId, transport: 'WebHook', notification: { ...notification, body } });
  const [entry] = desk.entriesAfter(0);
  assert.equal(entry?.kind === 'delivery' && entry.newMessageIds.length, 100);
  assert.equal(entry?.kind === 'delivery' && entry.newMessageIds.at(-1), 4999);
});
