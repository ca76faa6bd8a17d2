/** The whole of paging without a mouse, and where the focus is after things open, close and go away; zoom and motion. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { eventually, focused, openBrowser, type Seat, signInAs, takeSeat, writePage } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
let jonas: Person;
let maya: Seat;

before(async () => {
  jonas = await signIn(server, '102');
  maya = await takeSeat(browser);
  await signInAs(maya, server, 'Maya Okafor');
  for (const text of ['First of three.', 'Second of three.', 'Third of three.']) await pageMaya(text);
  await maya.page.getByRole('link', { name: /Third of three/ }).waitFor();
});
after(async () => {
  await browser.close();
  await server.close();
});

async function pageMaya(text: string): Promise<void> {
  const body = { to: [{ extensionNumber: '101' }], text };
  const { status } = await jonas.call(`${mine}/company-pager`, { body });
  assert.equal(status, 200);
}

async function press(keys: readonly string[]): Promise<void> {
  for (const key of keys) await maya.page.keyboard.press(key);
}

async function focusIs(pattern: RegExp): Promise<void> {
  assert.match(
    await eventually(
      () => focused(maya.page),
      (name) => pattern.test(name),
    ),
    pattern,
  );
}

test('Tab goes from the navigation over the big action and the search to the list, which is one stop', async () => {
  await maya.page.goto(`${server.url}/app/`);
  await maya.page.getByRole('link', { name: /Third of three/ }).waitFor();
  const order: string[] = [];
  for (let step = 0; step < 11; step++) {
    await press(['Tab']);
    order.push(await focused(maya.page));
  }
  const navigation = [/^Pages$/, /^Company$/, /^Developer$/, /^Settings$/];
  const wanted = [/^Skip/, ...navigation, /^Page…$/, /^Search pages$/, /^Pages$/, /^Deleted$/];
  for (const [index, pattern] of wanted.entries()) assert.match(order[index] ?? '', pattern);
  assert.match(order[9] ?? '', /Third of three/);
  assert.equal(order[10], '(nothing)', 'the other rows are reached by arrow keys');
});

test('arrow keys, Home and End move among the conversations, and Enter opens one', async () => {
  await maya.page.getByRole('link', { name: /Third of three/ }).focus();
  await press(['ArrowDown']);
  await focusIs(/Second of three/);
  await press(['End']);
  await focusIs(/First of three/);
  await press(['Home']);
  await focusIs(/Third of three/);
  await press(['Enter']);
  await focusIs(/^Jonas Lindqvist$/);
  await maya.page.getByRole('article').filter({ hasText: 'Third of three.' }).waitFor();
});

test('a reply is written and sent, and the focus stays where the next one is written', async () => {
  for (let step = 0; step < 6 && (await focused(maya.page)) !== 'Reply to all'; step++) await press(['Tab']);
  await focusIs(/^Reply to all$/);
  await maya.page.keyboard.type('On my way.');
  await press(['Enter']);
  await maya.page.getByRole('article').filter({ hasText: 'On my way.' }).waitFor();
  await focusIs(/^Reply to all$/);
});

test('what was begun as a reply is there again after looking elsewhere', async () => {
  await maya.page.keyboard.type('Half a sen');
  await maya.page.getByRole('link', { name: /Second of three/ }).click();
  await maya.page.getByRole('article').filter({ hasText: 'Second of three.' }).waitFor();
  await maya.page.getByRole('link', { name: /On my way/ }).click();
  await maya.page.getByRole('article').filter({ hasText: 'On my way.' }).waitFor();
  assert.equal(await maya.page.getByLabel('Reply to all').inputValue(), 'Half a sen');
});

test('a page is written and sent by keyboard alone; then its conversation has the focus', async () => {
  await maya.page.getByRole('button', { name: 'Page…' }).focus();
  await press(['Enter']);
  await focusIs(/^To$/);
  await maya.page.keyboard.type('jon');
  await maya.page.getByRole('option', { name: /Jonas/ }).waitFor();
  // Enter a second time must not add whoever happens to be first.
  await press(['Enter', 'Enter']);
  assert.equal(await maya.page.getByRole('button', { name: /^Remove/ }).count(), 1);
  await press(['Tab']);
  await focusIs(/^Message$/);
  await maya.page.keyboard.type('Typed, never clicked.');
  await press(['Tab', 'Enter']);
  await maya.page.getByRole('article').filter({ hasText: 'Typed, never clicked.' }).waitFor();
  await focusIs(/^Jonas Lindqvist$/);
});

/** What has the focus once the click has been dealt with, whether or not the screen was painted since. */
const openedByClick = `new Promise((answer) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => answer(document.activeElement.getAttribute('role'));
  [...document.querySelectorAll('button')].find((one) => one.textContent === 'Page…').click();
  port2.postMessage('');
})`;

