/** Names and pages written from right to left, or that turn the direction, beside what is not: what is seen of them. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { accessibilityFindings, openBrowser, type Seat, signInAs, takeSeat } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
const ward = 'غرفة الطوارئ';
/** As its letters stand from left to right. */
const wardSeen = [...ward].reverse().join('');
let administrator: Person;
let maya: Seat;

before(async () => {
  administrator = await signIn(server, '101');
  const { body } = await administrator.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  const id = body.records.find(({ extensionNumber }) => extensionNumber === '106')?.id;
  await administrator.call(`/restapi/v1.0/account/~/extension/${id}`, {
    method: 'PUT',
    body: { contact: { firstName: ward, lastName: '', jobTitle: 'غرفة 7' } },
  });
  const nurse = await signIn(server, '106');
  const page = (who: Person, text: string) =>
    who.call('/restapi/v1.0/account/~/extension/~/company-pager', {
      method: 'POST',
      body: { to: ['101', '102', '103'].map((extensionNumber) => ({ extensionNumber })), text },
    });
  await page(nurse, 'BP 120/80 in room 4!');
  await page(await signIn(server, '104'), 'Turned \u202e and not \u2067 ended \u2069\u2069');
  maya = await takeSeat(browser);
  await signInAs(maya, server, 'Maya Okafor');
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** The letters that can be seen, from left to right, whatever their order in the text; of the first line alone. */
async function seen(of: Locator): Promise<string> {
  await of.evaluate((element) => element.setAttribute('data-seen', ''));
  return (await of.page().evaluate(`(() => {
    const element = document.querySelector('[data-seen]');
    element.removeAttribute('data-seen');
    const box = element.getBoundingClientRect();
    const letters = [];
    for (const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT); nodes.nextNode();) {
      for (let at = 0; at < nodes.currentNode.length; at++) {
        const range = document.createRange();
        range.setStart(nodes.currentNode, at);
        range.setEnd(nodes.currentNode, at + 1);
        const { left, right, top } = range.getBoundingClientRect();
        const isIn = right > left && left >= box.left - 1 && right <= box.right + 1;
        if (isIn) letters.push([left, nodes.currentNode.data[at], top]);
      }
    }
    const first = Math.min(...letters.map(([, , top]) => top));
    return letters
      .filter(([, , top]) => top < first + 12)
      .sort(([a], [b]) => a - b)
      .map(([, letter]) => letter)
      .join('');
  })()`)) as string;
}

test('in the list, who wrote a page turns neither its text nor its numbers', async () => {
  const row = maya.page.getByRole('link', { name: /120\/80/ }).locator('.row-text');
  assert.match(await seen(row), new RegExp(`^${wardSeen}: BP 120/80 i`));
});

test('in a conversation, everyone is named in their own direction, and what stands beside them in ours', async () => {
  await maya.page.getByRole('link', { name: /120\/80/ }).click();
  const hint = maya.page.getByText('Goes to everyone');
  assert.match(await seen(hint), new RegExp(`^Goes to everyone on the list now: Jonas Lindqvist, .*${wardSeen}\\.`));
  const article = maya.page.getByRole('article').filter({ hasText: '120/80' });
  assert.equal(await seen(article.locator('.message-text')), 'BP 120/80 in room 4!');
  assert.match(await seen(article.locator('.recipients')), /^To You, Jonas Lindqvist, /);
  assert.equal(await seen(article.getByText(ward)), wardSeen);
});

test('a page that turns its own text turns nothing around it', async () => {
  const row = maya.page.getByRole('link', { name: /Turned/ });
  await row.click();
  const article = maya.page.getByRole('article').filter({ hasText: 'Turned' });
  assert.match(await seen(article.locator('header')), /^Tom Becker\d/);
  assert.match(await seen(row.locator('.row-text')), /^Tom Becker: Turned/);
});

test('a person is offered and chosen with their number where numbers stand', async () => {
  await maya.page.getByRole('button', { name: 'Page…' }).click();
  const field = maya.page.getByRole('combobox', { name: 'To' });
  await field.fill('106');
  assert.match(await seen(maya.page.getByRole('option').first()), new RegExp(`^106 *${wardSeen}$`));
  await maya.page.keyboard.press('Enter');
  assert.equal(await seen(maya.page.getByRole('list', { name: 'Chosen recipients' }).getByRole('listitem')), wardSeen);
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await maya.page.getByRole('button', { name: 'Discard' }).click();
});

test('the screens of the company name people without turning what they say of them', async () => {
  const { page } = maya;
  await page.goto(`${server.url}/app/company/people`);
  const about = page.getByRole('link', { name: ward }).locator('.person-about');
  assert.equal(await seen(about), `106 · ${'7 ةفرغ'}`);
  await page.getByRole('link', { name: ward }).click();
  await page.getByRole('heading', { name: ward, level: 1 }).waitFor();
  assert.match(await seen(page.getByText('is signed out everywhere else')), /^A one-time link with which /);
  await page.getByRole('radio', { name: /^Disabled/ }).check();
  await page.getByRole('button', { name: 'Change status' }).click();
  const named = page.getByRole('dialog').getByText('From then on a page that names');
  assert.match(await seen(named), new RegExp(`that names ${wardSeen} \\(106\\)`));
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await seen(dialog.getByRole('heading')), `Delete ${wardSeen}?`);
  assert.match(
    await seen(dialog.getByText('is signed out everywhere at once')),
    new RegExp(`^${wardSeen} is signed out`),
  );
  assert.deepEqual(await accessibilityFindings(page), []);
  assert.deepEqual(maya.problems, []);
});
