/** Webhooks as an integration has them: asked first, told at least once and in order, given up with a reason, resumed. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import { SDK } from '@ringcentral/sdk';
import type { Page } from './expected-page.ts';
import { mine, type Person, signIn } from './person.ts';
import { messageStore } from './raw-socket.ts';
import { startServer } from './server-process.ts';
import { until } from './until.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const server = await startServer();
const receivers: WebhookReceiver[] = [];
after(async () => {
  await server.close();
  await Promise.allSettled(receivers.map((receiver) => receiver.close()));
});

async function openReceiver(port?: number): Promise<WebhookReceiver> {
  const receiver = await WebhookReceiver.open(port);
  receivers.push(receiver);
  return receiver;
}

const subscriptions = '/restapi/v1.0/subscription';
const inbound = `${messageStore}?type=Pager&direction=Inbound`;

interface Subscription {
  readonly id: string;
  readonly status: string;
  readonly blacklistedData?: { readonly reason: string; readonly blacklistedAt: string };
  readonly deliveryMode: { readonly transportType: string; readonly address: string };
}

interface Delivery {
  readonly number: number;
  readonly uuid: string;
  readonly status: string;
  readonly nextAttemptTime?: string;
  readonly body: unknown;
  readonly attempts: readonly { readonly statusCode?: number; readonly reason?: string; readonly latencyMs: number }[];
}

interface Deliveries {
  readonly records: readonly Delivery[];
  readonly paging: { readonly totalElements: number };
}

function hook(person: Person, receiver: WebhookReceiver, mode: object = {}) {
  const deliveryMode = { transportType: 'WebHook', address: receiver.url, ...mode };
  return person.call<Subscription>(subscriptions, { body: { eventFilters: [inbound], deliveryMode } });
}

async function subscribed(person: Person, receiver: WebhookReceiver, mode: object = {}): Promise<string> {
  const { status, text, body } = await hook(person, receiver, mode);
  assert.equal(status, 200, text);
  return body.id;
}

/** The id of the copy that `to` holds of a new page. */
async function page(from: Person, to: Person, text = 'Hello'): Promise<number> {
  const body = { to: [{ extensionNumber: to.number }], text };
  const answer = await from.call<Page>(`${mine}/company-pager`, { body });
  assert.equal(answer.status, 200, answer.text);
  const list = await to.call<{ records: { id: number }[] }>(`${mine}/message-store?perPage=1`);
  return list.body.records[0]?.id ?? 0;
}

async function deliveriesOf(person: Person, id: string, query = ''): Promise<Deliveries> {
  const { status, text, body } = await person.call<Deliveries>(`/beckon/v1/subscriptions/${id}/deliveries${query}`);
  assert.equal(status, 200, text);
  return body;
}

test('@ringcentral/sdk subscribes an address, which is asked first and then told of a page', async () => {
  const [receiver, sender] = [await openReceiver(), await signIn(server, '101')];
  const sdk = new SDK({
    server: server.url,
    clientId: server.env.RINGCENTRAL_CLIENT_ID ?? '',
    clientSecret: server.env.RINGCENTRAL_CLIENT_SECRET ?? '',
    cachePrefix: 'webhooks',
  });
  await sdk.platform().login({ jwt: server.env.BECKON_JWT_102 ?? '' });
  const deliveryMode = { transportType: 'WebHook', address: receiver.url, verificationToken: 'known only to us' };
  const answer = await sdk.platform().post(subscriptions, { eventFilters: [inbound], deliveryMode });
  const { id, deliveryMode: mode } = (await answer.json()) as Subscription;
  assert.equal(mode.address, receiver.url);
  assert.equal(receiver.asked.length, 1);
  assert.match(receiver.asked[0]?.['validation-token'] as string, /^[\w-]{20,}$/);
  assert.equal(receiver.asked[0]?.['verification-token'], 'known only to us');
  const jonas = await signIn(server, '102');
  const copyId = await page(sender, jonas);
  await until(() => receiver.ids.includes(copyId), 'the page');
  const [first] = receiver.heard;
  assert.equal(first?.headers['verification-token'], 'known only to us');
  assert.equal(first?.headers['validation-token'], undefined);
  assert.equal(first?.headers['content-type'], 'application/json');
  assert.equal(first?.event.subscriptionId, id);
  assert.deepEqual(first?.event.body.changes, [
    { type: 'Pager', newCount: 1, updatedCount: 0, newMessageIds: [copyId] },
  ]);
  await sdk.platform().delete(`${subscriptions}/${id}`);
  await page(sender, jonas);
  assert.equal((await jonas.call(`/beckon/v1/subscriptions/${id}/deliveries`)).status, 404);
});

