/** How sessions end and are renewed, one case at a time: what random walks through them have found is held here. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginFor } from '../../../web/src/browser/local-schema.ts';
import { openForAda } from './browser-model.ts';
import { ada, ben, type ServerModel } from './server-model.ts';

const secondMs = 1000;
const to = [{ extensionNumber: '102' }];

const subjectsOf = (server: ServerModel, ownerId: string) =>
  [...server.of(ownerId).messages.values()].map(({ json }) => json.subject);

type Parts = Awaited<ReturnType<typeof openForAda>>;
/** Why a token has to be renewed: its time is over, or the server takes it no more though it looks good. */
const spoilt: Readonly<Record<string, (parts: Parts) => void>> = {
  'has run out': ({ clock }) => clock.sleep(35 * 60 * secondMs),
  'is refused before its time': ({ server }) => server.sessions.refuseTokens(ada),
};
const renewals = [429, 503].flatMap((status) => Object.keys(spoilt).map((how) => ({ status, how })));

for (const { status, how } of renewals) {
  test(`${status} in place of another token, as one ${how}, ends no session, and what waited is sent then`, async () => {
    const parts = await openForAda();
    const { server, browser, tab, clock } = parts;
    spoilt[how]?.(parts);
    server.tokenTrouble = status;
    const posted = tab.mailbox.outbox.post({ to, text: 'Sent after all' });
    await clock.pass(20 * secondMs);
    assert.equal((await posted).kind, 'waiting');
    assert.equal(tab.session.ownerId(), ada);
    server.tokenTrouble = undefined;
    await clock.pass(120 * secondMs);
    assert.deepEqual(subjectsOf(server, ada), ['For Ada', 'Sent after all']);
    assert.equal(await browser.db.count('outbox'), 0);
    tab.close();
  });
}

test('what one person wrote and did not send is never sent by the next one at the same machine', async () => {
  const { server, browser, tab, clock } = await openForAda();
  server.isOnline = false;
  const posted = tab.mailbox.outbox.post({ to, text: 'Only Ada may send this' });
  void tab.mailbox.drafts.keep('new', { text: 'Only Ada began this' });
  await clock.pass(5 * secondMs);
  assert.equal((await posted).kind, 'waiting');
  server.endSessions(ada);
  server.isOnline = true;
  await clock.pass(20 * secondMs);
  assert.equal(tab.session.ownerId(), undefined);
  assert.equal(await browser.db.count('outbox'), 1, 'it is kept for her');
  server.of(ben).arrive('For Ben');
  void tab.signIn(ben);
  await clock.pass(60 * secondMs);
  assert.deepEqual([...tab.shown().values()], ['For Ben Unread']);
  assert.deepEqual(tab.mailbox.outbox.outbox.value, []);
  assert.deepEqual([subjectsOf(server, ada), subjectsOf(server, ben)], [['For Ada'], ['For Ben']]);
  assert.equal(await browser.db.get('values', 'draft:new'), undefined);
  tab.close();
});

test('a page is never sent as someone else who has signed in meanwhile, though its tab has not heard of it', async () => {
  const { server, browser, tab, clock } = await openForAda();
  const { outbox } = tab.mailbox;
  // Her token has run out, and his is there: his is what renewing it would find.
  clock.sleep(35 * 60 * secondMs);
  const tokens = server.sessions.open(ben) as Record<'access_token' | 'refresh_token', string>;
  const his = { clientId: 'web', accessToken: tokens.access_token, refreshToken: tokens.refresh_token, ownerId: ben };
  const posted = outbox.post({ to, text: 'By Ada alone' });
  await clock.pass(0);
  await beginFor(browser.db, { ...his, expiresMs: clock.nowMs() + 1e6 });
  await clock.pass(30 * secondMs);
  await posted;
  assert.ok(!subjectsOf(server, ben).includes('By Ada alone'));
  assert.equal((await browser.db.get('session', 'current'))?.ownerId, ben, 'he stays');
  tab.close();
});

test('a tab that hears late of a session’s end ends nobody else’s', async () => {
  const { server, browser, tab, clock } = await openForAda();
  server.endSessions(ada);
  await browser.signIn(ben);
  await clock.pass(20 * secondMs);
  assert.equal((await browser.db.get('session', 'current'))?.ownerId, ben);
  assert.equal(tab.session.ownerId(), ben, 'it begins anew as his');
  tab.close();
});

test('a tab that ends while it takes over lets go, so that another keeps the mailbox up to date', async () => {
  const { browser, tab, clock } = await openForAda();
  let leader = tab;
  for (let turns = 0; turns < 20; turns++) {
    const next = browser.open();
    await clock.pass(secondMs);
    leader.close();
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    next.close();
    leader = browser.open();
    await clock.pass(secondMs);
  }
  leader.close();
  let isFree = false;
  void browser.locks.request('beckon.mailbox', {}, async () => {
    isFree = true;
  });
  await clock.pass(secondMs);
  assert.ok(isFree);
});

test('a page that is lost before its own answer is here stays lost', async () => {
  const { server, tab, clock } = await openForAda();
  const posted = tab.mailbox.outbox.post({ to, text: 'Soon gone' });
  while (!subjectsOf(server, ada).includes('Soon gone')) await clock.pass(1);
  const [id] = [...server.of(ada).messages.keys()].slice(-1);
  server.of(ada).change(id ?? 0, { availability: 'Purged' });
  await clock.pass(10 * secondMs);
  assert.equal((await posted).kind, 'sent');
  assert.deepEqual(tab.shown(), server.of(ada).alive());
  tab.close();
});

test('who signed out where a device was still listening for them is not listened for when the app is opened again', async () => {
  const { browser, tab, clock } = await openForAda();
  browser.device.listensFor = ada;
  void tab.session.signOut();
  await clock.pass(5);
  browser.crash();
  assert.equal(browser.device.listensFor, ada);
  const again = browser.open();
  await clock.pass(secondMs);
  assert.equal(browser.device.listensFor, undefined);
  again.close();
});
