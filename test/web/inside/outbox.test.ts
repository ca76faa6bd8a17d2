/** What was written is sent once or asked about, whatever the gap: lost answers, closed lids, a month, signing out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowserModel } from './browser-model.ts';
import { ada, ServerModel } from './server-model.ts';
import { chanceBy, handClock } from './surroundings.ts';

const [secondMs, hourMs] = [1000, 3_600_000];
const to = [{ extensionNumber: '102' }];

async function setUp() {
  const [chance, clock] = [chanceBy(1), handClock()];
  const server = new ServerModel(clock, chance);
  const browser = await openBrowserModel(server, clock, chance);
  await browser.signIn();
  const tab = browser.open();
  await clock.pass(5 * secondMs);
  return { server, browser, tab, clock };
}

const sentBy = (server: ServerModel) => [...server.of(ada).messages.values()].map(({ json }) => json);

test('a page whose answer was lost is asked about after a weekend, and not sent again', async () => {
  const { server, browser, tab, clock } = await setUp();
  const taken = tab.mailbox.outbox.post({ to, text: 'Come at once' });
  while (server.of(ada).messages.size === 0) await clock.pass(5);
  server.isOnline = false;
  await clock.pass(secondMs);
  await taken;
  tab.close();
  clock.sleep(60 * hourMs);
  server.isOnline = true;
  const again = browser.open();
  await clock.pass(60 * secondMs);
  assert.equal(sentBy(server).length, 1);
  assert.equal(await browser.db.count('outbox'), 0);
  assert.deepEqual([...again.shown().values()], ['Come at once Unread']);
  again.close();
});

test('a page written without a network waits for its writer after an hour, and then says when it was written', async () => {
  const { server, tab, clock, browser } = await setUp();
  server.isOnline = false;
  server.breakSockets();
  const posted = tab.mailbox.outbox.post({ to, text: 'Bed 9' });
  await clock.pass(secondMs);
  assert.equal((await posted).kind, 'waiting');
  clock.sleep(62 * hourMs);
  server.isOnline = true;
  tab.mailbox.look();
  await clock.pass(2 * 60 * secondMs);
  assert.equal(sentBy(server).length, 0);
  const [page] = tab.mailbox.outbox.outbox.value;
  assert.equal(page?.state, 'late');
  const sent = tab.mailbox.outbox.retry(page as NonNullable<typeof page>);
  await clock.pass(5 * secondMs);
  assert.equal((await sent).kind, 'sent');
  const writtenAgo = Number(sentBy(server)[0]?.writtenTime);
  assert.ok(writtenAgo >= 62 * 3600 && writtenAgo < 63 * 3600, String(writtenAgo));
  assert.equal(await browser.db.count('outbox'), 0);
  tab.close();
});

test('a page that waits for less than an hour goes out by itself, however the tab that wrote it fares', async () => {
  const { server, browser, tab, clock } = await setUp();
  const other = browser.open();
  await clock.pass(secondMs);
  server.isOnline = false;
  server.breakSockets();
  const posted = other.mailbox.outbox.post({ to, text: 'Soon' });
  await clock.pass(secondMs);
  await posted;
  other.close();
  clock.sleep(50 * 60 * secondMs);
  server.isOnline = true;
  await clock.pass(2 * 60 * secondMs);
  assert.deepEqual(
    sentBy(server).map(({ subject }) => subject),
    ['Soon'],
  );
  tab.close();
});

for (const state of ['waiting', 'busy', 'sending'] as const) {
  test(`what an older build of the app left as ${state} is taken over, and asked about when it is old`, async () => {
    const { server, browser, tab, clock } = await setUp();
    tab.close();
    const old = { text: 'Of an older build', to, afterId: 0, state, hasWaited: true };
    await browser.db.put('outbox', { ...old, key: 'old', writtenMs: clock.nowMs() - 2 * hourMs });
    await browser.db.put('outbox', { ...old, key: 'young', writtenMs: clock.nowMs() - 60 * secondMs });
    const now = browser.open();
    await clock.pass(60 * secondMs);
    assert.deepEqual([...server.of(ada).sent.keys()], ['young']);
    assert.deepEqual(
      now.mailbox.outbox.outbox.value.map((page) => [page.key, page.state]),
      [['old', 'late']],
    );
    now.close();
  });
}

test('sending is not starved: with all that may be read and changed used up, a page still goes out at once', async () => {
  const { server, tab, clock } = await setUp();
  for (let n = 0; n < 60; n++) {
    void tab.call('/restapi/v1.0/account/~/extension', { method: 'PUT', priority: 'later' }).catch(() => {});
    void tab.call('/restapi/v1.0/x').catch(() => {});
    await clock.pass(200);
  }
  const posted = tab.mailbox.outbox.post({ to, text: 'All the same' });
  await clock.pass(3 * secondMs);
  assert.equal((await posted).kind, 'sent');
  assert.deepEqual(server.refusals, []);
  tab.close();
});

for (const isByHand of [true, false]) {
  const how = isByHand ? 'by hand' : 'by the server';
  test(`whoever is signed out ${how} while a page is sent leaves nothing that comes after it`, async () => {
    for (let ms = 0; ms < 700; ms += 90) {
      const { server, browser, tab, clock } = await setUp();
      server.of(ada).arrive('Secret');
      const posted = tab.mailbox.outbox.post({ to, text: 'Under way' });
      await clock.pass(ms);
      if (isByHand) void tab.session.signOut();
      else server.endSessions(ada);
      await clock.pass(10 * secondMs);
      await posted;
      tab.close();
      assert.equal(await browser.db.count('messages'), 0);
      assert.equal(await browser.db.count('session'), 0);
      assert.ok((await browser.db.count('outbox')) <= (isByHand ? 0 : 1));
      assert.equal((await browser.db.get('values', 'sync')) ?? undefined, undefined);
      await browser.signIn();
      const back = browser.open();
      await clock.pass(20 * secondMs);
      const ofTheirs = sentBy(server).filter(({ subject }) => subject === 'Under way');
      assert.ok(ofTheirs.length <= 1);
      if (!isByHand) assert.equal(ofTheirs.length, 1, 'it was lost');
      back.close();
    }
  });
}
