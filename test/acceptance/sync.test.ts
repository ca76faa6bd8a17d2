/** Clients that keep a copy of their mailbox: full syncs, changes since, frames, and tokens. */

import assert from 'node:assert/strict';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type Answer, mine, type Person, signIn } from './person.ts';
import { type ServerProcess, startServer } from './server-process.ts';

interface Message {
  readonly id: number;
  readonly subject?: string;
  readonly availability: string;
  readonly readStatus?: string;
  readonly conversationId: number;
  readonly conversation: { readonly id: string };
}
interface Sync {
  readonly uri: string;
  readonly records: readonly Message[];
  readonly syncInfo: {
    readonly syncType: string;
    readonly syncToken: string;
    readonly syncTime: string;
    readonly olderRecordsExist: boolean;
  };
  readonly errorCode?: string;
  readonly errors?: readonly { readonly errorCode: string; readonly parameterName: string }[];
}

let server: ServerProcess;
let sender: Person;
let reader: Person;

before(async () => {
  server = await startServer();
  await signInAgain();
});
after(() => server.close());

async function signInAgain(): Promise<void> {
  sender = await signIn(server, '101');
  reader = await signIn(server, '102');
}

async function page(text: string, more: object = { to: [{ extensionNumber: '102' }] }): Promise<void> {
  assert.equal((await sender.call(`${mine}/company-pager`, { body: { ...more, text } })).status, 200);
}

function sync(query: Record<string, string> = {}, who: Person = reader): Promise<Answer<Sync>> {
  return who.call<Sync>(`${mine}/message-sync?${new URLSearchParams(query)}`);
}

async function changesSince({ body }: Answer<Sync>, more: Record<string, string> = {}): Promise<Answer<Sync>> {
  return await sync({ syncType: 'ISync', syncToken: body.syncInfo.syncToken, ...more });
}

function subjects({ body }: Answer<Sync>): (string | undefined)[] {
  return body.records.map(({ subject }) => subject);
}

test('a sync without parameters is a full one, newest first; the next brings only what is new', async () => {
  await page('first');
  await page('second');
  const full = await sync();
  assert.equal(full.status, 200);
  assert.deepEqual(subjects(full), ['second', 'first']);
  const { syncType, olderRecordsExist, syncTime } = full.body.syncInfo;
  assert.deepEqual([syncType, olderRecordsExist], ['FSync', false]);
  assert.ok(Date.parse(syncTime) > 0);
  await page('third');
  const next = await changesSince(full);
  assert.equal(next.body.syncInfo.syncType, 'ISync');
  assert.deepEqual(subjects(next), ['third']);
  assert.deepEqual(subjects(await changesSince(next)), [], 'nothing is told twice');
  assert.deepEqual(subjects(await changesSince(full)), ['third'], 'a token can be used again');
});

test('a read message comes whole; a deleted or purged one as id, conversation and state; a restored one whole', async () => {
  await page('to be changed');
  const full = await sync();
  const message = full.body.records[0] as Message;
  const path = `${mine}/message-store/${message.id}`;
  const steps: [Parameters<Person['call']>[1], (record: Message) => void][] = [
    [
      { method: 'PUT', body: { readStatus: 'Read' } },
      ({ readStatus, subject }) => assert.deepEqual([readStatus, subject], ['Read', 'to be changed']),
    ],
    [
      { method: 'DELETE' },
      ({ availability, subject }) => assert.deepEqual([availability, subject], ['Deleted', undefined]),
    ],
    [
      { method: 'PATCH', body: { availability: 'Alive' } },
      ({ availability, subject }) => assert.deepEqual([availability, subject], ['Alive', 'to be changed']),
    ],
    [{ method: 'DELETE' }, ({ availability }) => assert.equal(availability, 'Deleted')],
    [{ method: 'DELETE' }, ({ availability }) => assert.equal(availability, 'Purged')],
  ];
  let last = full;
  for (const [call, check] of steps) {
    await reader.call(path, call);
    last = await changesSince(last);
    assert.equal(last.body.records.length, 1);
    const record = last.body.records[0] as Message;
    assert.deepEqual([record.id, record.conversation.id], [message.id, String(message.conversationId)]);
    check(record);
  }
});

test('a frame holds: its direction, its conversation, its number of records, its newest of each conversation', async () => {
  await page('framed');
  const newest = (await sync()).body.records[0] as Message;
  const answer = { replyOn: newest.id, text: 'my answer' };
  await reader.call(`${mine}/company-pager`, { body: answer });
  assert.deepEqual(subjects(await sync({ direction: 'Outbound' })), ['my answer']);
  const thread = await sync({ conversationId: String(newest.conversationId) });
  assert.deepEqual(subjects(thread), ['my answer', 'framed']);
  await page('another thread');
  assert.deepEqual(subjects(await changesSince(thread)), []);

  const two = await sync({ recordCount: '2' });
  assert.deepEqual(subjects(two), ['another thread', 'my answer']);
  assert.equal(two.body.syncInfo.olderRecordsExist, true);
  const distinct = subjects(await sync({ distinctConversations: 'true' }));
  assert.deepEqual([distinct.includes('my answer'), distinct.includes('framed')], [true, false]);
  const fax = await sync({ messageType: 'Fax' });
  assert.deepEqual([fax.body.records.length, fax.body.syncInfo.olderRecordsExist], [0, false]);
  assert.equal((await sync({ recordCountPerConversation: '5', unknown: 'x' })).status, 200);
});

test('a later sync may reach further back', async () => {
  const narrow = await sync({ dateFrom: '2100-01-01' });
  assert.deepEqual(subjects(narrow), []);
  const wide = await changesSince(narrow, { dateFrom: '2000-01-01' });
  assert.ok(subjects(wide).includes('first'));
  assert.deepEqual(subjects(await changesSince(wide)), []);
});