test('@rc-ex/core subscribes with a validation token of its own, which comes with every notification', async () => {
  const receiver = await openReceiver();
  const rc = new RingCentral({
    server: server.url,
    clientId: server.env.RINGCENTRAL_CLIENT_ID ?? '',
    clientSecret: server.env.RINGCENTRAL_CLIENT_SECRET ?? '',
  });
  await rc.authorize({ jwt: server.env.BECKON_JWT_103 ?? '' });
  const deliveryMode = { transportType: 'WebHook', address: receiver.url, validationToken: 'chosen' } as const;
  const made = await rc
    .restapi()
    .subscription()
    .post({ eventFilters: [inbound], deliveryMode });
  assert.equal(made.status, 'Active');
  assert.equal(receiver.asked[0]?.['validation-token'], 'chosen');
  const [sender, amira] = [await signIn(server, '101'), await signIn(server, '103')];
  const copyId = await page(sender, amira);
  await until(() => receiver.ids.includes(copyId), 'the page');
  assert.equal(receiver.heard[0]?.headers['validation-token'], 'chosen');
  await rc
    .restapi()
    .subscription(made.id ?? '')
    .delete();
});

test('an address that does not answer as it should is refused with the reason, and nothing is stored', async () => {
  const jonas = await signIn(server, '102');
  const receiver = await openReceiver();
  const cases: [string, WebhookReceiver['greeting'], RegExp][] = [
    ['SUB-525', (_request, response) => response.end(), /lacks the header Validation-Token/],
    ['SUB-525', (_, response) => response.setHeader('Validation-Token', 'other').end(), /is not that of the request/],
    ['SUB-522', ({ headers }, response) => response.writeHead(204, echoOf(headers)).end(), /it answered 204/],
    ['SUB-522', ({ headers }, response) => response.writeHead(500, echoOf(headers)).end(), /it answered 500/],
    [
      'SUB-522',
      ({ headers }, response) => response.writeHead(302, { ...echoOf(headers), location: receiver.url }).end(),
      /redirect \(302\), which is not followed/,
    ],
    ['SUB-522', () => {}, /did not answer within 3 seconds/],
    [
      'SUB-525',
      ({ headers }, response) => response.writeHead(200, echoOf(headers)).end('x'.repeat(1025)),
      /1024 bytes/,
    ],
    ['SUB-522', ({ socket }) => socket.destroy(), /broke off the connection/],
  ];
  for (const [code, greeting, reason] of cases) {
    receiver.greeting = greeting;
    const { status, text, body } = await hook(jonas, receiver);
    assert.equal(status, 400, text);
    const { errorCode, message } = body as unknown as { errorCode: string; message: string };
    assert.equal(errorCode, code, message);
    assert.match(message, reason);
  }
  await receiver.close();
  const gone = await hook(jonas, receiver);
  assert.match(gone.text, /SUB-522.*refused the connection/);
  for (const address of [
    'x',
    'ftp://127.0.0.1/',
    'http://me:secret@127.0.0.1/',
    ` ${receiver.url}`,
    `${receiver.url}\r\nX-Other: 1`,
    `${receiver.url}\t`,
    `http://127.0.0.1/${'x'.repeat(2048)}`,
  ]) {
    assert.match((await hook(jonas, receiver, { address })).text, /CMN-101.*deliveryMode.address/);
  }
  assert.match((await hook(jonas, receiver, { verificationToken: 'a\nb' })).text, /CMN-101.*verificationToken/);
  const { body } = await jonas.call<{ records: unknown[] }>(subscriptions);
  assert.deepEqual(body.records, []);
});

