/** Paging in the web app, two browsers side by side. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { assertFitToSee, eventually, openBrowser, type Seat, signInAs, stays, takeSeat, writePage } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
let administrator: Person;
let maya: Seat;
let jonas: Seat;

before(async () => {
  administrator = await signIn(server, '101');
  [maya, jonas] = [await takeSeat(browser), await takeSeat(browser, { viewport: { width: 390, height: 800 } })];
  await signInAs(maya, server, 'Maya Okafor');
  await signInAs(jonas, server, 'Jonas Lindqvist');
});
after(async () => {
  await browser.close();
  await server.stop();
});

async function sentTexts(): Promise<string[]> {
  const { body } = await administrator.call<{ records: { subject: string; direction: string }[] }>(
    '/restapi/v1.0/account/~/extension/~/message-store',
  );
  return body.records.filter(({ direction }) => direction === 'Outbound').map(({ subject }) => subject);
}

test('a page arrives at once, counts as unread, and its answer comes back', async () => {
  await writePage(maya, ['jonas'], 'Can you see Mrs Weber at eleven?');
  const row = jonas.page.getByRole('link', { name: /Maya Okafor.*Weber/ });
  await row.waitFor();
  assert.equal(await jonas.page.title(), '(1) Beckon');
  await row.click();
  await jonas.page.getByLabel('Reply to all').fill('Yes, gladly.');
  await jonas.page.keyboard.press('Enter');
  await maya.page.getByRole('article').filter({ hasText: 'Yes, gladly.' }).waitFor();
  await jonas.page.getByRole('link', { name: 'Back to all pages' }).click();
  assert.equal(await jonas.page.title(), 'Beckon');
});

test('text is shown as text, whatever it looks like', async () => {
  const text = '<img src=x onerror="document.title=1"> & <b>bold</b>';
  await writePage(maya, ['102'], text);
  await jonas.page.getByRole('link', { name: /onerror/ }).waitFor();
  assert.equal(await jonas.page.locator('main b, main img').count(), 0);
});

test('someone Frozen cannot be chosen, and the picker says why', async () => {
  const { body } = await administrator.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  const sam = body.records.find(({ extensionNumber }) => extensionNumber === '106')?.id;
  await administrator.call(`/restapi/v1.0/account/~/extension/${sam}`, { method: 'PUT', body: { status: 'Frozen' } });
  await maya.page.reload();
  await maya.page.getByRole('button', { name: 'Page…' }).click();
  await maya.page.getByRole('combobox', { name: 'To' }).fill('sam');
  const option = maya.page.getByRole('option', { name: /Frozen/ });
  await option.waitFor();
  assert.equal(await option.getAttribute('aria-disabled'), 'true');
  await maya.page.keyboard.press('Enter');
  assert.equal(await maya.page.getByRole('button', { name: /Remove Sam/ }).count(), 0);
  await maya.page.getByRole('combobox', { name: 'To' }).fill('nurs');
  await maya.page.keyboard.press('Enter');
  await maya.page.getByText('reaches 3 people now').waitFor();
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await maya.page.getByRole('button', { name: 'Discard' }).click();
});

test('whoever leaves the Department while reading sees the thread close, with the reason', async () => {
  await writePage(maya, ['nursing'], 'Team meeting at noon.');
  await jonas.page.getByRole('link', { name: /Team meeting/ }).click();
  await jonas.page.getByRole('article').waitFor();
  const { body } = await administrator.call<{ records: { id: string; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/call-queues',
  );
  const nursing = body.records.find(({ extensionNumber }) => extensionNumber === '201')?.id;
  const jonasId = (await (await signIn(server, '102')).call<{ id: number }>('/restapi/v1.0/account/~/extension/~')).body
    .id;
  await administrator.call(`/restapi/v1.0/account/~/call-queues/${nursing}/bulk-assign`, {
    body: { removedExtensionIds: [String(jonasId)] },
  });
  await jonas.page.getByText('You are no longer on this conversation’s list').waitFor();
  assert.equal(await jonas.page.getByText('Team meeting at noon.').count(), 0);
  await jonas.page.getByRole('link', { name: 'Back to all pages' }).click();
});

test('what is written offline waits, says so, and is sent once when the network is back', async () => {
  await maya.page.context().setOffline(true);
  await writePage(maya, ['priya'], 'Written in the lift.');
  await maya.page.getByText('Waits for the network').waitFor();
  await maya.page.context().setOffline(false);
  await maya.page.getByRole('link', { name: /You: Written in the lift/ }).waitFor();
  assert.equal((await sentTexts()).filter((text) => text === 'Written in the lift.').length, 1);
});

test('what a sync brings before its own request is answered is shown once; what is like it, and still to come, too', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: /Mrs Weber|Yes, gladly/ }).click();
  await page.getByRole('article').filter({ hasText: 'Yes, gladly.' }).waitFor();
  const held: (() => void)[] = [];
  await page.route('**/company-pager', async (route) => {
    // Only the first is taken before its answer is held back.
    const response = held.length === 0 ? await route.fetch() : undefined;
    await new Promise<void>((resolve) => held.push(resolve));
    await (response ? route.fulfill({ response }) : route.continue());
  });
  const reply = page.getByLabel('Reply to all');
  const shown = page.getByRole('article').filter({ hasText: 'Coming.' });
  const counts = async () => {
    const [sent, sending] = [shown.getByText('Sent', { exact: true }), shown.getByText('Sending…')];
    return `${await sent.count()} sent, ${await sending.count()} to come`;
  };
  const is = (expected: string) => eventually(counts, (found) => found === expected);
  const send = async () => {
    const before = held.length;
    await reply.fill('Coming.');
    await reply.press('Enter');
    await eventually(() => held.length > before);
  };
  await send();
  await is('1 sent, 0 to come');
  held[0]?.();
  await send();
  await send();
  await is('1 sent, 2 to come');
  held[1]?.();
  await is('2 sent, 1 to come');
  await stays(counts, '2 sent, 1 to come', 500);
  held[2]?.();
  await is('3 sent, 0 to come');
  await page.unroute('**/company-pager');
});

