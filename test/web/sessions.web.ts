/** Sessions in the web app: two tabs of one, signing out everywhere, and a session that ends while there is no network. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import {
  eventually,
  openBrowser,
  type Seat,
  signInAs,
  stays,
  takeSeat,
  waitForFirstScreen,
  writePage,
} from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
const jonas = await signIn(server, '102');
after(async () => {
  await browser.close();
  await server.close();
});

async function pageMaya(text: string): Promise<void> {
  const { status } = await jonas.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '101' }], text } });
  assert.equal(status, 200);
}

async function sentBy(person: Person, text: string): Promise<number> {
  const { body } = await person.call<{ records: { subject: string; direction: string }[] }>(`${mine}/message-store`);
  return body.records.filter((one) => one.direction === 'Outbound' && one.subject === text).length;
}

/** Once whoever can be paged has been read: there is nobody to choose before. */
async function goOffline({ page }: Seat): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
}

async function secondTab({ page }: Seat): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(`${server.url}/app/`);
  await tab.getByRole('heading', { name: 'Pages' }).waitFor();
  return tab;
}

test('two tabs both hear of every page, and each goes on doing so when the other has closed', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const tab = await secondTab(seat);
  for (const text of ['One for both.', 'Two for both.', 'Three for both.']) {
    await pageMaya(text);
    for (const page of [seat.page, tab]) await page.getByRole('link', { name: new RegExp(text) }).waitFor();
  }
  // Neither has to ask for it.
  await seat.page.context().route('**/message-sync?**', (route) => route.abort());
  await pageMaya('Told without a question.');
  for (const page of [seat.page, tab]) await page.getByRole('link', { name: /Told without a question/ }).waitFor();
  await seat.page.context().unroute('**/message-sync?**');
  await seat.page.close();
  await pageMaya('For the one that is left.');
  await tab.getByRole('link', { name: /For the one that is left/ }).waitFor();
  await tab.reload();
  await tab.getByRole('link', { name: /Two for both/ }).waitFor();
  assert.deepEqual(seat.problems, []);
});

test('two tabs share what waits for the network, and it is sent once', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Priya Raman');
  const tab = await secondTab(seat);
  await goOffline(seat);
  await writePage(seat, ['102'], 'From either tab.');
  for (const page of [seat.page, tab]) await page.getByText('Waits for the network').waitFor();
  await seat.page.context().setOffline(false);
  for (const page of [seat.page, tab]) {
    await page.getByRole('link', { name: /You: From either tab/ }).waitFor();
    await page.getByText('Waits for the network').waitFor({ state: 'detached' });
  }
  assert.equal(await sentBy(await signIn(server, '103'), 'From either tab.'), 1);
});

test('what another tab deletes or brings back comes into the list of the deleted, and leaves it', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const tab = await secondTab(seat);
  await tab.getByRole('link', { name: 'Deleted' }).click();
  await tab.getByText('Nothing is deleted.').waitFor();
  await seat.page.getByRole('link', { name: /Two for both/ }).click();
  await seat.page.getByRole('button', { name: 'Delete conversation' }).click();
  await tab.getByRole('listitem').filter({ hasText: 'Two for both.' }).waitFor();
  await seat.page.getByRole('link', { name: 'Deleted' }).click();
  await seat.page.getByRole('button', { name: 'Restore' }).click();
  await tab.getByText('Nothing is deleted.').waitFor();
});

test('the list of the deleted is as long as it was when it is read anew', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  const all = Array.from({ length: 130 }, (_, index) => ({
    ...{ id: 9_000_000 - index, conversationId: 9_000_000, direction: 'Inbound', availability: 'Deleted' },
    ...{ from: { name: 'Jonas' }, to: [], subject: `Deleted ${index}.`, creationTime: '2026-01-01T08:00:00.000Z' },
  }));
  let readCount = 0;
  await page.route('**/message-store?**availability=Deleted**', async (route) => {
    readCount++;
    const query = new URL(route.request().url()).searchParams;
    const [number, perPage] = [Number(query.get('page')), Number(query.get('perPage'))];
    const records = all.slice((number - 1) * perPage, number * perPage);
    const paging = { totalElements: all.length, totalPages: Math.ceil(all.length / perPage) };
    await route.fulfill({ json: { records, paging } });
  });
  await page.getByRole('link', { name: 'Deleted' }).click();
  await page.getByText('Deleted 99.').waitFor();
  await page.getByRole('button', { name: 'Show older' }).click();
  await page.getByText('Deleted 129.').waitFor();
  const maya = await signIn(server, '101');
  const { body } = await maya.call<{ records: { id: number }[] }>(`${mine}/message-store`);
  await maya.call(`${mine}/message-store/${body.records[0]?.id}`, { method: 'DELETE' });
  await eventually(() => readCount === 3);
  await stays(() => page.getByText('Deleted 129.').count(), 1);
});

test('signing out in one tab ends the other, and leaves nothing of the mailbox behind', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  await seat.page.getByRole('link', { name: /Three for both/ }).waitFor();
  const tab = await secondTab(seat);
  await seat.page.getByRole('link', { name: 'Settings' }).click();
  await seat.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await waitForFirstScreen(seat.page);
  await waitForFirstScreen(tab);
  const left = await tab.evaluate(`new Promise((resolve) => {
    const opening = indexedDB.open('beckon');
    opening.onsuccess = () => {
      const counting = opening.result.transaction('messages').objectStore('messages').count();
      counting.onsuccess = () => resolve(counting.result);
    };
  })`);
  assert.equal(left, 0);
});

test('signing out everywhere in one browser ends another one live', async () => {
  const [here, there] = [await takeSeat(browser), await takeSeat(browser)];
  await signInAs(here, server, 'Elena Sousa');
  await signInAs(there, server, 'Elena Sousa');
  await here.page.getByRole('link', { name: 'Settings' }).click();
  await here.page.getByText('This one').waitFor();
  await here.page.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await here.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await waitForFirstScreen(here.page);
  await waitForFirstScreen(there.page);
  await there.page.getByText('Your session has ended.').waitFor();
});

test('one session is ended from another, which stays', async () => {
  const [here, there] = [await takeSeat(browser), await takeSeat(browser)];
  await signInAs(here, server, 'Elena Sousa');
  await signInAs(there, server, 'Elena Sousa');
  await here.page.getByRole('link', { name: 'Settings' }).click();
  await here.page.getByRole('button', { name: /^Sign out of Beckon/ }).click();
  await here.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await waitForFirstScreen(there.page);
  await here.page.getByText('This one').waitFor();
});

test('a session that ends while there is no network says so, and what was written is sent by the next one', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Tom Becker');
  await goOffline(seat);
  await writePage(seat, ['102'], 'Written before I was signed out.');
  await seat.page.getByText('Waits for the network').waitFor();
  const tom = await signIn(server, '104');
  assert.equal((await tom.call('/beckon/v1/sessions', { method: 'DELETE' })).status, 204);
  await seat.page.context().setOffline(false);
  await waitForFirstScreen(seat.page);
  await seat.page.getByText('One page you wrote is kept and will be sent then.').waitFor();
  assert.equal(await sentBy(await signIn(server, '104'), 'Written before I was signed out.'), 0);
  await signInAs(seat, server, 'Tom Becker');
  await seat.page.getByRole('link', { name: /You: Written before/ }).waitFor();
  assert.equal(await sentBy(await signIn(server, '104'), 'Written before I was signed out.'), 1);
});