function echoOf(headers: WebhookReceiver['asked'][number]): Record<string, string> {
  return { 'validation-token': String(headers['validation-token']) };
}

test('an update that names the address or a token asks the address again; a renewal does not', async () => {
  const jonas = await signIn(server, '102');
  const receiver = await openReceiver();
  const id = await subscribed(jonas, receiver);
  const update = (deliveryMode?: object) =>
    jonas.call(`${subscriptions}/${id}`, { method: 'PUT', body: { eventFilters: [inbound], deliveryMode } });
  assert.equal((await update()).status, 200);
  assert.equal((await jonas.call(`${subscriptions}/${id}/renew`, { method: 'POST' })).status, 200);
  assert.equal(receiver.asked.length, 1);
  assert.equal((await update({ transportType: 'WebHook', address: receiver.url })).status, 200);
  assert.equal((await update({ transportType: 'WebHook', verificationToken: 'new' })).status, 200);
  assert.equal(receiver.asked.length, 3);
  assert.equal(receiver.asked[2]?.['verification-token'], 'new');
  receiver.greeting = (_request, response) => response.end();
  assert.match((await update({ transportType: 'WebHook', verificationToken: 'newest' })).text, /SUB-525/);
  const copyId = await page(await signIn(server, '101'), jonas);
  await until(() => receiver.ids.includes(copyId), 'the page');
  assert.equal(receiver.heard[0]?.headers['verification-token'], 'new');
  await jonas.call(`${subscriptions}/${id}`, { method: 'DELETE' });
});

test('an address that is down is tried again with the same uuid and bytes; another is not held up by one that hangs', async () => {
  const [maya, jonas, amira] = [await signIn(server, '101'), await signIn(server, '102'), await signIn(server, '103')];
  const [failing, hanging, well] = [await openReceiver(), await openReceiver(), await openReceiver()];
  const ids = [await subscribed(jonas, failing), await subscribed(jonas, hanging), await subscribed(amira, well)];
  failing.answer = 503;
  hanging.answer = null;
  const copyId = await page(maya, jonas);
  await until(() => hanging.heard.length > 0, 'the attempt that hangs');
  const other = await page(maya, amira);
  await until(() => well.ids.includes(other), 'the page at the healthy address');
  assert.equal(hanging.heard.length, 1, 'the one that hangs was given up before the healthy one heard');
  await until(() => failing.heard.length > 1, 'a second attempt');
  failing.answer = 202;
  await until(async () => (await deliveriesOf(jonas, ids[0] ?? '')).records[0]?.status === 'Delivered', 'delivery');
  assert.equal(new Set(failing.heard.map(({ text }) => text)).size, 1, 'the bytes differ');
  assert.deepEqual([...new Set(failing.ids)], [copyId]);
  const [delivery] = (await deliveriesOf(jonas, ids[0] ?? '')).records;
  assert.deepEqual(delivery?.body, failing.heard[0]?.event);
  assert.deepEqual([delivery?.attempts[0]?.statusCode, delivery?.attempts[0]?.reason], [503, 'it answered 503']);
  assert.equal(delivery?.attempts.at(-1)?.statusCode, 202);
  const late = await until(
    async () => (await deliveriesOf(jonas, ids[1] ?? '', '?status=Waiting')).records[0]?.attempts[0],
    'the end of the attempt that hung',
  );
  assert.equal(late.statusCode, undefined);
  assert.match(late.reason ?? '', /did not answer within 5 seconds/);
  hanging.answer = 200;
  await until(() => hanging.heard.length > 1, 'the next attempt');
  for (const id of ids) await (id === ids[2] ? amira : jonas).call(`${subscriptions}/${id}`, { method: 'DELETE' });
});

