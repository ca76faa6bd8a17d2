/** Signing out, by hand or by the server, or by someone else's signing in, is one transaction: a crash leaves all or nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IDBPDatabase } from 'idb';
import type { LocalSchema } from '../../../web/src/browser/local-schema.ts';
import { type BrowserModel, openForAda } from './browser-model.ts';
import { crashingAt } from './crashing-database.ts';
import { ada, ben, type ServerModel } from './server-model.ts';
import type { HandClock } from './surroundings.ts';

type Database = IDBPDatabase<LocalSchema>;
const secondMs = 1000;
const stores = ['session', 'values', 'messages', 'outbox'] as const;

/** Ada, with a mailbox, a page that waits and a draft; notifications are on. */
async function setUp() {
  const { server, browser, tab, clock } = await openForAda();
  server.isOnline = false;
  void tab.mailbox.outbox.post({ to: [{ extensionNumber: '102' }], text: 'Waits' });
  void tab.mailbox.drafts.keep('new', { text: 'Begun' });
  await clock.pass(5 * secondMs);
  server.isOnline = true;
  browser.device.listensFor = ada;
  tab.close();
  return { clock, server, browser };
}

async function contentsOf(db: Database): Promise<string> {
  const all = await Promise.all(stores.map(async (store) => [await db.getAllKeys(store), await db.getAll(store)]));
  return JSON.stringify(all, (key, value) => (key === 'pacing' ? undefined : value));
}

type Crashing = Pick<ReturnType<typeof crashingAt>, 'database'>;
type Way = (all: { server: ServerModel; browser: BrowserModel; clock: HandClock } & Crashing) => Promise<void>;

const ways: Readonly<Record<string, { go: Way; after(all: Awaited<ReturnType<typeof setUp>>): Promise<void> }>> = {
  'by hand': {
    async go({ browser, clock, database }) {
      const tab = browser.open(database);
      await clock.pass(0);
      void tab.session.signOut();
      await clock.pass(10 * secondMs);
    },
    async after({ browser }) {
      for (const store of ['session', 'messages', 'outbox'] as const)
        assert.equal(await browser.db.count(store), 0, store);
      const values = await browser.db.getAllKeys('values');
      assert.deepEqual(
        values.filter((key) => key !== 'pacing'),
        [],
      );
      assert.equal(browser.device.listensFor, undefined, 'it still listens for her pages');
    },
  },
  'by the server': {
    async go({ server, browser, clock, database }) {
      server.endSessions(ada);
      browser.open(database);
      await clock.pass(20 * secondMs);
    },
    async after({ browser }) {
      for (const store of ['session', 'messages'] as const) assert.equal(await browser.db.count(store), 0, store);
      const values = await browser.db.getAllKeys('values');
      assert.deepEqual(values.filter((key) => key !== 'pacing').sort(), ['draft:new', 'unsentOwner']);
      assert.deepEqual(
        (await browser.db.getAll('outbox')).map(({ text }) => text),
        ['Waits'],
      );
    },
  },
  'by someone else’s signing in': {
    async go({ browser, clock, database }) {
      const tab = browser.open(database);
      await clock.pass(0);
      void tab.signIn(ben);
      await clock.pass(20 * secondMs);
    },
    async after({ browser }) {
      assert.equal((await browser.db.get('session', 'current'))?.ownerId, ben);
      assert.equal(await browser.db.count('outbox'), 0);
      assert.deepEqual([...(await browser.kept()).values()], ['For Ben Unread']);
      assert.equal(await browser.db.get('values', 'draft:new'), undefined);
    },
  },
};

/** What is there is someone's, whole. */
async function isOfOne({ db }: BrowserModel): Promise<void> {
  const session = await db.get('session', 'current');
  const owner = session?.ownerId ?? (await db.get('values', 'unsentOwner'));
  const messages = await db.getAll('messages');
  if (!session) assert.deepEqual(messages, [], 'the mailbox of nobody');
  const subjects = new Set(messages.map(({ subject }) => subject));
  assert.ok(!subjects.has(owner === ada ? 'For Ben' : 'For Ada'), 'the mailbox of another');
  const texts = (await db.getAll('outbox')).map(({ text }) => text);
  const draft = await db.get('values', 'draft:new');
  if (owner === ada) assert.deepEqual([texts, draft], [['Waits'], { text: 'Begun' }], 'what she wrote is there');
  else assert.deepEqual([texts, draft], [[], undefined], 'what she wrote has gone');
}

for (const [way, { go, after }] of Object.entries(ways)) {
  test(`signing out ${way} leaves all or nothing, wherever it breaks off, and is complete the next time`, async () => {
    let crashes = 0;
    for (let n = 1; ; n++) {
      const all = await setUp();
      all.server.of(ben).arrive('For Ben');
      // While it sends nothing, what waits stays there to be looked at.
      all.server.refusesPages = true;
      const crashing = crashingAt(all.browser.db, n);
      await go({ ...all, database: crashing.database });
      all.browser.crash();
      await all.clock.pass(secondMs);
      if (!crashing.hasCrashed()) {
        await after(all);
        break;
      }
      crashes += 1;
      await isOfOne(all.browser);
      // The browser is opened again.
      await go({ ...all, database: async () => all.browser.db });
      all.browser.crash();
      await after(all);
    }
    assert.ok(crashes > 10, `${crashes} places to break off at were found`);
  });
}

test('what a tab that has not heard of it writes after someone signed out is kept for nobody', async () => {
  const { browser, clock, server } = await setUp();
  const tab = browser.open();
  await clock.pass(5 * secondMs);
  const { drafts, copy, outbox } = tab.mailbox;
  const before = await browser.db.get('session', 'current');
  await browser.db.clear('session');
  for (const store of ['values', 'messages', 'outbox'] as const) await browser.db.clear(store);
  const [message] = copy.messages.value.values();
  void drafts.keep('new', { text: 'Too late' });
  void copy.takeIn(message ? [message] : []);
  void outbox.post({ to: [{ extensionNumber: '102' }], text: 'Too late' });
  await clock.pass(5 * secondMs);
  const left = await contentsOf(browser.db);
  assert.ok(before && message);
  assert.doesNotMatch(left, /Too late|For Ada/);
  assert.equal([...server.of(ada).messages.values()].filter(({ json }) => json.subject === 'Too late').length, 0);
  tab.close();
});
