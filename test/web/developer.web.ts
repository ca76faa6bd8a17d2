/** The developer's desk of a demo: the first screen, people, snippets, and the timeline as it happens. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ringcentral from '@ringcentral/sdk';
import type { Locator, Page } from 'playwright-core';
import { beckon } from '../acceptance/beckon-command.ts';
import { mine, signIn } from '../acceptance/person.ts';
import { messageStore, RawSocket } from '../acceptance/raw-socket.ts';
import { newFolder, startServer } from '../acceptance/server-process.ts';
import { accessibilityFindings, assertFitToSee, openBrowser, type Seat, signInAs, takeSeat } from './browser.ts';

const { SDK } = ringcentral;
const server = await startServer();
const browser = await openBrowser();
let seat: Seat;
let page: Page;
before(async () => {
  seat = await takeSeat(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  page = seat.page;
  await page.goto(`${server.url}/`);
});
after(async () => {
  await browser.close();
  await server.close();
});

const timeline = (on = page): Locator => on.getByRole('region', { name: 'Requests' });
const entry = (name: RegExp, on = page): Locator => timeline(on).getByRole('button', { name });

/** What a screen reader calls the element that has the focus. */
const focusedName = (on: Page): Promise<string> =>
  on.evaluate("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''");

/** By how much anything that does not scroll by itself sticks out of the screen or its panel. */
const overflow = (on: Page): Promise<number> =>
  on.evaluate(
    `Math.max(...[...document.querySelectorAll('main, .desk-panel')].map((box) => box.scrollWidth - box.clientWidth))`,
  );

/** The vendor's SDK, signed in as someone. */
async function platformOf(number: string) {
  const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = server.env;
  const sdk = new SDK({ server: server.url, clientId, clientSecret, cachePrefix: `desk-${number}-` });
  await sdk.platform().login({ jwt: server.env[`BECKON_JWT_${number}`] ?? '' });
  return sdk.platform();
}

