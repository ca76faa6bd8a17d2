/** A whole day of an app made with the vendor's widgets: it fails if anything goes that their modules read. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine } from './person.ts';
import { assertRefused, plain } from './refusal.ts';
import { startServer } from './server-process.ts';
import { until } from './until.ts';
import { WidgetPhone } from './widget-phone.ts';

const server = await startServer();
after(() => server.close());
let phone: WidgetPhone;
let other: WidgetPhone;
before(async () => {
  phone = await WidgetPhone.start(server, '101');
  other = await WidgetPhone.start(server, '102');
});
after(() => Promise.all([phone.socket.close(), other.socket.close()]));

/** Syncs whenever it is told that something changed, until that is there, and it was told of it. */
async function received(at: WidgetPhone, subject: string) {
  for (;;) {
    const toldCount = at.socket.events.length;
    await at.sync();
    const message = [...at.messages.values()].find((one) => one.subject === subject);
    if (message) {
      await until(() => at.socket.newIds.includes(message.id), `being told of "${subject}"`);
      return message;
    }
    await until(() => at.socket.events.length > toldCount, `"${subject}"`);
  }
}

interface Told {
  readonly eventType: string;
  readonly id: string;
  readonly status: string;
}

describe('once started, it', () => {
  test('knows who it is, and in which country', () => {
    const { id, extensionNumber, departments, regionalSettings } = phone.part<{
      id: number;
      extensionNumber: string;
      departments: object[];
      regionalSettings: { homeCountry: { isoCode: string } };
    }>('extension');
    assert.deepEqual([extensionNumber, regionalSettings.homeCountry.isoCode], ['101', 'US']);
    assert.ok(Number.isSafeInteger(id) && departments.length > 0);
    const plans = phone.part<{ isoCode: string; callingCode: string }[]>('plans');
    assert.deepEqual(
      plans.map(({ isoCode, callingCode }) => [isoCode, callingCode]),
      [['US', '1']],
    );
    const account = phone.part<{ id: number; mainNumber: string; limits: { maxExtensionNumberLength: number } }>(
      'account',
    );
    assert.deepEqual([account.mainNumber, account.limits.maxExtensionNumberLength], ['', 10]);
  });

  test('may do what paging needs, and asks for nothing that is not there', () => {
    const { records } = phone.part<{ records: { id: string; available: boolean }[] }>('features');
    const available = new Map(records.map((feature) => [feature.id, feature.available]));
    for (const id of ['ReadExtensionInfo', 'ReadCompanyInfo', 'ReadExtensions', 'ReadPresenceStatus'])
      assert.equal(available.get(id), true, id);
    for (const id of ['EditPresenceStatus', 'PagesSending', 'PagesReceiving'])
      assert.equal(available.get(id), true, id);
    for (const id of ['SMSSending', 'SMSReceiving', 'ReadExtensionPhoneNumbers', 'SiteCodes'])
      assert.ok(!available.get(id), id);
  });

  test('has whatever it shows of telephones and presence', () => {
    assert.partialDeepStrictEqual(phone.part('devices'), { records: [], paging: { totalPages: 0 } });
    assert.partialDeepStrictEqual(phone.part('caller id'), { byDevice: [], byFeature: [] });
    assert.partialDeepStrictEqual(phone.part('presence'), {
      ...{ presenceStatus: 'Available', userStatus: 'Available', dndStatus: 'TakeAllCalls' },
      ...{ telephonyStatus: 'NoCall', meetingStatus: 'Disconnected' },
    });
  });
});

