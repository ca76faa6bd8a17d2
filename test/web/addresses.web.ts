/** Addresses: those that lead to a screen keep leading there, and nobody is taken elsewhere than they went. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { beckon } from '../acceptance/beckon-command.ts';
import { serverBelow } from '../acceptance/path-proxy.ts';
import { mine, signIn } from '../acceptance/person.ts';
import { newFolder, startServer } from '../acceptance/server-process.ts';
import { eventually, focused, openBrowser, signInAs, stays, takeSeat, waitForFirstScreen } from './browser.ts';

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

/** So fast that the search has not begun yet, however slow the machine is. */
const typeAndLeave = `(() => {
  const field = document.getElementById('search');
  field.focus();
  field.value = 'oxygen';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  [...document.querySelectorAll('a')].find((link) => link.textContent.includes('Linen for room two')).click();
})()`;

test('whoever goes elsewhere right after typing a search stays there, and the field says what is listed', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  await page.getByRole('link', { name: /Linen for room two/ }).waitFor();
  await page.evaluate(typeAndLeave);
  await page.getByRole('article').filter({ hasText: 'Linen' }).waitFor();
  const address = page.url();
  assert.match(address, /\/app\/conversations\/\d+$/);
  await stays(async () => page.url(), address);
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

test('a screen of the company opened anew says why it is not there yet, never that there is nothing', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  // Whoever asks waits until then, be it this screen or what is left of the one before.
  const busy = Promise.withResolvers<void>();
  await page.route('**/authz-profile', async (route) => {
    await busy.promise;
    await route.fulfill({ status: 503, json: { errorCode: 'CMN-201', message: 'Service Temporary Unavailable' } });
  });
  await page.goto(`${server.url}/app/company/audit`);
  await page.getByRole('main').getByText('Loading').waitFor();
  busy.resolve();
  await page.getByText('The server is busy').waitFor();
  await page.unroute('**/authz-profile');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Audit trail', level: 1 }).waitFor();
});

test('a screen whose code does not come is tried again by itself, then says so and can be tried again', async () => {
  const seat = await takeSeat(browser, { serviceWorkers: 'block' });
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  const code = /\/assets\/(settings|departments)-/;
  let lost = 0;
  await page.route(code, async (route) => {
    lost += 1;
    // The first one is lost once, the second as often as it is asked for.
    await (lost === 2 ? route.continue() : route.abort());
  });
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Company' }).click();
  await page.getByRole('link', { name: 'Departments' }).click();
  await page.getByText('The server cannot be reached').waitFor();
  assert.equal(lost, 4);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
  await page.goBack();
  await page.unroute(code);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Departments', level: 1 }).waitFor();
});

/** What has the focus once the click has been dealt with, whether or not the screen was painted since. */
const openedByClick = `new Promise((answer) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => answer(document.activeElement.id);
  [...document.querySelectorAll('a')].find((one) => one.textContent.includes('Linen')).click();
  port2.postMessage('');
})`;

test('a conversation has the focus as soon as it opens, but takes it from nobody who writes', async () => {
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
  const { page } = seat;
  await page.getByRole('link', { name: /Linen for room two/ }).waitFor();
  assert.equal(await page.evaluate(openedByClick), 'conversation-heading');
  await page.route('**/message-sync?**', (route) => route.abort());
  await page.evaluate(`new Promise((resolve) => {
    indexedDB.open('beckon').onsuccess = ({ target }) => {
      const clearing = target.result.transaction(['values', 'messages'], 'readwrite');
      clearing.objectStore('values').clear();
      clearing.objectStore('messages').clear();
      clearing.oncomplete = () => resolve();
    };
  })`);
  await page.reload();
  await page.getByLabel('Search pages').focus();
  await page.unroute('**/message-sync?**');
  await page.evaluate("window.dispatchEvent(new Event('online'))");
  await page.getByRole('article').filter({ hasText: 'Linen' }).waitFor();
  assert.equal(await focused(page), 'Search pages');
});

test('an organisation’s app, opened at another address than the public one, says where it is and keeps the screen', async () => {
  const dataDir = newFolder();
  const who = ['--company', 'Clinic', '--number', '101', '--name', 'Maya Okafor', '--email', 'maya@clinic.example'];
  const { code } = await beckon(['init', '--data', dataDir, ...who, '--public-url', 'https://pages.example/pager']);
  assert.equal(code, 0);
  const organisation = await startServer({ dataDir });
  const { page, problems } = await takeSeat(browser);
  try {
    await page.goto(`${organisation.listeningUrl}/app/settings?a=b`);
    await page.getByText('Beckon is at https://pages.example/pager.').waitFor();
    const link = page.getByRole('link', { name: 'Open it there' });
    assert.equal(await link.getAttribute('href'), 'https://pages.example/pager/app/settings?a=b');
    assert.equal(await page.getByRole('button', { name: 'Sign in' }).count(), 0);
    assert.deepEqual(problems, []);
  } finally {
    await page.context().close();
    await organisation.close();
  }
});

test('a demo’s app that is opened past its proxy is there all the same', async () => {
  const proxy = await serverBelow('/pager', 'takes the path away');
  const seat = await takeSeat(browser);
  try {
    await seat.page.goto(`${proxy.server.listeningUrl}/app/settings`);
    await seat.page.getByRole('button', { name: 'Sign in as Maya Okafor' }).click();
    await seat.page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
    assert.deepEqual(seat.problems, []);
  } finally {
    await seat.page.context().close();
    await proxy.close();
  }
});