describe('the first screen', () => {
  test('says what this is, and who is there, before anyone has signed in', async () => {
    await page.getByRole('heading', { name: 'Beckon', level: 1 }).waitFor();
    await page.getByText('A test server for pager messages').waitFor();
    const people = page.getByRole('region', { name: 'People' }).getByRole('listitem');
    await people.nth(5).waitFor();
    assert.equal(await people.count(), 6);
    assert.match((await people.first().textContent()) ?? '', /Maya Okafor 101Practice manager/);
  });

  test('fills the snippets with whoever is chosen; copying puts them on the clipboard and says so', async () => {
    const snippets = page.getByRole('region', { name: 'Snippets' });
    await snippets.getByLabel('Signed in as').selectOption('Jonas Lindqvist · 102');
    await snippets.getByRole('tab', { name: 'JavaScript' }).click();
    await snippets.getByRole('button', { name: 'Copy page.mjs' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied: page.mjs' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.ok(copied.includes(server.env.BECKON_JWT_102 ?? 'none'));
    assert.ok(copied.includes(`server: '${server.url}'`));
    assert.equal(await snippets.locator('pre').first().textContent(), copied);
  });

  test('has tabs that the arrow keys move between', async () => {
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab('JavaScript').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await tab('Python').getAttribute('aria-selected'), 'true');
    await page.keyboard.press('End');
    assert.equal(await focusedName(page), '.env');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Copy page.sh' }).waitFor();
    assert.equal(await page.getByRole('tab').nth(1).getAttribute('tabindex'), '-1');
  });
});

describe('the timeline', () => {
  test('shows a refused request of the SDK at once, with code, cause, what to do and its request id', async () => {
    const platform = await platformOf('101');
    const asked = platform.post(`${mine}/company-pager`, { to: [{ extensionNumber: '999' }], text: 'x' });
    const refused = (await asked.catch((error) => error)) as { response: Response };
    const row = entry(
      /400 POST …\/company-pager .*Maya Okafor 101.*CMN-102 Resource for parameter \[to\] is not found/,
    );
    await row.focus();
    await page.keyboard.press('Enter');
    assert.equal(await row.getAttribute('aria-expanded'), 'true');
    await timeline().getByText('List whom you can name with GET …/account/~/directory/entries').waitFor();
    await timeline()
      .getByText(refused.response.headers.get('rcrequestid') ?? 'none')
      .waitFor();
    assert.match(await focusedName(page), /CMN-102/);
    const opened = page.context().waitForEvent('page');
    await timeline().getByRole('link', { name: 'About CMN-102' }).click();
    const errors = await opened;
    await errors.getByRole('rowheader', { name: 'CMN-102' }).first().waitFor();
    assert.ok(errors.url().endsWith('/docs/errors#CMN-102'));
    assert.deepEqual(await accessibilityFindings(errors), []);
    await errors.close();
    await page.keyboard.press('Enter');
    await timeline().getByRole('button', { name: 'Follow the newest' }).click();
  });

  test('shows a page with the events that it led to beneath it, and a read mark by itself', async () => {
    const jonas = await signIn(server, '102');
    const socket = await RawSocket.open(server, jonas);
    await socket.subscribe(messageStore);
    const platform = await platformOf('101');
    const to = [{ extensionNumber: '102' }, { extensionNumber: '103' }];
    const answer = await platform.post(`${mine}/company-pager`, { to, text: 'Two of you' });
    const sent = (await answer.json()) as { id: number };
    const item = timeline()
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /200 POST …\/company-pager/ }) });
    await item.getByText(/WebSocket of Jonas Lindqvist 102 · 1 new message/).waitFor();
    await item.getByRole('button').click();
    await item.getByText(String(sent.id)).waitFor();
    await socket.request('PUT', `${messageStore}/${sent.id + 1}`, { readStatus: 'Read' });
    await timeline().getByRole('button', { name: 'Follow the newest' }).click();
    await entry(/200 PUT .*over a WebSocket/).waitFor();
    await timeline()
      .getByText(/WebSocket of Jonas Lindqvist 102 · 1 changed/)
      .waitFor();
    await socket.close();
  });

  test('is narrowed down to errors, a person and a text', async () => {
    const rows = timeline().getByRole('button', { name: /^\d{3} / });
    await timeline().getByLabel('Show').selectOption('Errors only');
    await entry(/^400/).waitFor();
    await entry(/^200/).first().waitFor({ state: 'detached' });
    await timeline().getByLabel('Show').selectOption('All');
    await timeline().getByLabel('Person').selectOption('Jonas Lindqvist · 102');
    await entry(/CMN-102/).waitFor({ state: 'detached' });
    assert.ok((await rows.count()) > 0);
    await timeline().getByLabel('Containing').fill('there is no such thing');
    await timeline().getByText('Nothing here fits the filters.').waitFor();
    await timeline().getByLabel('Containing').fill('');
    await timeline().getByLabel('Person').selectOption('Everyone');
  });

  test('asks nothing while it is paused or its tab is hidden, and makes up for it afterwards', async () => {
    const { page: own } = await takeSeat(browser);
    await own.clock.install();
    await own.addInitScript(`
      window.isHidden = false;
      Object.defineProperty(document, 'visibilityState', { get: () => (window.isHidden ? 'hidden' : 'visible') });
    `);
    const setHidden = (isHidden: boolean) =>
      own.evaluate(`window.isHidden = ${isHidden}; document.dispatchEvent(new Event('visibilitychange'));`);
    await own.goto(`${server.url}/`);
    await entry(/CMN-102/, own).waitFor();
    const quiet = async (person: string, name: RegExp) => {
      // What was asked a moment ago is answered first.
      await own.waitForLoadState('networkidle');
      let asked = 0;
      own.on('request', (request) => {
        if (request.url().includes('/demo/timeline')) asked += 1;
      });
      await (await signIn(server, person)).call(`${mine}/message-store?perPage=3`);
      await own.clock.runFor(10_000);
      assert.equal(asked, 0);
      assert.equal(await entry(name, own).count(), 0);
      own.removeAllListeners('request');
    };
    await timeline(own).getByRole('button', { name: 'Pause' }).click();
    await timeline(own).getByText('Paused').waitFor();
    await quiet('103', /Priya Raman/);
    await timeline(own).getByRole('button', { name: 'Resume' }).click();
    await entry(/GET …\/message-store .*Priya Raman/, own).waitFor();
    await setHidden(true);
    await quiet('106', /Sam Whitfield/);
    await setHidden(false);
    await entry(/GET …\/message-store .*Sam Whitfield/, own).waitFor();
    await own.context().close();
  });

  test('forgets what was when it is cleared, and shows what comes', async () => {
    await timeline().getByRole('button', { name: 'Clear' }).click();
    await timeline().getByText('Nothing was asked yet').waitFor();
    await signIn(server, '104');
    await entry(/POST \/restapi\/oauth\/token .*Tom Becker 104/).waitFor();
  });

  test('holds thousands of requests in a page of a few rows, follows them, and keeps its place for a reader', async () => {
    const tom = await signIn(server, '104');
    for (let round = 0; round < 30; round++) {
      await Promise.all(Array.from({ length: 10 }, () => tom.call(`${mine}/message-store?perPage=1`)));
    }
    await tom.call('/restapi/v1.0/the-last-of-them');
    await entry(/the-last-of-them/).waitFor();
    assert.ok((await timeline().getByRole('listitem').count()) < 60);
    const scroller = page.locator('.timeline-scroller');
    await scroller.hover();
    await page.mouse.wheel(0, -3000);
    await timeline().getByRole('button', { name: 'Follow the newest' }).waitFor();
    const place = await scroller.evaluate((element) => element.scrollTop);
    await tom.call('/restapi/v1.0/one-more-after-it');
    const [newest] = (
      (await (await fetch(`${server.url}/beckon/v1/demo/timeline`)).json()) as { entries: { number: number }[] }
    ).entries.slice(-1);
    await page.waitForResponse((response) => response.url().endsWith(`after=${newest?.number}`));
    assert.equal(await scroller.evaluate((element) => element.scrollTop), place);
    assert.equal(await entry(/one-more-after-it/).count(), 0);
    await timeline().getByRole('button', { name: 'Follow the newest' }).click();
    await entry(/one-more-after-it/).waitFor();
  });

  test('begins anew when the server was started again', async () => {
    const other = await startServer();
    const { page: own } = await takeSeat(browser);
    try {
      await own.goto(`${other.url}/`);
      await signIn(other, '105');
      await entry(/Elena Sousa/, own).waitFor();
      const port = new URL(other.url).port;
      await other.stop();
      await timeline(own).getByText('The server cannot be reached').waitFor();
      const again = await startServer({ dataDir: other.dataDir, argsAfter: ['--port', port] });
      await signIn(again, '106');
      await entry(/Sam Whitfield/, own).waitFor();
      assert.equal(await entry(/Elena Sousa/, own).count(), 0);
      await again.stop();
    } finally {
      await own.context().close();
      await other.close();
    }
  });
});

