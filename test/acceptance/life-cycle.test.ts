/** How long messages stay: periods, retention, legal holds and erasure, over HTTP and in the files on disk. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { type ServerProcess, startServer } from './server-process.ts';

interface Message {
  readonly id: number;
  readonly conversationId: number;
  readonly subject: string;
  readonly availability: string;
  readonly lastModifiedTime: string;
}
interface Hold {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly extensionId?: string;
  readonly conversationId?: string;
  readonly placedBy: { readonly extensionId: string };
  readonly placedTime: string;
  readonly releasedTime?: string;
}
interface Erasure {
  readonly id: string;
  readonly status: string;
  readonly purgedCount: number;
}

const configuration = '/restapi/v1.0/account/~/message-store-configuration';
const settings = '/beckon/v1/message-store-settings';
const holds = '/beckon/v1/holds';
const store = `${mine}/message-store`;
const erasureOf = (id: string | number) => `/beckon/v1/extensions/${id}/erasure`;

let server: ServerProcess;
let maya: Person;
let jonas: Person;
let priya: Person;

async function signEveryoneIn(): Promise<void> {
  [maya, jonas, priya] = [await signIn(server, '101'), await signIn(server, '102'), await signIn(server, '103')];
}

before(async () => {
  server = await startServer({ argsAfter: ['--sweep-seconds', '1'] });
  await signEveryoneIn();
});
after(() => server.close());

async function put<Body>(path: string, body: object, who = maya) {
  return await who.call<Body>(path, { method: 'PUT', body });
}

async function page(from: Person, to: readonly string[], text: string): Promise<Message> {
  const body = { to: to.map((extensionNumber) => ({ extensionNumber })), text };
  const answer = await from.call<Message>(`${mine}/company-pager`, { body });
  assert.equal(answer.status, 200);
  return answer.body;
}

/** Someone's newest copy of a thread. */
async function held(who: Person, { conversationId }: Message): Promise<Message> {
  const { body } = await who.call<{ records: Message[] }>(`${store}?conversationId=${conversationId}`);
  assert.ok(body.records[0]);
  return body.records[0];
}

async function purge(who: Person, message: Message): Promise<void> {
  const { id } = await held(who, message);
  assert.equal((await who.call(`${store}/${id}?purge=true`, { method: 'DELETE' })).status, 204);
}

/** Whether a text is anywhere in the server's files. */
function isOnDisk(text: string): boolean {
  const files = readdirSync(server.dataDir, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
  return files.some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text));
}

/** Waits for the sweep to bring something about. */
async function eventually(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isSo()) return;
    await delay(100);
  }
  assert.fail(`never happened: ${what}`);
}

async function idOf(who: Person): Promise<string> {
  return String((await who.call<{ id: number }>(mine)).body.id);
}

describe('settings', () => {
  test('the vendor’s configuration is empty until a period is set, and is replaced as a whole', async () => {
    assert.deepEqual((await maya.call(configuration)).body, {});
    assert.deepEqual((await put(configuration, { retentionPeriod: 30 })).body, { retentionPeriod: 30 });
    assert.deepEqual((await maya.call(configuration)).body, { retentionPeriod: 30 });
    assert.deepEqual((await put(configuration, {})).body, {});
    for (const retentionPeriod of [6, 91, 7.5, 'soon', null]) {
      assertRefused(await put<ErrorBody>(configuration, { retentionPeriod }), parameter('CMN-101', 'retentionPeriod'));
    }
    const elsewhere = configuration.replace('~', '1');
    assertRefused(await maya.call<ErrorBody>(elsewhere), plain(404, 'CMN-102', 'accountId'));
    assertRefused(await put<ErrorBody>(elsewhere, {}), plain(404, 'CMN-102', 'accountId'));
  });

  test('our own say every period and the mailbox maximum; what is absent stays', async () => {
    const standard = { retentionPeriod: null, deletedPeriod: 5, purgedPeriod: 5, mailboxMaximum: null };
    assert.deepEqual((await maya.call(settings)).body, standard);
    const changed = { ...standard, retentionPeriod: 365, mailboxMaximum: 100_000 };
    const changes = { retentionPeriod: 365, mailboxMaximum: 100_000 };
    assert.deepEqual((await put(settings, changes)).body, changed);
    assert.deepEqual((await put(settings, { deletedPeriod: 3 })).body, { ...changed, deletedPeriod: 3 });
    assert.deepEqual((await maya.call(configuration)).body, { retentionPeriod: 365 });
    assert.deepEqual((await put(settings, standard)).body, standard);
    for (const [name, values] of Object.entries({
      retentionPeriod: [0, 36_501, 'x'],
      deletedPeriod: [-1, null],
      purgedPeriod: [1.5],
      mailboxMaximum: [0, -1],
    })) {
      for (const value of values) {
        assertRefused(await put<ErrorBody>(settings, { [name]: value }), parameter('CMN-101', name));
      }
    }
  });
});