test('a later sync may ask for more records, and gets those it has not had, once', async () => {
  const newest = (await sync()).body.records[0] as Message;
  for (const text of ['w1', 'w2', 'w3', 'w4', 'w5']) await page(text);
  const two = await sync({ recordCount: '2' });
  assert.deepEqual([subjects(two), two.body.syncInfo.olderRecordsExist], [['w5', 'w4'], true]);
  const same = await changesSince(two, { recordCount: '2' });
  assert.deepEqual([subjects(same), same.body.syncInfo.olderRecordsExist], [[], false]);
  const four = await changesSince(same, { recordCount: '4' });
  assert.deepEqual([subjects(four), four.body.syncInfo.olderRecordsExist], [['w3', 'w2'], true]);
  await page('w6');
  const six = await changesSince(four, { recordCount: '6' });
  assert.deepEqual([subjects(six), six.body.syncInfo.olderRecordsExist], [['w6', 'w1'], true]);
  const all = await changesSince(six, { recordCount: '1000' });
  assert.equal(all.body.records[0]?.id, newest.id);
  assert.equal(all.body.syncInfo.olderRecordsExist, false);
  assert.deepEqual(subjects(await changesSince(all, { recordCount: '1000' })), []);
});

test('reaching further back also brings what an earlier sync had left out', async () => {
  for (const text of ['b1', 'b2', 'b3']) await page(text);
  const one = await sync({ recordCount: '1' });
  const wide = await changesSince(one, { dateFrom: '2000-01-01' });
  assert.deepEqual(subjects(wide).slice(0, 2), ['b2', 'b1']);
  assert.ok(subjects(wide).includes('first'));
  assert.equal(wide.body.syncInfo.olderRecordsExist, false);
  const some = await changesSince(one, { dateFrom: '2000-01-01', recordCount: '2' });
  assert.deepEqual([subjects(some), some.body.syncInfo.olderRecordsExist], [['b2'], true]);
});

test('a frame of another type of message stays empty', async () => {
  const fax = await sync({ messageType: 'Fax' });
  await page('no fax');
  assert.deepEqual(subjects(await changesSince(fax)), []);
  assert.deepEqual(subjects(await changesSince(fax, { dateFrom: '2000-01-01' })), []);
});

test('whoever loses access hears that the message was purged, and gets it again with the access', async () => {
  const admin = sender;
  const { body: list } = await admin.call<{ records: { id: string; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/call-queues',
  );
  const nursing = list.records.find(({ extensionNumber }) => extensionNumber === '201')?.id;
  const { body: me } = await reader.call<{ id: number }>(mine);
  const move = (field: string) =>
    admin.call(`/restapi/v1.0/account/~/call-queues/${nursing}/bulk-assign`, { body: { [field]: [String(me.id)] } });

  await page('for nursing', { to: [{ extensionNumber: '201' }] });
  const held = await sync();
  assert.equal(subjects(held)[0], 'for nursing');
  await move('removedExtensionIds');
  const lost = await changesSince(held);
  assert.deepEqual(
    lost.body.records.map(({ id, availability }) => [id, availability]),
    [[held.body.records[0]?.id, 'Purged']],
  );
  await move('addedExtensionIds');
  assert.deepEqual(subjects(await changesSince(lost)), ['for nursing']);
});

test('a token survives a crash of the server, and nothing sent meanwhile is missed', async () => {
  const full = await sync();
  await page('before the crash');
  await server.kill9();
  await server.start();
  await signInAgain();
  await page('after the crash');
  assert.deepEqual(subjects(await changesSince(full)), ['after the crash', 'before the crash']);
});

test('a token that is forged, torn, missing or someone else’s is refused with MSG-333', async () => {
  const { syncToken } = (await sync()).body.syncInfo;
  const [head = '', , signature = ''] = syncToken.split('.');
  const claims = Buffer.from('{"s":0}').toString('base64url');
  const theirs = (await sync({}, sender)).body.syncInfo.syncToken;
  for (const token of [`${head}.${claims}.${signature}`, syncToken.slice(0, -9), 'x', '', theirs]) {
    const { status, body } = await sync({ syncType: 'ISync', syncToken: token });
    assert.equal(status, 400);
    assert.deepEqual([body.errorCode, body.errors?.[0]?.errorCode], ['InvalidParameter', 'MSG-333']);
  }
});

for (const [parameter, value] of [
  ['recordCount', '0'],
  ['recordCount', '1001'],
  ['dateFrom', 'yesterday'],
  ['conversationId', 'x'],
  ['syncType', 'BSync'],
  ['direction', 'Sideways'],
] as const) {
  test(`${parameter}=${value} is refused`, async () => {
    const { status, body } = await sync({ [parameter]: value });
    assert.deepEqual(
      [status, body.errors?.[0]?.errorCode, body.errors?.[0]?.parameterName],
      [400, 'CMN-101', parameter],
    );
  });
}

test('a token from after a backup is refused once the backup is back: nobody knows what that client was told', async () => {
  const backup = `${server.dataDir}.backup`;
  const before = await sync();
  await server.stop();
  cpSync(server.dataDir, backup, { recursive: true });
  await server.start();
  await signInAgain();
  await page('to be forgotten');
  const after = await changesSince(before);
  await server.stop();
  rmSync(server.dataDir, { recursive: true });
  renameSync(backup, server.dataDir);
  await server.start();
  await signInAgain();
  assert.equal((await changesSince(before)).status, 200);
  const { status, body } = await changesSince(after);
  assert.deepEqual([status, body.errors?.[0]?.errorCode], [400, 'MSG-333']);
});