describe('people', () => {
  test('one click signs in, another click switches, and the desk is among the screens', async () => {
    await signInAs(seat, server, 'Maya Okafor');
    const asked = page.waitForRequest((request) => request.url().includes('/restapi/v1.0/'));
    await page.reload();
    const authorization = (await (await asked).allHeaders()).authorization ?? '';
    await page.getByRole('link', { name: 'Developer' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Maya Okafor 101' }).getByText('Signed in').waitFor();
    await page.getByRole('button', { name: 'Sign in as Priya Raman' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Priya Raman 103' }).getByText('Signed in').waitFor();
    assert.ok(page.url().endsWith('/app/developer'));
    assert.equal((await fetch(server.url + mine, { headers: { authorization } })).status, 401);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('Priya Raman').waitFor();
  });

  test('another tab of the same browser follows the switch, so that nothing of two people mixes', async () => {
    const tab = await page.context().newPage();
    await tab.goto(`${server.url}/app/settings`);
    await tab.getByText('Priya Raman').waitFor();
    await page.getByRole('link', { name: 'Developer' }).click();
    await page.getByRole('button', { name: 'Sign in as Tom Becker' }).click();
    await tab.getByText('Tom Becker').waitFor();
    await tab.close();
  });

  test('someone is opened beside, in the same browser, and both stay signed in', async () => {
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Beside: open Jonas Lindqvist in a new tab' }).click();
    const beside = await opened;
    await beside.getByRole('heading', { name: 'Pages' }).waitFor();
    assert.equal(beside.url(), `http://ext-102.localhost:${new URL(server.url).port}/app/`);
    await beside.getByRole('link', { name: 'Settings' }).click();
    await beside.getByText('Jonas Lindqvist').waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('Tom Becker').waitFor();
    await beside.getByRole('button', { name: 'Sign out', exact: true }).click();
    await beside.getByRole('button', { name: 'Sign in as Jonas Lindqvist' }).waitFor();
    await page.reload();
    await page.getByText('Tom Becker').waitFor();
    await beside.close();
  });

  test('all of it works with the keyboard alone', async () => {
    const { page: own } = await takeSeat(browser);
    await own.goto(`${server.url}/`);
    await own.getByRole('button', { name: 'Sign in as Maya Okafor' }).waitFor();
    await own.keyboard.press('Tab');
    assert.equal(await focusedName(own), 'Skip to content');
    await own.keyboard.press('Enter');
    const reached: string[] = [];
    for (let step = 0; step < 40 && !reached.includes('Clear'); step++) {
      await own.keyboard.press('Tab');
      reached.push(await focusedName(own));
    }
    for (const name of ['Sign in as Sam Whitfield', 'curl', 'Copy page.sh', 'page.sh', 'Pause', 'Clear']) {
      assert.ok(reached.includes(name), `${name} among ${reached.join(', ')}`);
    }
    await own.getByRole('button', { name: 'Sign in as Elena Sousa' }).focus();
    await own.keyboard.press('Enter');
    await own.getByRole('heading', { name: 'Pages' }).waitFor();
    await own.context().close();
  });
});

test('axe finds nothing, and nothing is wider than the screen, light or dark, wide or narrow', async () => {
  const { page: own, problems } = await takeSeat(browser);
  const maya = await signIn(server, '101');
  const visits: readonly [string, () => Promise<void>][] = [
    ['first screen', async () => void (await own.goto(`${server.url}/`))],
    [
      'signed in',
      async () => {
        await own.getByRole('button', { name: 'Sign in as Maya Okafor' }).click();
        await own.getByRole('link', { name: 'Developer' }).click();
      },
    ],
  ];
  for (const [name, visit] of visits) {
    await visit();
    await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '999' }], text: 'x' } });
    await entry(/CMN-102/, own)
      .last()
      .click();
    await timeline(own).getByText('What to do:').waitFor();
    for (const tab of ['JavaScript', '.env']) {
      await own.getByRole('tab', { name: tab }).click();
      await assertFitToSee(own, `${name}, ${tab}`, () => overflow(own));
    }
  }
  await own.goto(`${server.url}/docs/errors`);
  const excess = async () => (await own.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
  await assertFitToSee(own, 'errors', excess);
  await own.goto(`${server.url}/app/developer`);
  // German words are the longest.
  await own.evaluate("localStorage.setItem('beckon.language', 'de')");
  await own.reload();
  for (const name of ['curl', 'JavaScript', 'Python', '.env']) {
    await own.getByRole('tab', { name }).click();
    for (const width of [360, 1280]) {
      await own.setViewportSize({ width, height: 800 });
      assert.equal(await overflow(own), 0, `German, ${name}, ${width} px`);
    }
  }
  assert.deepEqual(problems, []);
  await own.context().close();
});