test('what was kept and not delivered when the server was killed is delivered afterwards, with the same uuid', async () => {
  const jonas = await signIn(server, '102');
  const receiver = await openReceiver();
  await subscribed(jonas, receiver);
  receiver.answer = null;
  const copyId = await page(await signIn(server, '101'), jonas);
  await until(() => receiver.heard.length > 0, 'the first attempt');
  await server.kill9();
  receiver.answer = 200;
  await server.start();
  await until(() => receiver.heard.length > 1, 'the attempt after the restart');
  assert.deepEqual([...new Set(receiver.ids)], [copyId]);
  assert.equal(receiver.heard[0]?.text, receiver.heard[1]?.text);
  const later = await signIn(server, '102');
  const next = await page(await signIn(server, '101'), later);
  await until(() => receiver.ids.includes(next), 'the next page');
  const { body } = await later.call<{ records: Subscription[] }>(subscriptions);
  for (const { id } of body.records) await later.call(`${subscriptions}/${id}`, { method: 'DELETE' });
});

test('one delivery, or all since a time, are sent again as they were; administrators leave a trace, others find nothing', async () => {
  const [maya, jonas, amira] = [await signIn(server, '101'), await signIn(server, '102'), await signIn(server, '103')];
  const receiver = await openReceiver();
  const id = await subscribed(jonas, receiver);
  for (let count = 1; count <= 3; count++) {
    const copyId = await page(maya, jonas, `Page ${count}`);
    await until(() => receiver.ids.includes(copyId), `page ${count}`);
  }
  const place = `/beckon/v1/subscriptions/${id}`;
  await until(async () => (await deliveriesOf(jonas, id, '?status=Delivered')).paging.totalElements === 3, 'three');
  const before = receiver.heard.map(({ text }) => text);
  const one = await jonas.call<Delivery>(`${place}/deliveries/2/replay`, { method: 'POST' });
  assert.equal(one.status, 200, one.text);
  await until(() => receiver.heard.length === 4, 'the second one again');
  assert.equal(receiver.heard[3]?.text, before[1]);
  const since = { body: { since: '2026-01-01T00:00:00Z' } };
  const all = await maya.call<{ count: number }>(`${place}/replay`, since);
  assert.deepEqual(all.body, { count: 3 }, all.text);
  await until(() => receiver.heard.length === 7, 'all again');
  assert.deepEqual(
    receiver.heard.slice(4).map(({ text }) => text),
    before,
  );
  const none = await jonas.call<{ count: number }>(`${place}/replay`, { body: { since: '2100-01-01T00:00:00Z' } });
  assert.deepEqual(none.body, { count: 0 });
  assert.match((await jonas.call(`${place}/replay`, { body: { since: 'yesterday' } })).text, /CMN-101.*since/);
  for (const path of ['deliveries/9/replay', 'deliveries/x/replay']) {
    assert.equal((await jonas.call(`${place}/${path}`, { method: 'POST' })).status, 404);
  }
  const audit = await maya.call<{ records: { action: string; target: string }[] }>('/beckon/v1/audit');
  const traces = audit.body.records.filter(({ action }) => action === 'replay-deliveries');
  assert.deepEqual(
    traces.map(({ target }) => target),
    [id],
    'the owner’s own is no administrative change',
  );
  for (const [path, options] of [
    ['/deliveries', {}],
    ['/replay', since],
    ['/resume', { method: 'POST' }],
    ['/deliveries/1/replay', { method: 'POST' }],
  ] as const) {
    assert.equal((await amira.call(`${place}${path}`, options)).status, 404, path);
  }
  assert.equal((await amira.call('/beckon/v1/subscriptions')).status, 403);
  const list = await maya.call<{ records: { id: string; owner: object; waiting: number }[] }>(
    '/beckon/v1/subscriptions',
  );
  const shown = list.body.records.find((record) => record.id === id);
  assert.partialDeepStrictEqual(shown, {
    ...{ transportType: 'WebHook', address: receiver.url, status: 'Active', waiting: 0 },
    owner: { extensionNumber: '102' },
  });
  await jonas.call(`${subscriptions}/${id}`, { method: 'DELETE' });
});