describe('pages', () => {
  const rows = [
    ['a person', ['102'], 'To one', ['101']],
    ['a group', ['102', '103'], 'To several', ['101', '102', '103']],
    ['a Department', ['201'], 'To the nurses', ['101', '201']],
  ] as const;
  for (const [name, to, text, expected] of rows) {
    test(`to ${name} arrive live, and are replied to from there, to everyone and in the thread`, async () => {
      const sent = await phone.send(to, text);
      assert.equal(sent?.status, 200, sent?.text);
      phone.keep(sent.body);
      const message = await received(other, text);
      assert.deepEqual([message.type, message.direction, message.messageStatus], ['Pager', 'Inbound', 'Received']);
      assert.equal(message.conversation.id, sent.body.conversation.id);
      const recipients = [message.from, ...message.to].map(({ extensionNumber }) => extensionNumber);
      const others = [...new Set(recipients)].filter((number) => number !== '102');
      assert.deepEqual(
        [...others].sort(),
        expected.filter((number) => number !== '102'),
      );
      const replied = await other.send(others, `Re: ${text}`, message.id);
      assert.equal(replied?.status, 200, replied?.text);
      assert.equal((await received(phone, `Re: ${text}`)).conversation.id, sent.body.conversation.id);
    });
  }

  test('to a number that is nobody’s are not sent at all', async () => {
    assert.equal(await phone.send(['999'], 'nobody'), undefined);
  });

  test('that are refused are shown, by the code on top', async () => {
    const id = phone.contacts.find(({ extensionNumber }) => extensionNumber === '106')?.id;
    const set = (status: string) =>
      phone.person.call(`/restapi/v1.0/account/~/extension/${id}`, { method: 'PUT', body: { status } });
    assert.equal((await set('Frozen')).status, 200);
    const refused = await phone.send(['106'], 'to someone frozen');
    assert.ok(refused);
    assertRefused(refused as never, plain(400, 'MSG-324', 'to'));
    await set('Enabled');
    const told = () =>
      phone.socket.events.flatMap(({ body }) => (body as never as { contacts?: Told[] }).contacts ?? []);
    const isBack = ({ id: one, status }: Told) => one === id && status === 'Enabled';
    const { eventType, ...contact } = await until(() => told().find(isBack), 'the directory to tell');
    assert.equal(eventType, 'Update');
    // It takes the place of the one in the list whose id it has: what it lacks is lost there.
    assert.partialDeepStrictEqual(contact, { extensionNumber: '106', type: 'User' });
    for (const name of ['firstName', 'lastName', 'email', 'account']) assert.ok(Object.hasOwn(contact, name), name);
  });
});

describe('what it holds', () => {
  test('is marked one by one, and twenty at a time', async () => {
    for (let number = 0; number < 21; number += 1) await phone.send(['102'], `Many ${number}`);
    await received(other, 'Many 20');
    const ids = other.unread.map(({ id }) => id);
    assert.ok(ids.length > 21);
    await other.mark(ids, 'Read');
    assert.deepEqual(other.unread, []);
    await other.mark(ids.slice(0, 1), 'Unread');
    assert.deepEqual(
      other.unread.map(({ id }) => id),
      ids.slice(0, 1),
    );
  });

  test('is paged back by the newest of each conversation, and within one', async () => {
    const reader = await WidgetPhone.start(server, '102');
    const all = [...reader.messages.values()];
    const newest = all.toSorted((one, two) => two.creationTime.localeCompare(one.creationTime))[0] ?? assert.fail();
    reader.messages.clear();
    reader.keep(newest);
    const older = await reader.pageBack('distinctConversations=true&perPage=20&messageType=SMS&messageType=Pager');
    assert.equal(older.length, 20);
    assert.equal(new Set(older.map(({ conversation }) => conversation.id)).size, 20);
    const thread = all.find(({ subject }) => subject === 'To one')?.conversation.id ?? '';
    const subjects = (await reader.pageBack(`conversationId=${thread}&perPage=20`)).map(({ subject }) => subject);
    assert.deepEqual(subjects.sort(), ['Re: To one', 'To one']);
    await reader.socket.close();
  });

  test('is synced anew when the token has outlived its time', async () => {
    const before = [...other.messages.keys()].sort();
    const info = await other.sync();
    assert.deepEqual([info.syncType, typeof info.syncToken], ['ISync', 'string']);
    other.syncToken = `${other.syncToken?.slice(0, -4)}AAAA`;
    const again = await other.sync();
    assert.deepEqual([again.syncType, again.olderRecordsExist], ['FSync', false]);
    assert.deepEqual([...other.messages.keys()].sort(), before);
  });

  test('is deleted as a list of ids or by its conversation, and is gone after a sync', async () => {
    const listed = other.conversation(
      [...other.messages.values()].find(({ subject }) => subject === 'To one')?.conversation.id ?? '',
    );
    assert.equal(listed.length, 2);
    await other.delete(`/${listed.map(({ id }) => id).join(',')}`);
    const whole = [...other.messages.values()].find(({ subject }) => subject === 'To several')?.conversation.id;
    await other.delete(`?conversationId=${whole}`);
    await other.sync();
    assert.deepEqual([other.conversation(listed[0]?.conversation.id ?? ''), other.conversation(whole ?? '')], [[], []]);
  });
});

test('asked too often, it waits as it is told in whole seconds, and goes on', async (context) => {
  const limited = await startServer({ argsAfter: ['--rate-limits', 'Light=12,window=1'] });
  context.after(() => limited.close());
  const started = await WidgetPhone.start(limited, '103');
  const path = `${mine}/message-sync?syncType=ISync&syncToken=${started.syncToken}`;
  const answers = await Promise.all(Array.from({ length: 13 }, () => started.person.call(path)));
  const refused = answers.find(({ status }) => status === 429);
  const seconds = Number(refused?.headers.get('retry-after'));
  assert.ok(Number.isInteger(seconds) && seconds > 0);
  await delay(seconds * 1000 + 50);
  assert.equal((await started.sync()).syncType, 'ISync');
  await started.socket.close();
});
