/** What clients meet after a copy of the data folder was put back: no page is passed over, none is taken for another. */

import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Page, PageList } from './expected-page.ts';
import { mine, type Person, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { assertRefused, type ErrorBody, parameter } from './refusal.ts';
import { startServer } from './server-process.ts';
import { until } from './until.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const server = await startServer();
const copy = `${server.dataDir}.copy`;
after(async () => {
  await server.close();
  rmSync(copy, { recursive: true, force: true });
});

async function page(from: string, text: string): Promise<Page> {
  const body = { to: [{ extensionNumber: '101' }], text };
  const answer = await (await signIn(server, from)).call<Page>(`${mine}/company-pager`, { body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

interface Sync {
  readonly records: readonly { readonly subject: string }[];
  readonly syncInfo: { readonly syncToken: string };
}

async function sync(query: string) {
  return await (await signIn(server, '101')).call<Sync & ErrorBody>(`${mine}/message-sync?${query}`);
}

const tokenNow = async () => (await sync('syncType=FSync')).body.syncInfo.syncToken;
const changesSince = (token: string) => sync(`syncType=ISync&syncToken=${token}`);

/** As with a file system's snapshot, or with the server stopped. */
async function keep(): Promise<void> {
  await server.stop();
  cpSync(server.dataDir, copy, { recursive: true });
  await server.start();
}

async function putBack(): Promise<void> {
  await server.kill9();
  rmSync(server.dataDir, { recursive: true });
  cpSync(copy, server.dataDir, { recursive: true });
  await server.start();
}

async function newest(number: string): Promise<Page | undefined> {
  const person = await signIn(server, number);
  return (await person.call<PageList>(`${mine}/message-store?perPage=1`)).body.records[0];
}

async function socketOf(person: Person, wsc?: string): Promise<RawSocket> {
  const socket = await RawSocket.open(server, person, wsc);
  if (wsc === undefined) await socket.subscribe(messageStore);
  return socket;
}

test('after a copy was put back, what clients hold of what was lost is refused, and what they held before goes on', async () => {
  const receiver = await WebhookReceiver.open();
  const maya = await signIn(server, '101');
  const deliveryMode = { transportType: 'WebHook', address: receiver.url };
  const eventFilters = [`${messageStore}?type=Pager&direction=Inbound`];
  await maya.call('/restapi/v1.0/subscription', { body: { eventFilters, deliveryMode } });
  await page('102', 'kept');
  await until(() => receiver.ids.length === 1, 'the webhook to hear of what is kept');
  const [known, before] = [await tokenNow(), await socketOf(maya)];
  await keep();

  for (const n of [1, 2, 3]) await page('102', `lost ${n}`);
  const lostId = (await newest('101'))?.id;
  const [lost, after] = [await tokenNow(), await socketOf(maya)];
  await page('102', 'lost 4');
  await until(() => after.newIds.length === 1, 'the socket to hear of what will be lost');
  await until(() => receiver.ids.length === 5, 'the webhook to hear of what will be lost');
  await putBack();

  const told = receiver.heard.length;
  assertRefused(await changesSince(lost), parameter('MSG-333', 'syncToken'));
  const sent = [];
  for (const n of [1, 2, 3, 4, 5]) sent.push((await page('103', `after ${n}`)).id);
  assertRefused(await changesSince(lost), parameter('MSG-333', 'syncToken'));
  const since = await changesSince(known);
  assert.deepEqual(
    since.body.records.map(({ subject }) => subject),
    ['after 5', 'after 4', 'after 3', 'after 2', 'after 1'],
  );

  const reply = { replyOn: lostId, text: 'meant for 102' };
  assertRefused(await maya.call<ErrorBody>(`${mine}/company-pager`, { body: reply }), parameter('CMN-102', 'replyOn'));
  assert.equal((await (await socketOf(maya, after.wsc)).details())[1].recoveryState, 'Failed');
  const again = await socketOf(maya, before.wsc);
  assert.equal((await again.details())[1].recoveryState, 'Successful');
  await until(() => again.newIds.length === 5, 'the socket to be told what it missed');

  await until(() => receiver.ids.length === 10, 'the webhook to hear of what came after');
  const uuids = receiver.heard.map(({ event }) => event.uuid);
  assert.equal(new Set(uuids).size, uuids.length);
  assert.ok(receiver.heard.length > told);
  assert.equal(new Set(receiver.ids).size, 10, 'an id was told of twice');
  await receiver.close();
});

test('after plain restarts and kills everything that clients hold goes on', async () => {
  const maya = await signIn(server, '101');
  const [token, socket] = [await tokenNow(), await socketOf(maya)];
  await server.restart();
  await server.kill9();
  await server.start();
  await page('102', 'after two starts');
  const { status, body } = await changesSince(token);
  assert.equal(status, 200);
  assert.deepEqual(
    body.records.map(({ subject }) => subject),
    ['after two starts'],
  );
  const again = await socketOf(maya, socket.wsc);
  assert.equal((await again.details())[1].recoveryState, 'Successful');
  await until(() => again.newIds.length === 1, 'the socket to be told what it missed');
});