test('all of it is for administrators alone', async () => {
  const id = await idOf(priya);
  const requests: [string, string, object?][] = [
    ['GET', configuration],
    ['PUT', configuration, { retentionPeriod: 30 }],
    ['GET', settings],
    ['PUT', settings, { mailboxMaximum: 1 }],
    ['GET', holds],
    ['POST', holds, { extensionId: id, reason: 'mine' }],
    ['DELETE', `${holds}/1`],
    ['GET', erasureOf(id)],
    ['POST', erasureOf(id)],
  ];
  for (const [method, path, body] of requests) {
    const answer = await jonas.call<ErrorBody>(path, { method, ...(body ? { body } : {}) });
    assertRefused(answer, plain(403, 'CMN-408'));
    assert.match(answer.body.message, /\[AccountAdministration\]/);
  }
});

describe('the sweep', () => {
  test('purges what is Deleted and then lets it go, and clients that sync hear of it', async () => {
    const sent = await page(maya, ['102', '103'], 'swept away');
    const copy = await held(jonas, sent);
    const full = await jonas.call<{ syncInfo: { syncToken: string } }>(`${mine}/message-sync`);
    await put(settings, { deletedPeriod: 0 });
    assert.equal((await jonas.call(`${store}/${copy.id}`, { method: 'DELETE' })).status, 204);
    const read = () => jonas.call<Message>(`${store}/${copy.id}`);
    await eventually('Purged', async () => (await read()).body.availability === 'Purged');
    assert.deepEqual((await read()).body.subject, '');
    assert.ok((await read()).body.lastModifiedTime > copy.lastModifiedTime);
    const { body } = await jonas.call<{ records: Message[] }>(
      `${mine}/message-sync?syncToken=${full.body.syncInfo.syncToken}`,
    );
    assert.deepEqual(
      body.records.map(({ id, availability }) => [id, availability]),
      [[copy.id, 'Purged']],
    );

    await put(settings, { purgedPeriod: 0 });
    await eventually('gone', async () => (await read()).status === 404);
    assertRefused((await read()) as unknown as { status: number; body: ErrorBody }, plain(404, 'CMN-102', 'messageId'));
    assert.equal((await held(priya, sent)).subject, 'swept away');
    await put(settings, { deletedPeriod: 5, purgedPeriod: 5 });
  });
});

