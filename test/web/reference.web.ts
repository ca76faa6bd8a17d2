/** The page of the API's description: whoever reads it signs in there and sends the examples as they stand. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { serverBelow } from '../acceptance/path-proxy.ts';
import { startServer, type Target } from '../acceptance/server-process.ts';
import { openBrowser, takeSeat } from './browser.ts';

const browser = await openBrowser();
after(() => browser.close());

/** Opens an operation, sends its example, and gives the status that the page shows. */
async function execute(page: Page, operationId: string): Promise<string> {
  const block = page.locator(`[id$="-${operationId}"]`);
  await block.getByRole('button').first().click();
  await block.getByRole('button', { name: 'Execute' }).click();
  const status = block.locator('.live-responses-table tr.response td.response-col_status').first();
  return (await status.innerText()).trim();
}

async function walk(target: Target, operationIds: readonly string[]): Promise<void> {
  const { page, problems } = await takeSeat(browser);
  // It is a large page.
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(`${target.url}/docs`);
    await page.getByRole('heading', { name: /^Beckon/ }).waitFor();
    assert.equal(await page.title(), 'Beckon: the API');
    assert.doesNotMatch(await page.locator('body').innerText(), /swagger|fastify/i);

    await page.getByRole('button', { name: 'Authorize', exact: true }).click();
    const dialog = page.locator('.auth-container').filter({ hasText: 'signIn' });
    assert.doesNotMatch(await page.locator('.dialog-ux').innerText(), /swagger/i);
    const popup = page.waitForEvent('popup');
    await dialog.getByText('Authorize', { exact: true }).click();
    await (await popup).getByRole('button', { name: 'Maya Okafor' }).click();
    await dialog.getByText('Logout').waitFor();
    await dialog.getByText('Close').click();

    for (const operationId of operationIds) {
      assert.equal(await execute(page, operationId), '200', operationId);
    }
    assert.deepEqual(problems, []);
  } finally {
    await page.context().close();
  }
}

test('in a demo, a click on someone’s name is enough to send pages from there', async () => {
  const server = await startServer();
  const all = ['createInternalTextMessage', 'listMessages', 'readMessage', 'updateExtension'];
  await walk(server, all).finally(() => server.close());
});

test('so it is below a path of a proxy', async () => {
  const proxy = await serverBelow('/pager', 'takes the path away');
  await walk(proxy, ['createInternalTextMessage']).finally(() => proxy.close());
});
