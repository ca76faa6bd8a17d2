/** Web Push against a real server and a push service that holds it to the RFCs: a page wakes the device. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Device, type PushService, startPushService } from '../push/push-service.ts';
import { mine, type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { startServer } from './server-process.ts';

interface DeviceJson {
  readonly id: string;
  readonly name: string;
  readonly pushService: string;
  readonly isCurrentSession: boolean;
}

const server = await startServer();
const pushes: PushService = await startPushService();
let maya: Person;
let jonas: Person;
let vapidKey = '';

before(async () => {
  [maya, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
  vapidKey = await keyOf(jonas);
});
after(async () => {
  await server.close();
  await pushes.close();
});

async function keyOf(person: Person): Promise<string> {
  const { body } = await person.call<{ enabled: boolean; publicKey: string }>('/beckon/v1/push');
  assert.equal(body.enabled, true);
  return body.publicKey;
}

/** A new browser of someone's that is woken from now on. */
async function wake(person: Person, name = 'Browser'): Promise<Device & { id: string }> {
  const device = pushes.subscribe(vapidKey);
  const { status, body, text } = await person.call<DeviceJson>('/beckon/v1/push/devices', {
    body: { ...device.subscription, name },
  });
  assert.equal(status, 200, text);
  return Object.assign(device, { id: body.id });
}

async function page(from: Person, to: string, text: string): Promise<{ id: number; conversationId: number }> {
  const {
    status,
    body,
    text: answer,
  } = await from.call<{ id: number; conversationId: number }>(`${mine}/company-pager`, {
    body: { to: [{ extensionNumber: to }], text },
  });
  assert.equal(status, 200, answer);
  return body;
}

async function devicesOf(person: Person): Promise<readonly DeviceJson[]> {
  return (await person.call<{ records: DeviceJson[] }>('/beckon/v1/push/devices')).body.records;
}

async function remove(person: Person, { id }: { id: string }): Promise<number> {
  return (await person.call(`/beckon/v1/push/devices/${id}`, { method: 'DELETE' })).status;
}

type Pushed = { messageId: number; conversationId: number; sender: string; text: string; count: number };
const pagesIn = (json: Record<string, unknown>) => json.pages as Pushed[];
const textsIn = (device: Device) => device.received.flatMap(({ json }) => pagesIn(json).map(({ text }) => text));

test('a page wakes each device of its recipient once, with sender, text and where it is; the sender’s stay silent', async () => {
  const [own, phone, desk] = [await wake(maya), await wake(jonas, 'Phone'), await wake(jonas, 'Desk')];
  const sent = await page(maya, '102', 'Room 4, please.');
  for (const device of [phone, desk]) {
    const [first] = await device.until(({ length }) => length > 0);
    const [pushed, ...others] = pagesIn(first?.json ?? {});
    assert.deepEqual(others, []);
    assert.deepEqual(pushed, {
      ...{ sender: 'Maya Okafor', text: 'Room 4, please.', count: 1, conversationId: sent.conversationId },
      messageId: sent.id + 1,
    });
    assert.equal(first?.json.unreadCount, 1);
    assert.deepEqual([first?.urgency, first?.ttlS, first?.subject], ['high', 86_400, 'mailto:beckon@localhost']);
  }
  const { body } = await jonas.call<{ subject: string }>(`${mine}/message-store/${sent.id + 1}`);
  assert.equal(body.subject, 'Room 4, please.');
  assert.deepEqual(own.received, []);
  assert.equal((await remove(jonas, desk)) + (await remove(maya, own)) + (await remove(jonas, phone)), 3 * 204);
});

test('pages that come while the push service fails are told of together, in one push, when it is back', async () => {
  const device = await wake(jonas);
  device.troubles.push({ status: 503 }, { status: 500 });
  await page(maya, '102', 'first');
  await device.untilAttempts(1);
  const second = await page(maya, '102', 'second');
  await page(maya, '102', 'third');
  await device.until(() => textsIn(device).includes('third'));
  assert.deepEqual(textsIn(device), ['first', 'third', 'second']);
  assert.equal(device.received.length, 2);
  assert.deepEqual(
    device.attempts.map(({ status }) => status),
    [503, 500, 201, 201],
  );
  // What was read meanwhile is not told of, and counts no more.
  device.troubles.push({ status: 503 });
  const fourth = await page(maya, '102', 'fourth');
  await device.untilAttempts(5);
  for (const { id } of [second, fourth]) {
    await jonas.call(`${mine}/message-store/${id + 1}`, { method: 'PUT', body: { readStatus: 'Read' } });
  }
  await page(maya, '102', 'fifth');
  await device.until(() => textsIn(device).includes('fifth'));
  assert.ok(!textsIn(device).includes('fourth'));
  await remove(jonas, device);
});

