/** What was begun and not sent: where it is found again, and when it is gone. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { mine, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { eventually, openBrowser, signInAs, takeSeat, waitForFirstScreen, writePage } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await server.close();
});

const seat = await takeSeat(browser);
const { page } = seat;

const keptTexts = (tab: Page) =>
  tab.evaluate(`new Promise((resolve) => {
    indexedDB.open('beckon').onsuccess = ({ target }) => {
      target.result.transaction('values').objectStore('values').getAll().onsuccess = (found) =>
        resolve(found.target.result.flatMap((one) => one?.text ?? []).sort());
    };
  })`) as Promise<string[]>;

async function isKept(...texts: string[]): Promise<void> {
  await eventually(
    () => keptTexts(page),
    (kept) => JSON.stringify(kept) === JSON.stringify(texts),
  );
}

async function openThread(): Promise<void> {
  await page.getByRole('link', { name: /Room four|on my/i }).click();
  await page.getByRole('article').filter({ hasText: 'Room four?' }).waitFor();
}

test('a reply that was begun is there again after the page is loaded anew', async () => {
  const jonas = await signIn(server, '102');
  const to = ['101', '103'].map((extensionNumber) => ({ extensionNumber }));
  await jonas.call(`${mine}/company-pager`, { body: { to, text: 'Room four?' } });
  await signInAs(seat, server, 'Maya Okafor');
  await openThread();
  await page.getByLabel('Reply to all').fill('I am on my');
  await isKept('I am on my');
  await page.reload();
  await page.getByRole('article').filter({ hasText: 'Room four?' }).waitFor();
  assert.equal(await page.getByLabel('Reply to all').inputValue(), 'I am on my');
});

test('a page that was begun is there again after going back, and gone once it is discarded', async () => {
  await page.getByRole('button', { name: 'Page…' }).click();
  await page.getByRole('combobox', { name: 'To' }).fill('tom');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill('Could you');
  await isKept('Could you', 'I am on my');
  await page.goto(`${server.url}/app/settings`);
  await page.getByRole('link', { name: 'Pages', exact: true }).click();
  await page.getByRole('button', { name: 'Page…' }).click();
  await page.getByRole('button', { name: 'Remove Tom Becker' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'Could you');
  await isKept('Could you', 'I am on my');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await isKept('I am on my');
  await page.getByRole('button', { name: 'Page…' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '');
  await page.keyboard.press('Escape');
});

test('recipients that are changed while a page is being sent do not bring it back', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<() => void>();
  await page.route('**/company-pager', async (route) => {
    await new Promise<void>((resolve) => ask(resolve));
    await route.continue();
  });
  await writePage(seat, ['tom'], 'Slowly sent');
  const answer = await asked;
  await page.getByRole('button', { name: 'Remove Tom Becker' }).click();
  answer();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.unroute('**/company-pager');
  await isKept('I am on my');
});

test('what is begun in one tab is there in the other, and gone there too once it is sent', async () => {
  await openThread();
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  const there = tab.getByLabel('Reply to all');
  await eventually(
    () => there.inputValue(),
    (text) => text === 'I am on my',
  );
  await page.getByLabel('Reply to all').fill('On my way');
  await eventually(
    () => there.inputValue(),
    (text) => text === 'On my way',
  );
  await there.press('Enter');
  await tab.getByRole('article').filter({ hasText: 'On my way' }).getByText('Sent', { exact: true }).waitFor();
  await eventually(
    () => page.getByLabel('Reply to all').inputValue(),
    (text) => text === '',
  );
  await tab.close();
  await page.getByLabel('Reply to all').fill('I am on my');
  await isKept('I am on my');
});

test('what was begun when the session ended waits for whoever began it, and is gone when it is sent', async () => {
  const maya = await signIn(server, '101');
  await maya.call('/beckon/v1/sessions', { method: 'DELETE' });
  await waitForFirstScreen(page);
  await signInAs(seat, server, 'Maya Okafor');
  await openThread();
  assert.equal(await page.getByLabel('Reply to all').inputValue(), 'I am on my');
  await page.getByLabel('Reply to all').press('Enter');
  await page.getByRole('article').filter({ hasText: 'I am on my' }).getByText('Sent').waitFor();
  await isKept();
});

test('nobody else at the same browser sees what was begun, and signing out forgets it', async () => {
  await page.getByLabel('Reply to all').fill('For Maya alone');
  await isKept('For Maya alone');
  const maya = await signIn(server, '101');
  await maya.call('/beckon/v1/sessions', { method: 'DELETE' });
  await waitForFirstScreen(page);
  await signInAs(seat, server, 'Priya Raman');
  await openThread();
  assert.equal(await page.getByLabel('Reply to all').inputValue(), '');
  await page.getByLabel('Reply to all').fill('Of Priya');
  await isKept('Of Priya');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await waitForFirstScreen(page);
  await isKept();
  assert.deepEqual(seat.problems, []);
});
