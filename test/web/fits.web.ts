/** What is to be read can be seen: in narrow and low windows, in the longer language, while something is said. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { eventually, openBrowser, type Seat, signInAs, takeSeat } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
const labResults = 'Die Laborwerte von Zimmer 7 sind da';
let maya: Seat;

before(async () => {
  const tom = await signIn(server, '104');
  await tom.call('/restapi/v1.0/account/~/extension/~/company-pager', {
    method: 'POST',
    body: { to: [{ extensionNumber: '101' }, { extensionNumber: '103' }], text: labResults },
  });
  maya = await takeSeat(browser, { viewport: { width: 1280, height: 800 } });
  await signInAs(maya, server, 'Maya Okafor');
});
after(async () => {
  await browser.close();
  await server.stop();
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(one: Locator): Promise<Box> {
  const box = await one.boundingBox();
  assert.ok(box, 'it is not shown');
  return box;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('rows of people stay apart when the window becomes narrow, and close up when it becomes wide again', async () => {
  const { page } = maya;
  await page.goto(`${server.url}/app/company/people`);
  const rows = page.getByRole('list').last().getByRole('listitem');
  await rows.nth(5).waitFor();
  // All at once: which rows there are changes with the window.
  const boxes = () =>
    rows.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ y, height }) => ({ y, height })));
  const gaps = async () => {
    const all = await boxes();
    return all.slice(1).map((box, n) => {
      const before = all[n] ?? box;
      return Math.round(box.y - before.y - before.height);
    });
  };
  const heights = async () => (await boxes()).map(({ height }) => height);
  const isFitting = () =>
    rows
      .first()
      .locator('a')
      .evaluate((row) => row.scrollHeight <= row.clientHeight + 1);
  const wide = await heights();
  await page.setViewportSize({ width: 500, height: 800 });
  const narrow = await eventually(heights, (now) => (now[0] ?? 0) > (wide[0] ?? 0));
  await eventually(gaps, (now) => now.every((gap) => gap === 0));
  await eventually(isFitting);
  await page.setViewportSize({ width: 1280, height: 800 });
  await eventually(heights, (now) => (now[0] ?? 0) < (narrow[0] ?? 0));
  await eventually(gaps, (now) => now.every((gap) => gap === 0));
});

test('the settings scroll at the edge of the window', async () => {
  const { page } = maya;
  await page.goto(`${server.url}/app/settings`);
  const { x, width } = await boxOf(page.getByRole('main'));
  assert.equal(x + width, 1280);
});

test('at 200 % of an ordinary window the whole reply box is seen, and whom it reaches', async () => {
  const { page } = maya;
  await page.setViewportSize({ width: 640, height: 400 });
  await page.goto(`${server.url}/app/`);
  await page.getByRole('link', { name: /Laborwerte/ }).click();
  await page.getByText('Goes to everyone on the list now').waitFor();
  for (const one of [
    page.getByLabel('Reply to all'),
    page.getByText('Goes to everyone on the list now'),
    page.getByText('characters left'),
    page.getByRole('article'),
    page.getByRole('heading', { name: 'Priya Raman, Tom Becker' }),
  ]) {
    const { x, y, width, height } = await boxOf(one);
    assert.ok(y >= 0 && y + height <= 400 && x >= 0 && x + width <= 640, `${await one.innerText()} ${y} ${height}`);
    const top = await page.evaluate(`document.elementFromPoint(${x + width / 2}, ${y + height - 2})?.tagName`);
    assert.notEqual(top, 'NAV');
  }
});

for (const [width, height] of [
  [360, 740],
  [1280, 800],
] as const) {
  test(`deleting says that it is for oneself alone, can be undone, and covers no heading: ${width} px`, async () => {
    const { page } = maya;
    await page.setViewportSize({ width, height });
    await page.goto(`${server.url}/app/`);
    const row = page.getByRole('link', { name: /Laborwerte/ });
    for (const act of ['Delete this page, only for you', 'Delete conversation, only for you']) {
      await row.click();
      await page.getByRole('button', { name: act }).click();
      const said = page.getByRole('status').filter({ hasText: 'deleted, only for you' });
      const notice = await boxOf(said);
      for (const heading of await page.getByRole('heading').all()) {
        assert.ok(!overlap(notice, await boxOf(heading)), await heading.innerText());
      }
      if (page.url().includes('/conversations/')) await page.goBack();
      await row.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('status').filter({ hasText: 'is back' }).waitFor();
      await row.waitFor();
      await page.goto(`${server.url}/app/`);
      await row.waitFor();
    }
  });
}

test('a deletion can be taken back without a network, and the server hears of both later', async () => {
  const { page } = maya;
  await page.goto(`${server.url}/app/`);
  await page.getByRole('link', { name: /Laborwerte/ }).click();
  await page.getByRole('article').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Delete conversation, only for you' }).click();
  await page.getByRole('link', { name: /Laborwerte/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: /Laborwerte/ }).waitFor();
  const told = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.context().setOffline(false);
  assert.equal((await told).status(), 200);
  await page.reload();
  await page.getByRole('link', { name: /Laborwerte/ }).waitFor();
});

test('on a phone in German, an unread page in the list shows what it is about', async () => {
  const seat = await takeSeat(browser, { locale: 'de-DE', viewport: { width: 360, height: 740 } });
  await seat.page.goto(`${server.url}/`);
  await seat.page.getByRole('button', { name: 'Anmelden als Priya Raman' }).click();
  const row = seat.page.getByRole('link', { name: /Laborwerte.*1 ungelesen/ });
  const { width } = await boxOf(row.locator('.row-text'));
  assert.ok(width >= 220, `${width} px`);
  const unseen = await row.locator('.badge').evaluate((badge) => badge.scrollWidth - badge.clientWidth);
  assert.ok(unseen <= 0);
});

test('on a phone, what is asked of a reply that waited for days can be seen and answered, and its readers are told', async () => {
  const tom = await signIn(server, '104');
  const say = (body: object) =>
    tom.call<{ id: number }>('/restapi/v1.0/account/~/extension/~/company-pager', { method: 'POST', body });
  const { body: first } = await say({ to: [{ extensionNumber: '103' }], text: 'The rota for next week' });
  for (let day = 1; day <= 7; day++) await say({ replyOn: first.id, text: `Day ${day}: early, late or night?` });
  const seat = await takeSeat(browser, { viewport: { width: 360, height: 640 } });
  const { page } = seat;
  await page.clock.install();
  await signInAs(seat, server, 'Priya Raman');
  await page.clock.resume();
  await page.getByRole('link', { name: /Day 7/ }).click();
  await page.getByLabel('Reply to all').waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('Reply to all').fill('I have seen them.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Waits for the network').waitFor();
  await page.clock.fastForward(62 * 3600 * 1000);
  await page.context().setOffline(false);
  const send = page.getByRole('button', { name: 'Send now' });
  await send.waitFor({ timeout: 30_000 });
  const isOnTop = () =>
    send.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      const at = (down: number) => button.ownerDocument.elementFromPoint(x + width / 2, y + down);
      return at(1) === button && at(height - 1) === button;
    });
  await eventually(isOnTop);
  await send.click();
  await page
    .getByRole('article')
    .filter({ hasText: 'I have seen them.' })
    .getByText(/Written/)
    .waitFor();
  assert.deepEqual(seat.problems, []);
  await page.context().close();
});

for (const [locale, time] of [
  ['en-US', '9:05 AM'],
  ['en-GB', '09:05'],
  ['de-DE', '09:05'],
] as const) {
  test(`five past nine is ${time} where ${locale} is read`, async () => {
    const seat = await takeSeat(browser, { locale, timezoneId: 'Europe/Berlin' });
    await seat.page.clock.setFixedTime(new Date('2026-03-03T12:00:00+01:00'));
    await seat.page.route('**/message-s*', async (route) => {
      const answer = await route.fetch();
      const text = (await answer.text()).replaceAll(
        /"creationTime":"[^"]*"/g,
        '"creationTime":"2026-03-03T08:05:00.000Z"',
      );
      await route.fulfill({ response: answer, body: text });
    });
    await seat.page.goto(`${server.url}/`);
    await seat.page
      .getByRole('button', { name: /Priya Raman/ })
      .first()
      .click();
    const row = seat.page.getByRole('link', { name: /Laborwerte/ });
    assert.equal(await row.locator('.row-time').innerText(), time);
    await seat.page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

test('nothing went wrong in the browser', () => {
  assert.deepEqual(maya.problems, []);
});