test('a push service that asks to wait is not asked again before', async () => {
  const device = await wake(jonas);
  device.troubles.push({ status: 429, headers: { 'retry-after': '3' } });
  await page(maya, '102', 'slowly');
  await device.until(() => textsIn(device).includes('slowly'));
  const [first, second] = device.attempts.map(({ atMs }) => atMs);
  assert.ok((second ?? 0) - (first ?? 0) >= 2900, JSON.stringify(device.attempts));
  await remove(jonas, device);
});

for (const status of [404, 410]) {
  test(`a push service that answers ${status} is never asked again`, async () => {
    const [gone, other] = [await wake(jonas), await wake(jonas)];
    gone.troubles.push({ status });
    await page(maya, '102', `ends ${status}`);
    await other.until(() => textsIn(other).includes(`ends ${status}`));
    await gone.untilAttempts(1);
    await page(maya, '102', `after ${status}`);
    await other.until(() => textsIn(other).includes(`after ${status}`));
    assert.equal(gone.attempts.length, 1);
    assert.deepEqual(
      (await devicesOf(jonas)).map(({ id }) => id),
      [other.id],
    );
    await remove(jonas, other);
  });
}

test('whoever has left the Department by then is not told of its page', async () => {
  const ids = new Map(
    (
      await maya.call<{ records: { id: number; extensionNumber: string }[] }>('/restapi/v1.0/account/~/extension')
    ).body.records.map(({ id, extensionNumber }) => [extensionNumber, id]),
  );
  const assign = (body: object) =>
    maya.call(`/restapi/v1.0/account/~/call-queues/${ids.get('201')}/bulk-assign`, { body });
  const device = await wake(jonas);
  await assign({ addedExtensionIds: [String(ids.get('102'))] });
  device.troubles.push({ status: 503 }, { status: 503 });
  await page(maya, '201', 'for the Department');
  await device.untilAttempts(1);
  assert.equal((await assign({ removedExtensionIds: [String(ids.get('102'))] })).status, 204);
  await page(maya, '102', 'for Jonas');
  await device.until(() => textsIn(device).includes('for Jonas'));
  assert.ok(!textsIn(device).includes('for the Department'), textsIn(device).join());
  await assign({ addedExtensionIds: [String(ids.get('102'))] });
  await remove(jonas, device);
});

test('a device is silent from the moment that its session is signed out of', async () => {
  const elsewhere = await signIn(server, '102');
  const [signedOut, other] = [await wake(elsewhere), await wake(jonas)];
  const { body } = await elsewhere.call<{ records: { id: string; isCurrent: boolean }[] }>('/beckon/v1/sessions');
  const current = body.records.find(({ isCurrent }) => isCurrent)?.id;
  assert.equal((await jonas.call(`/beckon/v1/sessions/${current}`, { method: 'DELETE' })).status, 204);
  await page(maya, '102', 'after sign-out');
  await other.until(() => textsIn(other).includes('after sign-out'));
  assert.deepEqual(signedOut.attempts, []);
  assert.deepEqual(
    (await devicesOf(jonas)).map(({ id }) => id),
    [other.id],
  );
  await remove(jonas, other);
});

test('a browser that someone else registers is silent for whoever had it before', async () => {
  const device = await wake(jonas);
  const priya = await signIn(server, '103');
  const { status } = await priya.call('/beckon/v1/push/devices', { body: device.subscription });
  assert.equal(status, 200);
  await page(maya, '102', 'for Jonas alone');
  await page(maya, '103', 'for Priya');
  await device.until(({ length }) => length > 0);
  assert.deepEqual(textsIn(device), ['for Priya']);
  assert.deepEqual(await devicesOf(jonas), []);
  const [own] = await devicesOf(priya);
  assert.equal(await remove(priya, { id: own?.id ?? '' }), 204);
});

test('a test says what the push service said', async () => {
  const device = await wake(jonas, 'Phone');
  const send = async () => (await jonas.call('/beckon/v1/push/test', { body: { deviceId: device.id } })).body;
  assert.deepEqual(await send(), { outcome: 'Accepted', status: 201 });
  assert.deepEqual(device.received.at(-1)?.json, { kind: 'test' });
  device.troubles.push({ status: 403, body: 'the key is\nnot known' }, { status: 500 });
  assert.deepEqual(await send(), { outcome: 'Refused', status: 403, reason: 'the push service answered 403' });
  assert.deepEqual(await send(), { outcome: 'Refused', status: 500, reason: 'the push service answered 500' });
  device.troubles.push('hang');
  assert.deepEqual(await send(), { outcome: 'Unreachable', reason: 'it did not answer within 10 seconds' });
  const lost = await startPushService();
  const elsewhere = lost.subscribe(vapidKey);
  await lost.close();
  const { body } = await jonas.call<DeviceJson>('/beckon/v1/push/devices', { body: elsewhere.subscription });
  const unreachable = await jonas.call<{ outcome: string; reason: string }>('/beckon/v1/push/test', {
    body: { deviceId: body.id },
  });
  assert.equal(unreachable.body.outcome, 'Unreachable');
  assert.match(unreachable.body.reason, /refused/);
  for (const { id } of await devicesOf(jonas)) await remove(jonas, { id });
});

