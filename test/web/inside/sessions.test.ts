/** Two people at one machine at random: each finds what they wrote or said goodbye to it, and neither meets what is the other's. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerKept } from '../../../web/src/browser/local-schema.ts';
import { type BrowserModel, openBrowserModel, type Tab } from './browser-model.ts';
import { ada, ben, ServerModel } from './server-model.ts';
import { chanceBy, handClock } from './surroundings.ts';

const secondMs = 1000;
const people = [ada, ben] as const;
const to = [{ extensionNumber: '102' }];

interface Written {
  readonly ownerId: string;
  readonly text: string;
  /** How often someone had signed out by hand or taken another's place when it was written: what waits then goes with it. */
  readonly farewells: number;
}

/** What is kept is one person's, whatever has come between. */
async function isOfOne({ db }: BrowserModel): Promise<void> {
  const transaction = db.transaction(['session', 'values', 'messages', 'outbox']);
  const [session, unsent, messages, outbox, keys] = await Promise.all([
    transaction.objectStore('session').get('current'),
    transaction.objectStore('values').get('unsentOwner'),
    transaction.objectStore('messages').getAll(),
    transaction.objectStore('outbox').getAll(),
    transaction.objectStore('values').getAllKeys(),
  ]);
  const owner = session?.ownerId ?? unsent;
  if (!session) assert.equal(messages.length, 0, 'the mailbox of nobody');
  const isTheirs = (text: unknown) => String(text).startsWith(`${owner} `);
  for (const { subject } of messages) assert.ok(isTheirs(subject), `${subject} in the mailbox of ${owner}`);
  for (const { text } of outbox) assert.ok(isTheirs(text), `${text} waits for ${owner}`);
  for (const key of keys.filter((one) => one.startsWith('draft:'))) {
    const { text } = (await db.get('values', key)) as { text: string };
    assert.ok(isTheirs(text), `${text} was begun by another than ${owner}`);
  }
}

async function live(seed: number, steps: number) {
  const chance = chanceBy(seed);
  const clock = handClock();
  const server = new ServerModel(clock, chance);
  const browser = await openBrowserModel(server, clock, chance);
  const tabs: Tab[] = [browser.open()];
  const written: Written[] = [];
  let count = 0;
  server.troubles = chance.pick([0, 0.05, 0.2]);
  let farewells = 0;
  const has = async (text: string) => (await browser.db.getAll('outbox')).some((page) => page.text === text);
  const acts: (() => void | Promise<void>)[] = [
    () => server.of(ada).arrive(`${ada} page`),
    () => server.of(ben).arrive(`${ben} page`),
    ...Array.from({ length: 3 }, () => async () => {
      const tab = chance.pick(tabs);
      const ownerId = tab.session.ownerId();
      if (ownerId === undefined) return;
      const page = { ownerId, text: `${ownerId} written ${count++}`, farewells };
      void tab.mailbox.outbox.post({ to, text: page.text }).catch(() => {});
      await clock.pass(0);
      if (await has(page.text)) written.push(page);
    }),
    () => {
      const tab = chance.pick(tabs);
      const ownerId = tab.session.ownerId();
      if (ownerId !== undefined) void tab.mailbox.drafts.keep('new', { text: `${ownerId} begun` });
    },
    () => {
      const tab = chance.pick(tabs);
      const id = chance.pick([...tab.shown().keys()]);
      if (id !== undefined) void tab.mailbox.changes.mark([id], 'Read').catch(() => {});
    },
    () => {
      farewells += 1;
      void chance.pick(tabs).signIn(chance.pick(people));
    },
    () => {
      farewells += 1;
      void chance.pick(tabs).session.signOut();
    },
    () => server.endSessions(chance.pick(people)),
    () => server.endSessions(chance.pick(people)),
    () => {
      server.isOnline = chance.is(0.7);
      if (!server.isOnline) server.breakSockets();
      else for (const tab of tabs) tab.mailbox.look();
    },
    () => {
      if (tabs.length < 3) tabs.push(browser.open());
    },
    () => {
      if (tabs.length > 1) tabs.splice(Math.floor(chance.next() * tabs.length), 1)[0]?.close();
    },
    // Tokens run out.
    () => clock.sleep(35 * 60 * secondMs),
  ];
  for (let step = 0; step < steps; step++) {
    await chance.pick(acts)();
    await clock.pass(chance.pick([0, 5, 30, 200, 1000, 5000, 20_000]));
    await isOfOne(browser);
  }
  server.isOnline = true;
  server.troubles = 0;
  await clock.pass(60 * secondMs);
  const owner = (await ownerKept(browser.db)) ?? ada;
  const [tab] = tabs as [Tab];
  if (tab.session.ownerId() !== owner) await Promise.all([tab.signIn(owner), clock.pass(10 * secondMs)]);
  for (let n = 0; n < 20; n++) {
    await clock.pass(10 * secondMs);
    // They say of what is late that it is to be sent.
    for (const page of tab.mailbox.outbox.outbox.value) if (page.state === 'late') void tab.mailbox.outbox.retry(page);
  }
  const unsaid = written.filter((one) => one.farewells === farewells && one.ownerId === owner);
  return { server, browser, tabs, owner, unsaid };
}

for (let seed = 1; seed <= 12; seed++) {
  test(`whoever signs in finds their own and nothing else, and what they wrote is sent once, by them: ${seed}`, async () => {
    const { server, browser, tabs, owner, unsaid } = await live(seed, 60);
    await isOfOne(browser);
    for (const ownerId of people) {
      const sent = [...server.of(ownerId).messages.values()].map(({ json }) => json.subject);
      const pages = sent.filter((subject) => subject.includes('written'));
      assert.equal(new Set(pages).size, pages.length, 'sent twice');
      for (const subject of sent) assert.ok(subject.startsWith(`${ownerId} `), `${subject} was sent by ${ownerId}`);
      if (ownerId === owner) for (const { text } of unsaid) assert.ok(sent.includes(text), `${text} was lost`);
    }
    assert.deepEqual(await browser.kept(), server.of(owner).alive());
    for (const tab of tabs)
      if (tab.session.ownerId() === owner) assert.deepEqual(tab.shown(), server.of(owner).alive());
    for (const tab of tabs) tab.close();
  });
}
