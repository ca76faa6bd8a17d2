/**
 * Notifications in a real browser. Of its maker only the push service is replaced, by one on this machine: what the
 * server sends there is opened by the RFCs and handed to the browser as its own service would.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { startPushService } from '../push/push-service.ts';
import { accessibilityFindings, openBrowser, signInAs, takeSeat, waitForFirstScreen } from './browser.ts';
import { PushSeat } from './push-seat.ts';

const server = await startServer();
const pushes = await startPushService();
const browser = await openBrowser();
const place = { server, pushes, browser };
let administrator: Person;

before(async () => {
  administrator = await signIn(server, '101');
});
after(async () => {
  await browser.close();
  await server.stop();
  await pushes.close();
});

async function page(text: string, to = '102', more: object = {}): Promise<number> {
  const { status, body } = await administrator.call<{ conversationId: number }>(`${mine}/company-pager`, {
    body: { to: [{ extensionNumber: to }], text, ...more },
  });
  assert.equal(status, 200);
  return body.conversationId;
}

async function devicesOf(person: Person): Promise<readonly unknown[]> {
  return (await person.call<{ records: unknown[] }>('/beckon/v1/push/devices')).body.records;
}

async function untilDevices(person: Person, count: number): Promise<void> {
  const untilMs = Date.now() + 45_000;
  for (;;) {
    const { length } = await devicesOf(person);
    if (length === count) return;
    assert.ok(Date.now() < untilMs, `there are ${length} devices, not ${count}`);
    await delay(50);
  }
}

test('turned on by a click, a page is shown; clicked, it opens its conversation and is taken back', async () => {
  const jonas = await PushSeat.take(place, 'Jonas Lindqvist');
  await jonas.openSettings();
  await jonas.page.getByText('Off: while Beckon is closed here').waitFor();
  await jonas.turnOn();
  await jonas.page.getByText('· This device').waitFor();
  const conversationId = await page('Room 4, please.');
  await jonas.handOver();
  assert.deepEqual(await jonas.shown('Room 4, please.'), [
    { title: 'Maya Okafor', body: 'Room 4, please.', tag: `conversation-${conversationId}` },
  ]);
  await jonas.click(`conversation-${conversationId}`);
  await jonas.page.waitForURL(`**/app/conversations/${conversationId}`);
  await jonas.page.getByRole('article').filter({ hasText: 'Room 4, please.' }).waitFor();
  await jonas.shown();
  assert.deepEqual(jonas.seat.problems, []);

  // What is before its reader's eyes disturbs nobody; another conversation does.
  await jonas.push({ kind: 'pages', unreadCount: 1, pages: [pushed(conversationId, 'again')] });
  await jonas.push({ kind: 'pages', unreadCount: 1, pages: [pushed(7, 'elsewhere')] });
  await jonas.shown('elsewhere');
  // A further page of it takes the place of the one before.
  await jonas.push({ kind: 'pages', unreadCount: 3, pages: [{ ...pushed(7, 'more'), count: 3 }] });
  await jonas.shown('more\nand 2 more');
});

function pushed(conversationId: number, text: string) {
  return { messageId: 1, conversationId, sender: 'Priya Raman', text, count: 1 };
}

test('a notification goes when its page is read elsewhere, or can no longer be read', async () => {
  const priya = await PushSeat.take(place, 'Priya Raman');
  await priya.turnOn();
  const person = await signIn(server, '103');
  await page('Read me elsewhere.', '103');
  await priya.handOver();
  await priya.shown('Read me elsewhere.');
  const { body } = await person.call<{ records: { id: number }[] }>(`${mine}/message-store?readStatus=Unread`);
  for (const { id } of body.records) {
    await person.call(`${mine}/message-store/${id}`, { method: 'PUT', body: { readStatus: 'Read' } });
  }
  await priya.shown();

  await page('For Nursing.', '201');
  await priya.handOver();
  await priya.shown('For Nursing.');
  const list = '/restapi/v1.0/account/~/call-queues';
  const queues = await administrator.call<{ records: { id: string; extensionNumber: string }[] }>(list);
  const nursing = queues.body.records.find(({ extensionNumber }) => extensionNumber === '201')?.id;
  const { id } = (await person.call<{ id: number }>(mine)).body;
  await administrator.call(`${list}/${nursing}/bulk-assign`, { body: { removedExtensionIds: [String(id)] } });
  await priya.shown();
});

test('a browser that is given another endpoint says so to the server by itself', async () => {
  const priya = await PushSeat.take(place, 'Priya Raman');
  await priya.turnOn();
  const person = await signIn(server, '103');
  const count = (await devicesOf(person)).length;
  const next = pushes.subscribe(priya.device.vapidKey);
  const [worker] = priya.page.context().serviceWorkers();
  await worker?.evaluate(`
    PushManager.prototype.getSubscription = async () => ({ toJSON: () => (${JSON.stringify(next.subscription)}) });
    dispatchEvent(new ExtendableEvent('pushsubscriptionchange'));
  `);
  await untilDevices(person, count + 1);
  priya.device.troubles.push({ status: 410 });
  await page('By the new way.', '103');
  await next.until(({ length }) => length === 1);
  await untilDevices(person, count);
});

test('the test says how far it came: to the push service, to this device, or why not', async () => {
  const tom = await PushSeat.take(place, 'Tom Becker', 360);
  await tom.turnOn();
  const button = tom.page.getByRole('button', { name: 'Test page to myself' });
  await button.click();
  await tom.page.getByText('The push service took the test (status 201)').waitFor();
  await tom.handOver();
  await tom.page.getByText('It works: the test reached this device.').waitFor();
  await tom.shown('This is the test. Pages reach this device.');
  tom.device.troubles.push({ status: 403, body: 'unknown key' });
  await button.click();
  await tom.page.getByText('The push service refused the test (status 403).').waitFor();
  assert.deepEqual(await accessibilityFindings(tom.page), []);
  tom.device.troubles.push({ status: 410 });
  await button.click();
  await tom.page.getByText('(status 410)').waitFor();
});

test('turned off, the device is gone from the list and from the server, and the focus stays', async () => {
  const sam = await PushSeat.take(place, 'Sam');
  await sam.turnOn();
  await sam.page.getByRole('button', { name: 'Turn off notifications' }).press('Enter');
  await sam.page.getByText('None of your devices is notified.').waitFor();
  await sam.page.getByRole('button', { name: 'Turn on notifications' }).waitFor();
  assert.equal(await sam.focused(), 'Turn on notifications');
  await sam.turnOn();
  await sam.page.getByRole('button', { name: /^Remove / }).press('Enter');
  await sam.page.getByText('None of your devices is notified.').waitFor();
  await sam.page.getByText('Off: while Beckon is closed here').waitFor();
  assert.equal(await sam.focused(), 'notifications');
});

test('signing out ends it: nothing stays on the device, and the server pushes no more', async () => {
  const elena = await PushSeat.take(place, 'Elena Sousa');
  await elena.turnOn();
  const { device } = elena;
  await page('Before.', '105');
  await elena.handOver();
  await elena.shown('Before.');
  await elena.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await waitForFirstScreen(elena.page);
  await elena.shown();
  assert.deepEqual([await elena.kept('test.push'), await elena.kept('beckon.push')], [null, null]);
  await page('After.', '105');
  assert.deepEqual(await devicesOf(await signIn(server, '105')), []);
  assert.equal(device.received.length, 1);
});

test('what the browser cannot do, or was not allowed to, is said, and nothing is on', async () => {
  const maya = await PushSeat.take(place, 'Maya Okafor');
  const click = async (script: string) => {
    await maya.openSettings();
    await maya.page.evaluate(script);
    await maya.page.getByRole('button', { name: 'Turn on notifications' }).press('Enter');
  };
  await click(`PushManager.prototype.subscribe = async () => {
    throw new DOMException('Registration failed - push service not available', 'AbortError');
  }`);
  await maya.page.getByText('The browser could not reach its maker’s push service: Registration failed').waitFor();
  assert.equal(await maya.focused(), 'Turn on notifications');
  await click("Notification.requestPermission = async () => 'default'");
  await maya.page.getByText('Notifications stay off').waitFor();
  assert.deepEqual(await devicesOf(administrator), []);
  assert.deepEqual(await accessibilityFindings(maya.page), []);
});

test('whoever did not allow notifications is told what is so, in their language, and how to change it', async () => {
  const { page: view } = await takeSeat(browser);
  await view.addInitScript("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })");
  await signInAs({ page: view, problems: [] }, server, 'Jonas Lindqvist');
  await view.goto(`${server.url}/app/settings`);
  await view.getByText('Blocked: this browser does not let Beckon notify you.').waitFor();
  assert.equal(await view.getByRole('button', { name: 'Turn on notifications' }).count(), 0);
  await view.getByLabel('Language').selectOption('de');
  await view.getByText('Blockiert: Dieser Browser').waitFor();
  assert.deepEqual(await accessibilityFindings(view), []);
});
