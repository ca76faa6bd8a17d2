/** The copy of the mailbox: what its owner changed outweighs what the server says, and nothing that was written is missed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageJson } from '../../../web/src/api/shapes.ts';
import { openBrowserModel } from './browser-model.ts';
import { ada, ServerModel } from './server-model.ts';
import { chanceBy, handClock } from './surroundings.ts';

async function setUp() {
  const [chance, clock] = [chanceBy(1), handClock()];
  const server = new ServerModel(clock, chance);
  const browser = await openBrowserModel(server, clock, chance);
  await browser.signIn();
  const tab = browser.open();
  server.of(ada).arrive('One');
  await clock.pass(5000);
  const [message] = tab.mailbox.copy.messages.value.values();
  return { server, browser, tab, clock, message: message as MessageJson };
}

test('what was read without a network stays read, in every tab, whatever the server says meanwhile', async () => {
  const { server, browser, tab, clock, message } = await setUp();
  const other = browser.open();
  await clock.pass(1000);
  server.isOnline = false;
  void tab.mailbox.changes.mark([message.id], 'Read');
  await clock.pass(1000);
  await Promise.all([other.mailbox.copy.takeIn([message]), clock.pass(1000)]);
  for (const one of [tab, other]) assert.deepEqual([...one.shown().values()], ['One Read']);
  assert.deepEqual([...(await browser.kept()).values()], ['One Read']);
  for (const one of [tab, other]) one.close();
});

test('what a tab wrote and could not tell any more is there for the tab that takes over', async () => {
  const { browser, tab, clock, message } = await setUp();
  const other = browser.open();
  await clock.pass(1000);
  const revision = (await browser.db.get('values', 'revision')) as number;
  await browser.db.put('messages', { ...message, id: 5, subject: 'Written last' });
  await browser.db.put('values', revision + 1, 'revision');
  tab.close();
  await clock.pass(100);
  assert.deepEqual([...other.shown().values()].sort(), ['One Unread', 'Written last Unread']);
  other.close();
});

test('an answer that is older than what is kept changes nothing, and what has gone since it was asked for stays gone', async () => {
  const { server, tab, clock, message } = await setUp();
  const { copy } = tab.mailbox;
  server.of(ada).change(message.id, { readStatus: 'Read' });
  const askedAt = copy.moment();
  await clock.pass(1000);
  await Promise.all([copy.takeIn([message], { askedAt }), clock.pass(100)]);
  assert.deepEqual([...tab.shown().values()], ['One Read']);
  server.of(ada).change(message.id, { availability: 'Deleted' });
  await clock.pass(1000);
  await Promise.all([copy.takeIn([message], { askedAt }), clock.pass(100)]);
  assert.equal(tab.shown().size, 0);
  tab.close();
});

test('a conversation that was lost is known to be, though a change of it is refused before the news of it comes', async () => {
  const { server, tab, clock, message } = await setUp();
  server.breakSockets();
  server.of(ada).change(message.id, { availability: 'Purged' });
  void tab.mailbox.changes.mark([message.id], 'Read').catch(() => {});
  await clock.pass(10_000);
  assert.equal(tab.shown().size, 0);
  assert.deepEqual([...tab.mailbox.copy.lostConversations.value], [message.conversationId]);
  tab.close();
});
