/** What people see and lose — nothing — when the server restarts or the network goes, and whom they can still reach. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { eventually, openBrowser, type Seat, signInAs, stays, takeSeat, writePage } from './browser.ts';

// At the same port after a restart, as at home.
const server = await startServer({ argsAfter: ['--port', String(await freePort())] });
const browser = await openBrowser();
let maya: Seat;

before(async () => {
  maya = await takeSeat(browser);
  await signInAs(maya, server, 'Maya Okafor');
});
after(async () => {
  await browser.close();
  await server.close();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

async function pageMaya(text: string): Promise<Person> {
  const jonas = await signIn(server, '102');
  const { status } = await jonas.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '101' }], text } });
  assert.equal(status, 200);
  return jonas;
}

interface Kept {
  readonly subject: string;
  readonly direction: string;
  readonly readStatus: string;
}

async function mailboxOf(number: string): Promise<readonly Kept[]> {
  const { body } = await (await signIn(server, number)).call<{ records: Kept[] }>(`${mine}/message-store`);
  return body.records;
}

async function setStatus(number: string, status: string): Promise<void> {
  const administrator = await signIn(server, '101');
  const { body } = await administrator.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  const id = body.records.find(({ extensionNumber }) => extensionNumber === number)?.id;
  await administrator.call(`/restapi/v1.0/account/~/extension/${id}`, { method: 'PUT', body: { status } });
}

test('a server that restarts while someone looks is found again; what they wrote meanwhile is sent once', async () => {
  const { page } = maya;
  await pageMaya('Before the restart.');
  await page.getByRole('link', { name: /Before the restart/ }).click();
  await page.getByRole('article').filter({ hasText: 'Before the restart.' }).waitFor();
  await server.stop();
  await page.getByLabel('Reply to all').fill('Written while it was away.');
  await page.getByLabel('Reply to all').press('Enter');
  await page.getByText('Waits for the network').waitFor();
  await page.getByText('Live updates are interrupted').or(page.getByText('Not up to date')).waitFor();
  assert.equal(await page.getByRole('article').filter({ hasText: 'Before the restart.' }).count(), 1);
  await server.start();
  await page.getByText('Waits for the network').waitFor({ state: 'detached', timeout: 40_000 });
  await pageMaya('After the restart.');
  await page.getByRole('link', { name: /After the restart/ }).waitFor({ timeout: 40_000 });
  const sent = (await mailboxOf('101')).filter(({ subject }) => subject === 'Written while it was away.');
  assert.equal(sent.length, 1);
  await page.getByText('Live updates are interrupted').waitFor({ state: 'detached', timeout: 70_000 });
});

test('offline, what was loaded can be read and searched; reading it counts when the network is back', async () => {
  const { page } = maya;
  await pageMaya('Read me offline.');
  await page.getByRole('link', { name: /Read me offline/ }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('Offline. What was loaded stays readable').waitFor();
  await page.getByRole('link', { name: /Read me offline/ }).click();
  await page.getByRole('article').filter({ hasText: 'Read me offline.' }).waitFor();
  await page.getByLabel('Search pages').fill('before');
  await page.getByText('1 page found').waitFor();
  assert.equal((await mailboxOf('101')).find(({ subject }) => subject === 'Read me offline.')?.readStatus, 'Unread');
  await page.context().setOffline(false);
  const status = async () => (await mailboxOf('101')).find(({ subject }) => subject === 'Read me offline.')?.readStatus;
  assert.equal(await eventually(status, (value) => value === 'Read'), 'Read');
  await page.getByLabel('Search pages').fill('');
});

test('offline, the app opens again from what it keeps, unread count and all', async () => {
  const { page } = maya;
  await pageMaya('Still unread.');
  await page.getByRole('link', { name: /Still unread/ }).waitFor();
  await page.goto(`${server.url}/app/`);
  await page.getByRole('link', { name: /Still unread/ }).waitFor();
  const isKept = async () => await page.evaluate('navigator.serviceWorker.controller !== null');
  assert.equal(await eventually(isKept, (is) => is === true), true);
  // What is shown is written down a little later.
  const isWritten = `new Promise((resolve) => {
    indexedDB.open('beckon').onsuccess = ({ target }) => {
      target.result.transaction('messages').objectStore('messages').getAll().onsuccess = (found) =>
        resolve(found.target.result.some(({ subject }) => subject === 'Still unread.'));
    };
  })`;
  await eventually(() => page.evaluate(isWritten));
  // Only what the app itself keeps counts: the browser's own cache may have forgotten everything by then.
  const debug = await page.context().newCDPSession(page);
  await debug.send('Network.clearBrowserCache');
  await page.context().setOffline(true);
  try {
    await page.reload();
    await page.getByRole('link', { name: /Still unread/ }).waitFor();
    await eventually(
      () => page.title(),
      (title) => title.startsWith('('),
    );
    assert.match(await page.title(), /^\(\d+\) Beckon$/);
  } finally {
    await page.context().setOffline(false);
  }
});

test('three pages written offline arrive in the order they were written, each once', async () => {
  await maya.page.goto(`${server.url}/app/`);
  await maya.page.context().setOffline(true);
  const texts = ['First of the lift.', 'Second of the lift.', 'Third of the lift.'];
  for (const text of texts) {
    await writePage(maya, ['103'], text);
    await maya.page.getByRole('article').filter({ hasText: text }).getByText('Waits for the network').waitFor();
  }
  await maya.page.context().setOffline(false);
  const arrived = async () =>
    (await mailboxOf('103')).filter(({ subject }) => texts.includes(subject)).map(({ subject }) => subject);
  const inOrder = (await eventually(arrived, (found) => found.length >= 3)).toReversed();
  assert.deepEqual(inOrder, texts);
});

test('whoever is frozen while they are being written to refuses the page: it says why, and can be put right', async () => {
  const { page } = maya;
  await page.getByRole('button', { name: 'Page…' }).click();
  for (const name of ['sam', 'priya']) {
    await page.getByRole('combobox', { name: 'To' }).fill(name);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('textbox', { name: 'Message' }).fill('Samples at four.');
  // Nobody tells this browser before it sends.
  await page.route('**/account/~/extension?**', (route) => route.abort());
  await setStatus('106', 'Frozen');
  await page.getByRole('button', { name: 'Send page' }).click();
  await page.getByRole('alert').filter({ hasText: 'Disabled or Frozen' }).waitFor();
  await page.unroute('**/account/~/extension?**');
  assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'Samples at four.');
  await page.getByRole('button', { name: 'Remove Sam Whitfield' }).click();
  await page.getByRole('button', { name: 'Send page' }).click();
  await page.getByRole('article').filter({ hasText: 'Samples at four.' }).waitFor();
  assert.equal((await mailboxOf('103')).filter(({ subject }) => subject === 'Samples at four.').length, 1);
});