test('what is typed right after the click that opens a page goes into it', async () => {
  assert.equal(await maya.page.evaluate(openedByClick), 'combobox');
  await press(['Escape']);
  await maya.page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('Escape closes the list, then asks before it discards, and gives the focus back', async () => {
  await maya.page.getByRole('button', { name: 'Page…' }).focus();
  await press(['Enter']);
  await focusIs(/^To$/);
  await maya.page.keyboard.type('t');
  await maya.page.getByRole('option').first().waitFor();
  await press(['Escape']);
  assert.equal(await maya.page.getByRole('option').count(), 0);
  await focusIs(/^To$/);
  await maya.page.getByRole('textbox', { name: 'Message' }).fill('Not yet finished');
  await press(['Escape']);
  await maya.page.getByRole('dialog', { name: 'Discard this page?' }).waitFor();
  await focusIs(/^Cancel$/);
  await press(['Enter']);
  assert.equal(await maya.page.getByRole('textbox', { name: 'Message' }).inputValue(), 'Not yet finished');
  await press(['Escape']);
  await focusIs(/^Cancel$/);
  await press(['Tab', 'Enter']);
  await maya.page.getByRole('dialog').first().waitFor({ state: 'detached' });
  await focusIs(/^Page…$/);
});

test('deleting a page, deleting a conversation and bringing a page back never lose the focus', async () => {
  await writePage(maya, ['104'], 'To be deleted.');
  await maya.page.getByRole('article').filter({ hasText: 'To be deleted.' }).waitFor();
  await maya.page.getByLabel('Reply to all').fill('And a second one.');
  await maya.page.getByLabel('Reply to all').press('Enter');
  const second = maya.page.getByRole('article').filter({ hasText: 'And a second one.' });
  await second.filter({ hasText: 'Sent' }).waitFor();
  await second.getByRole('button', { name: 'Delete this page' }).focus();
  await press(['Enter']);
  await second.waitFor({ state: 'detached' });
  await focusIs(/^Tom Becker$/);
  await maya.page.getByRole('button', { name: 'Delete conversation' }).focus();
  await press(['Enter']);
  await focusIs(/^Pages$/);
  await maya.page.getByRole('link', { name: 'Deleted' }).focus();
  await press(['Enter']);
  const card = maya.page.getByRole('listitem').filter({ hasText: 'To be deleted.' });
  await card.getByRole('button', { name: 'Restore' }).focus();
  await press(['Enter']);
  await card.waitFor({ state: 'detached' });
  await focusIs(/^Pages$/);
});

test('going back from a conversation on a phone leads to its row; marked as unread, it needs its owner again', async () => {
  await maya.page.setViewportSize({ width: 390, height: 800 });
  await maya.page.goto(`${server.url}/app/`);
  await maya.page.getByRole('link', { name: /Second of three/ }).click();
  await maya.page.getByRole('link', { name: 'Back to all pages' }).press('Enter');
  await focusIs(/Second of three/);
  assert.equal(await maya.page.title(), '(1) Beckon');
  await press(['Enter']);
  await maya.page.getByRole('button', { name: 'Mark as unread' }).press('Enter');
  await focusIs(/Second of three.*1 unread/);
  assert.equal(await maya.page.title(), '(2) Beckon');
  await maya.page.getByRole('heading', { name: 'Needs you now' }).waitFor();
  await maya.page.setViewportSize({ width: 1280, height: 800 });
});

/** What reaches over the side of the window, or cannot be scrolled to. */
const cutOff = `(async () => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  for (const element of document.querySelectorAll('a, button, input, textarea, select, h1, h2, .message-text')) {
    if (element.closest('.skip, [hidden]') || !element.checkVisibility()) continue;
    element.scrollIntoView({ block: 'nearest' });
    const { left, right, top, height } = element.getBoundingClientRect();
    const name = element.getAttribute('aria-label') ?? element.textContent.slice(0, 30);
    if (left < -1 || right > innerWidth + 1) found.push('sideways: ' + name);
    if (top < -1 - Math.max(0, height - innerHeight) || top > innerHeight) found.push('out of reach: ' + name);
  }
  return found;
})()`;

// 1280 by 800 at 200 %, 1280 by 1024 at 400 %, and a small phone.
for (const [width, height] of [
  [640, 400],
  [320, 256],
  [360, 640],
] as const) {
  test(`nothing is cut off and nothing scrolls sideways at ${width} by ${height}`, async () => {
    const { page } = maya;
    await page.setViewportSize({ width, height });
    for (const path of ['', 'deleted', 'settings', '?search=three']) {
      await page.goto(`${server.url}/app/${path}`);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(await page.evaluate(cutOff), [], path);
    }
    await page.goto(`${server.url}/app/`);
    await page.getByRole('link', { name: /Typed, never clicked/ }).click();
    await page.getByRole('article').first().waitFor();
    assert.deepEqual(await page.evaluate(cutOff), [], 'conversation');
    await page.goto(`${server.url}/app/`);
    await page.getByRole('button', { name: 'Page…' }).click();
    await page.keyboard.type('1');
    await page.getByRole('option').first().waitFor();
    assert.deepEqual(
      ((await page.evaluate(cutOff)) as string[]).filter((one) => one.startsWith('the page')),
      [],
      'compose',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
}

test('with text twice as large, rows of the list grow with it', async () => {
  const { page } = maya;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${server.url}/app/`);
  await page.getByRole('link', { name: /Typed, never clicked/ }).waitFor();
  const rowHeight = async () => (await page.locator('[data-row]').first().boundingBox())?.height ?? 0;
  const normal = await rowHeight();
  // As a browser does whose owner has asked for large text.
  const debug = await page.context().newCDPSession(page);
  await debug.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  await page.reload();
  await page.getByRole('link', { name: /Typed, never clicked/ }).waitFor();
  assert.equal(await rowHeight(), 2 * normal);
  await debug.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
});

test('whoever asks for less motion gets none', async () => {
  const { page } = maya;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.url}/app/`);
  await page.getByRole('link', { name: /Typed, never clicked/ }).click();
  await page.getByRole('button', { name: 'Page…' }).click();
  const moving = await page.evaluate(`document.getAnimations().length +
    [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).scrollBehavior === 'smooth').length`);
  assert.equal(moving, 0);
});

test('nothing went wrong in the browser', () => {
  assert.deepEqual(maya.problems, []);
});
