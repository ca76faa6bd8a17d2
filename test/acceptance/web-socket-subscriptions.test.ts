/** What is told over a WebSocket: of pages, of people and Departments, as its filters say. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { draft, page } from './sent-pages.ts';
import { openTarget } from './server-process.ts';
import { until } from './until.ts';

const target = await openTarget();
after(() => target.close());

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