test('a deleted page can be brought back', async () => {
  await writePage(maya, ['104'], 'Room 4 is ready.');
  await maya.page.getByRole('article').filter({ hasText: 'Room 4 is ready.' }).waitFor();
  await maya.page.getByRole('button', { name: 'Delete this page' }).click();
  await maya.page.getByRole('link', { name: 'Deleted' }).click();
  const card = maya.page.getByRole('listitem').filter({ hasText: 'Room 4 is ready.' });
  await card.getByRole('button', { name: 'Restore' }).click();
  await card.waitFor({ state: 'detached' });
  await maya.page.getByRole('link', { name: 'Pages', exact: true }).last().click();
  await maya.page.getByRole('link', { name: /Room 4 is ready/ }).waitFor();
});

test('axe finds nothing on any screen, light or dark, wide or narrow', async () => {
  const { page } = maya;
  const screens: readonly [string, () => Promise<void>][] = [
    ['list', async () => void (await page.goto(`${server.url}/app/`))],
    ['conversation', async () => await page.getByRole('link', { name: /Room 4/ }).click()],
    ['deleted', async () => void (await page.goto(`${server.url}/app/deleted`))],
    ['search', async () => void (await page.goto(`${server.url}/app/?search=room`))],
    ['settings', async () => void (await page.goto(`${server.url}/app/settings`))],
  ];
  for (const [name, go] of screens) {
    await go();
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await assertFitToSee(page, name);
  }
  await page.goto(`${server.url}/app/`);
  await page.getByRole('button', { name: 'Page…' }).click();
  await page.getByRole('combobox', { name: 'To' }).fill('1');
  await page.getByRole('option').first().waitFor();
  await assertFitToSee(page, 'compose');
  await page.keyboard.press('Escape');
});

test('nothing went wrong in either browser, and neither asked anyone but this server', () => {
  assert.deepEqual([...maya.problems, ...jonas.problems], []);
});