test('administrators see where a webhook leads, but no secret that stands in the query of its address', async () => {
  const [maya, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
  const receiver = await openReceiver();
  const address = `${receiver.url}?key=known-to-the-owner`;
  const id = (await hook(jonas, receiver, { address })).body.id;
  const { body, text } = await maya.call<{ records: { id: string; address: string }[] }>('/beckon/v1/subscriptions');
  assert.equal(body.records.find((record) => record.id === id)?.address, `${receiver.url}?…`);
  const resumed = await maya.call(`/beckon/v1/subscriptions/${id}/resume`, { method: 'POST' });
  assert.doesNotMatch(text + resumed.text, /known-to-the-owner/);
  const own = await jonas.call<{ deliveryMode: { address: string } }>(`${subscriptions}/${id}`);
  assert.equal(own.body.deliveryMode.address, address);
  await jonas.call(`${subscriptions}/${id}`, { method: 'DELETE' });
});

test('whoever is signed out, disabled or without the role hears nothing any more', async () => {
  const [maya, leo] = [await signIn(server, '101'), await signIn(server, '104')];
  const [receiver, witness] = [await openReceiver(), await openReceiver()];
  await subscribed(leo, receiver);
  const jonas = await signIn(server, '102');
  const witnessId = await subscribed(jonas, witness);
  const first = await page(maya, leo);
  await until(() => receiver.ids.includes(first), 'the page');
  await leo.call('/restapi/oauth/revoke', {
    body: new URLSearchParams({ token: leo.tokens.access_token }),
    headers: {
      authorization: `Basic ${Buffer.from(`${server.env.RINGCENTRAL_CLIENT_ID}:${server.env.RINGCENTRAL_CLIENT_SECRET}`).toString('base64')}`,
      'content-type': undefined,
    },
  });
  await page(maya, await signIn(server, '104'));
  const seen = await page(maya, jonas);
  await until(() => witness.ids.includes(seen), 'a later page to someone else');
  assert.deepEqual(receiver.ids, [first]);
  const again = await signIn(server, '104');
  const { body } = await again.call<{ records: Subscription[] }>(subscriptions);
  assert.equal(body.records[0]?.status, 'Suspended', 'its silence shows');
  const place = `${subscriptions}/${body.records[0]?.id}`;
  assert.equal((await again.call<Subscription>(place)).body.status, 'Suspended');
  const overviewOf = async () => {
    const all = await maya.call<{ records: (Subscription & { suspensionReason?: string })[] }>(
      '/beckon/v1/subscriptions',
    );
    const found = all.body.records.find(({ id }) => id === body.records[0]?.id);
    return [found?.status, found?.suspensionReason];
  };
  assert.deepEqual(await overviewOf(), ['Suspended', 'SignedOut']);
  const renewed = await again.call<Subscription>(`${place}/renew`, { method: 'POST' });
  assert.equal(renewed.body.status, 'Active');
  assert.deepEqual(await overviewOf(), ['Active', undefined]);
  await until(() => receiver.ids.length === 2, 'what was missed, once it is renewed');
  await jonas.call(`${subscriptions}/${witnessId}`, { method: 'DELETE' });
});

test('an address that takes nothing for too long is blacklisted with the reason, and resumed once it wants to be told', async () => {
  const impatient = await startServer({ argsAfter: ['--webhook-max-age-hours', '0.0004'] });
  try {
    const [maya, jonas] = [await signIn(impatient, '101'), await signIn(impatient, '102')];
    const receiver = await openReceiver();
    const id = await subscribed(jonas, receiver);
    receiver.answer = 410;
    const missed = [await page(maya, jonas, 'First')];
    const place = `${subscriptions}/${id}`;
    const given = await until(async () => {
      const { body } = await jonas.call<Subscription>(place);
      return body.status === 'Blacklisted' && body;
    }, 'the end of its patience');
    assert.equal(given.blacklistedData?.reason, 'it answered 410');
    const [failed] = (await deliveriesOf(jonas, id)).records;
    assert.equal(failed?.status, 'Failed');
    assert.equal(failed?.nextAttemptTime, undefined);
    missed.push(await page(maya, jonas, 'Second'));
    const attempts = receiver.heard.length;
    const replay = await jonas.call(`/beckon/v1/subscriptions/${id}/deliveries/1/replay`, { method: 'POST' });
    assert.match(replay.text, /BKN-409/);
    receiver.greeting = (_request, response) => response.end();
    const resume = `/beckon/v1/subscriptions/${id}/resume`;
    assert.match((await jonas.call(resume, { method: 'POST' })).text, /SUB-525/);
    assert.equal((await jonas.call<Subscription>(place)).body.status, 'Blacklisted');
    assert.equal(receiver.heard.length, attempts, 'something was tried meanwhile');
    receiver.greeting = ({ headers }, response) => response.writeHead(200, echoOf(headers)).end();
    receiver.answer = 200;
    const resumed = await maya.call<Subscription>(resume, { method: 'POST' });
    assert.equal(resumed.body.status, 'Active', resumed.text);
    assert.equal(resumed.body.blacklistedData, undefined);
    await until(() => missed.every((copyId) => receiver.ids.includes(copyId)), 'what was missed');
    assert.deepEqual([...new Set(receiver.ids)], missed);
    assert.equal(receiver.heard.at(attempts)?.text, receiver.heard[0]?.text);
    const audit = await maya.call<{ records: { action: string; target: string }[] }>('/beckon/v1/audit');
    assert.ok(audit.body.records.some(({ action, target }) => action === 'resume-subscription' && target === id));
  } finally {
    await impatient.close();
  }
});

test('told to stop, a server ends soon though an address hangs, and what it had not taken comes after the start', async () => {
  const stopping = await startServer();
  try {
    const [maya, jonas] = [await signIn(stopping, '101'), await signIn(stopping, '102')];
    const receiver = await openReceiver();
    await subscribed(jonas, receiver);
    receiver.answer = null;
    const copyId = await page(maya, jonas);
    await until(() => receiver.heard.length === 1, 'the attempt');
    assert.equal(await stopping.stop(), 0);
    receiver.answer = 200;
    await stopping.start();
    await until(() => receiver.heard.length === 2, 'the attempt after the start');
    assert.deepEqual(receiver.ids, [copyId, copyId]);
    assert.equal(receiver.heard[0]?.text, receiver.heard[1]?.text);
  } finally {
    await stopping.close();
  }
});

test('a server that may not call private addresses refuses them, and stores nothing', async () => {
  const careful = await startServer({ argsAfter: ['--allow-private-addresses', 'no'] });
  try {
    const jonas = await signIn(careful, '102');
    const receiver = await openReceiver();
    const { port } = receiver;
    const plain = await hook(jonas, receiver);
    assert.match(plain.text, /SUB-522.*only https addresses are called/);
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1']) {
      const { status, text } = await hook(jonas, receiver, { address: `https://${host}:${port}/hook` });
      assert.equal(status, 400);
      assert.match(text, /SUB-522.*its address is not public/, host);
    }
    assert.equal(receiver.asked.length, 0);
    assert.deepEqual((await jonas.call<{ records: unknown[] }>(subscriptions)).body.records, []);
  } finally {
    await careful.close();
  }
});