test('an organisation shows its plain screen, with neither people nor a desk', async () => {
  const dataDir = newFolder();
  const answers = ['--company', 'Clinic', '--number', '101', '--name', 'Maya Okafor', '--email', 'maya@clinic.example'];
  assert.equal((await beckon(['init', '--data', dataDir, ...answers])).code, 0);
  const organisation = await startServer({ dataDir });
  const { page: own, problems } = await takeSeat(browser);
  try {
    await own.goto(`${organisation.url}/`);
    await own.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await own.getByText('Clinic').waitFor();
    assert.equal(await own.getByRole('region', { name: 'People' }).count(), 0);
    assert.deepEqual(await accessibilityFindings(own), []);
    await own.getByRole('button', { name: 'Sign in' }).click();
    await own.getByLabel('Password').waitFor();
    assert.deepEqual(problems, []);
  } finally {
    await own.context().close();
    await organisation.close();
  }
});

test('a server that several companies share says that it cannot tell whose browser this is', async () => {
  const { page: own } = await takeSeat(browser);
  await own.route('**/beckon/v1/server', (route) =>
    route.fulfill({ json: { mode: 'organisation', version: '1', hasDemoDesk: false } }),
  );
  await own.goto(`${server.url}/`);
  await own.getByText('Several companies share this server').waitFor();
  assert.equal(await own.getByRole('button').count(), 0);
  await own.context().close();
});

test('nothing went wrong in the browser', () => {
  // Whoever was opened beside has an address of their own on this machine.
  assert.deepEqual(
    seat.problems.filter((problem) => problem !== 'asked ext-102.localhost'),
    [],
  );
});