describe('a legal hold', () => {
  test('keeps the text on disk when everyone has purged it, until it is released', async () => {
    const sent = await page(maya, ['102'], 'text-that-a-court-wants');
    const marker = await page(maya, ['102'], 'text-that-nobody-wants');
    const body = { conversationId: String(sent.conversationId), reason: 'Matter 12' };
    const placed = (await maya.call<Hold>(holds, { body })).body;
    for (const who of [maya, jonas]) {
      await purge(who, sent);
      await purge(who, marker);
    }
    await eventually('the sweep has passed', () => !isOnDisk('text-that-nobody-wants'));
    assert.ok(isOnDisk('text-that-a-court-wants'));

    const list = (query: string) => maya.call<{ records: Hold[] }>(`${holds}?${query}`);
    assert.deepEqual((await list('status=Active')).body.records, [placed]);
    assert.deepEqual(placed, {
      id: placed.id,
      status: 'Active',
      conversationId: String(sent.conversationId),
      reason: 'Matter 12',
      placedTime: placed.placedTime,
      placedBy: { extensionId: await idOf(maya) },
    });
    for (const _ of ['once', 'twice']) {
      assert.equal((await maya.call(`${holds}/${placed.id}`, { method: 'DELETE' })).status, 204);
    }
    await eventually('the text is erased', () => !isOnDisk('text-that-a-court-wants'));
    assert.deepEqual((await list('status=Active')).body.records, []);
    const [released] = (await list('status=Released')).body.records;
    assert.deepEqual({ ...released, releasedTime: '' }, { ...placed, status: 'Released', releasedTime: '' });
  });

  test('names a person or a conversation that is there, and a reason', async () => {
    const extensionId = await idOf(priya);
    const department = '1346632016';
    const rows = [
      [{ reason: 'x' }, parameter('CMN-101', 'extensionId')],
      [{ extensionId, conversationId: '5', reason: 'x' }, parameter('CMN-101', 'extensionId')],
      [{ extensionId }, parameter('CMN-101', 'reason')],
      [{ extensionId, reason: ' ' }, parameter('CMN-101', 'reason')],
      [{ extensionId: 'x', reason: 'x' }, parameter('CMN-101', 'extensionId')],
      [{ extensionId: '5', reason: 'x' }, parameter('CMN-102', 'extensionId')],
      [{ extensionId: department, reason: 'x' }, parameter('CMN-102', 'extensionId')],
      [{ conversationId: '5', reason: 'x' }, parameter('CMN-102', 'conversationId')],
    ] as const;
    for (const [body, refusal] of rows) assertRefused(await maya.call<ErrorBody>(holds, { body }), refusal);
    const missing = await maya.call<ErrorBody>(`${holds}/5`, { method: 'DELETE' });
    assertRefused(missing, plain(404, 'CMN-102', 'holdId'));
  });
});

describe('erasing a person', () => {
  test('is refused with nothing erased while a hold is on them', async () => {
    const sent = await page(jonas, ['103'], 'held-by-a-person');
    const id = await idOf(jonas);
    const hold = (await maya.call<Hold>(holds, { body: { extensionId: id, reason: 'Matter 13' } })).body;
    const refused = await maya.call<ErrorBody>(erasureOf(id), { method: 'POST' });
    assertRefused(refused, plain(409, 'BKN-409'));
    assert.match(refused.body.message, new RegExp(`\\(${hold.id}\\)$`));
    assertRefused(await maya.call<ErrorBody>(erasureOf(id)), plain(404, 'CMN-102', 'extensionId'));
    assert.equal((await held(priya, sent)).subject, 'held-by-a-person');
    await maya.call(`${holds}/${hold.id}`, { method: 'DELETE' });
  });

  test('purges what they sent everywhere and their mailbox, even if the server is killed meanwhile', async () => {
    const sent = await page(jonas, ['101', '103'], 'written-by-jonas');
    const got = await page(priya, ['101', '102'], 'written-to-jonas');
    const [atPriya, atJonas] = [await held(priya, sent), await held(jonas, got)];
    const id = await idOf(jonas);
    const asked = await maya.call<Erasure>(erasureOf(id), { method: 'POST' });
    assert.equal(asked.status, 202);
    await server.kill9();
    await server.start();
    await signEveryoneIn();
    const status = () => maya.call<Erasure>(erasureOf(id));
    assert.equal((await status()).body.id, asked.body.id);
    await eventually('Finished', async () => (await status()).body.status === 'Finished');
    assert.ok((await status()).body.purgedCount >= 4);

    for (const [who, copy] of [
      [priya, atPriya],
      [jonas, atJonas],
    ] as const) {
      const { body } = await who.call<Message>(`${store}/${copy.id}`);
      assert.deepEqual([body.availability, body.subject], ['Purged', '']);
    }
    assert.equal((await held(maya, got)).subject, 'written-to-jonas');
    await eventually('the text is erased', () => !isOnDisk('written-by-jonas'));
    assert.ok(isOnDisk('written-to-jonas'));
  });

  test('of someone who is not there is not found', async () => {
    for (const id of ['5', 'x']) {
      const answer = await maya.call<ErrorBody>(erasureOf(id), { method: 'POST' });
      assertRefused(answer, plain(404, 'CMN-102', 'extensionId'));
    }
  });
});
