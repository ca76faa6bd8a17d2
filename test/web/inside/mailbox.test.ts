/** The mailbox in a browser's tabs at random: whatever comes between, all show the truth at last, and no page is lost or sent twice. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowserModel, type Tab } from './browser-model.ts';
import { ada, ServerModel } from './server-model.ts';
import { chanceBy, handClock } from './surroundings.ts';

const secondMs = 1000;

async function live(seed: number, steps: number) {
  const chance = chanceBy(seed);
  const clock = handClock();
  const server = new ServerModel(clock, chance);
  const mailbox = server.of(ada);
  const browser = await openBrowserModel(server, clock, chance);
  await browser.signIn();
  const tabs: Tab[] = [browser.open()];
  const written: string[] = [];
  server.bareness = chance.pick([0, 0, 0.3]);
  server.troubles = chance.pick([0, 0.05, 0.25]);
  mailbox.most = chance.pick([Number.POSITIVE_INFINITY, 12]);
  const ids = () => [...mailbox.messages.keys()];
  const arrive = (text = 'page') => {
    const thread = chance.is(0.5) ? chance.pick(mailbox.conversations()) : undefined;
    mailbox.arrive(`${text} ${mailbox.messages.size}`, thread);
  };
  const acts: (() => void)[] = [
    () => arrive(),
    () => arrive(),
    () => mailbox.change(chance.pick(ids()) ?? 0, { readStatus: chance.pick(['Read', 'Unread']) }),
    () => mailbox.change(chance.pick(ids()) ?? 0, { availability: chance.pick(['Deleted', 'Purged']) }),
    () => mailbox.lose(chance.pick(mailbox.conversations()) ?? 0),
    () => mailbox.regain(),
    () => {
      const tab = chance.pick(tabs);
      const id = chance.pick([...tab.shown().keys()]);
      if (id !== undefined) void tab.mailbox.changes.mark([id], chance.pick(['Read', 'Unread'])).catch(() => {});
    },
    () => {
      const tab = chance.pick(tabs);
      const message = chance.pick([...tab.mailbox.copy.messages.value.values()]);
      if (!message) return;
      void tab.mailbox.changes.remove([message.id]).catch(() => {});
      if (chance.is(0.3)) clock.after(50, () => void tab.mailbox.changes.bringBack([message]).catch(() => {}));
    },
    () => {
      const tab = chance.pick(tabs);
      if (tab.session.ownerId() === undefined) return;
      const thread = chance.is(0.5) ? chance.pick(tab.mailbox.copy.conversations.value) : undefined;
      const text = `written ${written.length}`;
      written.push(text);
      const { conversationId } = thread ?? {};
      const reply = conversationId === undefined ? {} : { conversationId, replyOn: conversationId };
      void tab.mailbox.outbox.post({ ...reply, to: [{ extensionNumber: '102' }], text });
    },
    () => {
      server.isOnline = chance.is(0.7);
      if (!server.isOnline) server.breakSockets();
      else for (const tab of tabs) tab.mailbox.look();
    },
    () => server.breakSockets(),
    // A storm, in which much is told while something else is still on its way.
    () => {
      for (let n = 0; n < 30; n++) clock.after(n * 40, () => arrive('storm'));
    },
    () => {
      server.breakSockets();
      for (let n = 0; n < 30; n++) clock.after(n * 100, () => arrive('storm'));
    },
    () =>
      void chance
        .pick(tabs)
        .mailbox.sync.loadOlder()
        .catch(() => {}),
    () => {
      const tab = chance.pick(tabs);
      const thread = chance.pick(tab.mailbox.copy.conversations.value);
      if (thread) void tab.mailbox.sync.loadConversation(thread.conversationId).catch(() => {});
    },
    () => {
      if (tabs.length < 4) tabs.push(browser.open());
    },
    () => {
      if (tabs.length > 1) tabs.splice(Math.floor(chance.next() * tabs.length), 1)[0]?.close();
    },
    () => {
      for (let n = 0; n < 10; n++) server.askElsewhere(chance.pick(['light', 'medium']));
    },
  ];
  for (let step = 0; step < steps; step++) {
    chance.pick(acts)();
    await clock.pass(chance.pick([0, 5, 30, 200, 1000, 5000, 20_000]));
  }
  server.isOnline = true;
  server.troubles = 0;
  for (const tab of tabs) tab.mailbox.look();
  for (let n = 0; n < 60; n++) await clock.pass(10 * secondMs);
  // As someone who scrolls to the end of the list.
  const [first] = tabs as [Tab];
  for (let n = 0; first.mailbox.sync.areOlderLeft.value && n < 100; n++) {
    void first.mailbox.sync.loadOlder().catch(() => {});
    await clock.pass(10 * secondMs);
  }
  return { server, browser, tabs, written };
}

for (let seed = 1; seed <= 12; seed++) {
  test(`every tab shows what the server has, and each written page is there once: ${seed}`, async () => {
    const { server, browser, tabs, written } = await live(seed, 60);
    const truth = server.of(ada).alive();
    assert.deepEqual(await browser.kept(), truth, 'what is kept');
    for (const [n, tab] of tabs.entries()) assert.deepEqual(tab.shown(), truth, `tab ${n}`);
    const sent = [...server.of(ada).messages.values()].filter(({ json }) => json.direction === 'Outbound');
    assert.deepEqual(sent.map(({ json }) => json.subject).sort(), written.toSorted());
    assert.equal(await browser.db.count('outbox'), 0);
    assert.equal((await browser.db.getAllKeys('values')).filter((key) => String(key).startsWith('change:')).length, 0);
    assert.deepEqual(server.tooSoon, [], 'asked before it was to ask again');
    for (const tab of tabs) tab.close();
  });
}