test('a device is listed for its owner alone, without its address and keys', async () => {
  const device = await wake(jonas, 'Ward tablet');
  const [listed, ...others] = await devicesOf(jonas);
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...listed, creationTime: '', expirationTime: '' },
    {
      ...{ id: device.id, name: 'Ward tablet', pushService: new URL(pushes.origin).host, isCurrentSession: true },
      ...{ creationTime: '', expirationTime: '' },
    },
  );
  assert.deepEqual(await devicesOf(maya), []);
  assert.equal(await remove(maya, device), 404);
  const foreign = await maya.call<ErrorBody>('/beckon/v1/push/test', { body: { deviceId: device.id } });
  assertRefused(foreign, parameter('CMN-102', 'deviceId'));
  const { body } = await jonas.call<{ records: unknown[] }>('/restapi/v1.0/subscription');
  assert.deepEqual(body.records, []);
  assert.equal((await jonas.call(`/restapi/v1.0/subscription/${device.id}`)).status, 404);
  assert.equal(await remove(jonas, device), 204);
});

const good = pushes.subscribe('').subscription;
const wrong: Readonly<Record<string, [body: object, parameterName: string]>> = {
  'no address': [{ ...good, endpoint: 'push' }, 'endpoint'],
  'an address of another kind': [{ ...good, endpoint: 'ftp://push.example/1' }, 'endpoint'],
  'an address with a password': [{ ...good, endpoint: 'https://a:b@push.example/1' }, 'endpoint'],
  'a key that is too short': [{ ...good, keys: { ...good.keys, p256dh: good.keys.p256dh.slice(4) } }, 'keys.p256dh'],
  'a key that lies on no curve': [
    { ...good, keys: { ...good.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') } },
    'keys.p256dh',
  ],
  'a key in another alphabet': [{ ...good, keys: { ...good.keys, p256dh: '+'.repeat(87) } }, 'keys.p256dh'],
  'a secret that is too long': [{ ...good, keys: { ...good.keys, auth: `${good.keys.auth}AA` } }, 'keys.auth'],
  'no keys': [{ endpoint: good.endpoint }, 'keys'],
};
for (const [name, [body, parameterName]] of Object.entries(wrong)) {
  test(`${name} is refused by name, and registers nothing`, async () => {
    const refused = await jonas.call<ErrorBody>('/beckon/v1/push/devices', { body });
    assertRefused(refused, parameter('CMN-101', parameterName));
    assert.deepEqual(await devicesOf(jonas), []);
  });
}

test('the twenty-first device of a person is refused', async () => {
  const devices = [];
  for (let count = 0; count < 20; count++) devices.push(await wake(jonas));
  const { subscription } = pushes.subscribe(vapidKey);
  const refused = await jonas.call<ErrorBody>('/beckon/v1/push/devices', { body: subscription });
  assertRefused(refused, plain(400, 'CMN-101'));
  for (const device of devices) await remove(jonas, device);
});

test('killed between a page and its push, the server tells of it after the start, with the same key', async () => {
  const device = await wake(jonas);
  const silent = pushes.subscribe(vapidKey);
  assert.equal((await jonas.call('/beckon/v1/push/devices', { body: silent.subscription })).status, 200);
  device.troubles.push('hang');
  await page(maya, '102', 'before the crash');
  await device.untilAttempts(1);
  await server.kill9();
  await server.start();
  await device.until(() => textsIn(device).includes('before the crash'));
  await silent.until(() => textsIn(silent).includes('before the crash'));
  assert.equal(await keyOf(await signIn(server, '102')), vapidKey);
  assert.deepEqual([...new Set(textsIn(silent))], ['before the crash']);
});

test('no request was one that a push service would refuse', () => {
  assert.deepEqual(pushes.violations, []);
});

test('neither keys nor addresses nor texts are in the log', async () => {
  await server.stop();
  const logs = server.logs();
  assert.ok(logs.length > 0);
  for (const secret of [vapidKey, pushes.origin, 'before the crash', 'for Priya'])
    assert.ok(!logs.includes(secret), secret);
});
