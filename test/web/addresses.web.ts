/** Addresses: those that lead to a screen keep leading there, and nobody is taken elsewhere than they went. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mine, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { eventually, openBrowser, signInAs, takeSeat, waitForFirstScreen } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
const jonas = await signIn(server, '102');
for (const text of ['Oxygen for room one.', 'Linen for room two.']) {
  await jonas.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '101' }], text } });
}
after(async () => {
  await browser.close();
  await server.close();
});

const found = `/app/?search=${encodeURIComponent('oxygen')}`;

test('whoever opens a link signed out is there once signed in by page, its query included', async () => {
  const { page } = await takeSeat(browser);
  await page.goto(server.url + found);
  await page.getByRole('button', { name: 'Sign-in page' }).click();
  await page.getByRole('button', { name: 'Maya Okafor' }).click();
  await page.getByText('1 page found').waitFor();
  assert.equal(page.url(), server.url + found);
});

test('a click on the demo’s first screen leads to the link too; after signing out, to the pages', async () => {
  const { page } = await takeSeat(browser);
  await page.goto(`${server.url}/app/settings`);
  await page.getByRole('button', { name: 'Sign in as Maya Okafor' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await waitForFirstScreen(page);
  await page.getByRole('button', { name: 'Sign in as Jonas Lindqvist' }).click();
  await page.getByRole('heading', { name: 'Pages' }).waitFor();
});

test('whoever goes elsewhere right after typing a search stays there, and the field says what is listed', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  await page.clock.install();
  await page.getByLabel('Search pages').pressSequentially('oxygen');
  await page.getByRole('link', { name: /Linen for room two/ }).click();
  await page.getByRole('article').filter({ hasText: 'Linen' }).waitFor();
  await page.clock.runFor(1000);
  assert.match(page.url(), /\/app\/conversations\/\d+$/);
  assert.equal(await page.getByLabel('Search pages').inputValue(), '');
});

test('going back from a search empties its field', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  await page.getByLabel('Search pages').fill('oxygen');
  await page.getByText('1 page found').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: /Linen for room two/ }).waitFor();
  assert.equal(
    await eventually(
      () => page.getByLabel('Search pages').inputValue(),
      (text) => text === '',
    ),
    '',
  );
});
