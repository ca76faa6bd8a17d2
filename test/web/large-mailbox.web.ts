/** What keeps a large mailbox fast, by structure and not by the clock: few requests, few rows, little to download. */

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Person, signIn } from '../acceptance/person.ts';
import { projectFolder, startServer } from '../acceptance/server-process.ts';
import { eventually, openBrowser, type Seat, signInAs, takeSeat } from './browser.ts';
import { fillMailbox } from './large-mailbox.ts';

/** Several times what is loaded at first, and what comes in one part. */
const messages = 3000;
const unread = 3;
const mostRows = 60;
const mostRequests = 12;
const mostInitialBytes = 120_000;

const server = await startServer();
const browser = await openBrowser();
let maya: Seat;
let reader: Person;
const asked: string[] = [];

before(async () => {
  reader = await signIn(server, '101');
  const writer = await signIn(server, '102');
  await fillMailbox({ reader, writer, messages, unread });
  maya = await takeSeat(browser);
  maya.page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await signInAs(maya, server, 'Maya Okafor');
  await maya.page.locator('[data-row]').first().waitFor();
});
after(async () => {
  await browser.close();
  await server.close();
});

async function rows(): Promise<number> {
  return await maya.page.locator('.mailbox-list li').count();
}

test('the first list needs few requests, however many messages there are', async () => {
  await maya.page.waitForLoadState('networkidle');
  // From when the mailbox was opened: before that, the demo's first screen was there.
  const opened = asked.slice(asked.indexOf('GET /restapi/v1.0/account/~/extension/~'));
  const ofApi = opened.filter((one) => /\/(restapi|beckon)\/v1/.test(one) && !one.includes('/beckon/v1/demo'));
  assert.ok(ofApi.length > 0 && ofApi.length <= mostRequests, ofApi.join('\n'));
  assert.ok((await rows()) <= mostRows, `${await rows()} rows`);
});

test('what has been unread for long needs its owner now, though it is older than anything else loaded', async () => {
  await maya.page.getByRole('heading', { name: 'Needs you now' }).waitFor();
  assert.equal(await maya.page.title(), `(${unread}) Beckon`);
  const first = maya.page.locator('[data-row]').first();
  assert.match((await first.textContent()) ?? '', /unread/);
});

test('an old conversation is whole when it is opened, though only its unread page was loaded', async () => {
  await maya.page.locator('[data-row]').first().click();
  await maya.page.getByRole('article').filter({ hasText: 'Please call back' }).waitFor();
  await maya.page.getByRole('article').filter({ hasText: 'Reminder 2' }).waitFor();
  await maya.page.goto(`${server.url}/app/`);
});

test('scrolling to the end loads every conversation, and the page holds no more rows than at its beginning', async () => {
  const { page } = maya;
  await page.locator('[data-row]').first().focus();
  const total = async () => Number(await page.locator('.mailbox-list li').first().getAttribute('aria-setsize'));
  let most = 0;
  for (let turn = 0; turn < 400; turn++) {
    await page.keyboard.press('End');
    most = Math.max(most, await rows());
    const hasMore = (await page.locator('[data-row="more"]').count()) > 0;
    if (!hasMore && (await total()) >= Math.floor(messages / 3)) break;
    await page.waitForTimeout(50);
  }
  assert.ok((await total()) >= Math.floor(messages / 3), `${await total()} rows are known`);
  assert.ok(most <= mostRows, `${most} rows`);
});

test('all of it is kept: the next visit shows it before any answer of the server', async () => {
  const { page } = maya;
  await page.route('**/restapi/v1.0/**', () => undefined);
  await page.goto(`${server.url}/app/`);
  await page.locator('[data-row]').first().waitFor();
  const total = async () => Number(await page.locator('.mailbox-list li').first().getAttribute('aria-setsize'));
  const all = Math.floor(messages / 3);
  assert.ok((await eventually(total, (count) => count >= all)) >= all);
  assert.ok((await rows()) <= mostRows);
  await page.unroute('**/restapi/v1.0/**');
});

test('what is downloaded before the first screen is at most 120 kB of compressed JavaScript', () => {
  const html = readFileSync(join(projectFolder, 'web/dist/index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
  assert.ok(scripts.length > 0);
  const bytes = scripts.reduce((sum, file) => sum + statSync(join(projectFolder, 'web/dist', `${file}.gz`)).size, 0);
  assert.ok(bytes <= mostInitialBytes, `${bytes} bytes`);
});

test('nothing went wrong in the browser', () => {
  assert.deepEqual(maya.problems, []);
});
