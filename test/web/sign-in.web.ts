/** Signing in and out in a real browser: by the web app, and for an app of the vendor's SDK. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import ringcentral from '@ringcentral/sdk';
import { mine } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { openBrowser, signInByPage, takeSeat } from './browser.ts';

const { SDK } = ringcentral;
const server = await startServer();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await server.stop();
});

test('one click signs a demo person in; signing out ends it, here and on the server', async () => {
  const seat = await takeSeat(browser);
  await signInByPage(seat, server, 'Maya Okafor');
  const asked = seat.page.waitForRequest((request) => request.url().includes('/restapi/v1.0/'));
  await seat.page.reload();
  const authorization = (await (await asked).allHeaders()).authorization ?? '';
  await seat.page.getByRole('link', { name: 'Settings' }).click();
  await seat.page.getByText('Maya Okafor').waitFor();
  await seat.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await seat.page.getByRole('button', { name: 'Sign in as Maya Okafor' }).waitFor();
  assert.equal((await fetch(server.url + mine, { headers: { authorization } })).status, 401);
  assert.deepEqual(seat.problems, []);
});

test('@ringcentral/sdk signs in by code and PKCE with what the sign-in page sends back, after a password', async () => {
  const redirectUri = 'http://localhost:3000/callback';
  const clientId = server.env.BECKON_PUBLIC_CLIENT_ID ?? '';
  const platform = new SDK({ server: server.url, redirectUri, clientId, cachePrefix: 'browser' }).platform();
  const { page } = await takeSeat(browser);
  const sentBack = new Promise<string>((resolve) => {
    void page.route(`${redirectUri}**`, async (route) => {
      resolve(route.request().url());
      await route.fulfill({ body: 'done' });
    });
  });
  await page.goto(platform.loginUrl({ usePKCE: true, state: 's' }));
  await page.getByLabel('Extension number or e-mail address').fill('102');
  await page.getByLabel('Password', { exact: true }).fill(server.env.BECKON_PASSWORD_102 ?? '');
  await page.getByLabel('Password', { exact: true }).press('Enter');
  const query = new URL(await sentBack).searchParams;
  assert.equal(query.get('state'), 's');
  await platform.login({ code: query.get('code') ?? '' });
  const own = (await (await platform.get(mine)).json()) as { extensionNumber: string };
  assert.equal(own.extensionNumber, '102');
  await platform.logout();
});

test('the sign-in page is in the language that was chosen in the web app, whatever the browser asks for', async () => {
  const seat = await takeSeat(browser);
  await seat.page.addInitScript(() => localStorage.setItem('beckon.language', 'de'));
  await seat.page.goto(`${server.url}/`);
  await seat.page.getByRole('button', { name: 'Anmeldeseite' }).click();
  await seat.page.getByLabel('Passwort', { exact: true }).fill('wrong');
  await seat.page.getByLabel('Nebenstelle oder E-Mail-Adresse').fill('102');
  await seat.page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await seat.page.getByRole('alert').getByText('Sie sind nicht angemeldet').waitFor();
  assert.deepEqual(seat.problems, []);
});