test('a reply says whom it reaches now and who is left out', async () => {
  const { page } = maya;
  await setStatus('106', 'Enabled');
  await pageMaya('Unrelated.');
  const jonas = await signIn(server, '102');
  const to = ['101', '106'].map((extensionNumber) => ({ extensionNumber }));
  await jonas.call(`${mine}/company-pager`, { body: { to, text: 'To Maya and Sam.' } });
  await setStatus('106', 'Frozen');
  await page.getByRole('link', { name: /To Maya and Sam/ }).click();
  await page.getByText('Sam Whitfield cannot receive pages now and is left out.').waitFor();
  await page.getByText('Goes to everyone on the list now: Jonas Lindqvist.').waitFor();
});

test('a page that comes while the tab is out of sight stays unread, though its conversation is open', async () => {
  const { page } = maya;
  const jonas = await pageMaya('Watched thread.');
  await page.getByRole('link', { name: /Watched thread/ }).click();
  await page.getByRole('article').filter({ hasText: 'Watched thread.' }).waitFor();
  const hide = (state: string) =>
    page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'))`);
  await hide('hidden');
  const { body } = await jonas.call<{ records: { id: number }[] }>(`${mine}/message-store`);
  await jonas.call(`${mine}/company-pager`, { body: { replyOn: body.records[0]?.id, text: 'While you were away.' } });
  await page.getByRole('article').filter({ hasText: 'While you were away.' }).waitFor();
  const status = async () =>
    (await mailboxOf('101')).find(({ subject }) => subject === 'While you were away.')?.readStatus;
  await stays(status, 'Unread');
  await hide('visible');
  assert.equal(await eventually(status, (value) => value === 'Read'), 'Read');
});

test('when midnight passes, what came today shows its day instead of its time', async () => {
  const { page } = maya;
  await page.goto(`${server.url}/app/`);
  const row = page.locator('[data-row]').filter({ hasText: 'Samples at four.' });
  const when = async () => (await row.locator('time').textContent()) ?? '';
  assert.match(await when(), /^\d\d:\d\d$/);
  await page.clock.setFixedTime(Date.now() + 24 * 3600 * 1000);
  await page.evaluate("window.dispatchEvent(new Event('focus'))");
  assert.match(await eventually(when, (text) => !text.includes(':')), /^\w{3},? \d{1,2} \w+$/);
});

test('nothing went wrong in the browser', () => {
  assert.deepEqual(maya.problems, []);
});
