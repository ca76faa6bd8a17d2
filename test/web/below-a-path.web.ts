/** Beckon below a path of a proxy's, walked through in a browser: whichever way the proxy asks, everything is there. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type PathProxy, serverBelow } from '../acceptance/path-proxy.ts';
import { mine, signIn } from '../acceptance/person.ts';
import { eventually, openBrowser, signInAs, takeSeat, waitForFirstScreen, writePage } from './browser.ts';

const browser = await openBrowser();
after(() => browser.close());

async function pageFrom102(proxy: PathProxy, text: string): Promise<void> {
  const jonas = await signIn(proxy, '102');
  await jonas.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '101' }], text } });
}

for (const style of ['takes the path away', 'keeps the path'] as const) {
  test(`from the desk to signing out, below a path of a proxy that ${style}`, async () => {
    const proxy = await serverBelow('/pager', style);
    const { url } = proxy;
    const seat = await takeSeat(browser);
    const { page } = seat;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url().replace('ws:', 'http:')));
    try {
      await signInAs(seat, proxy, 'Maya Okafor');
      assert.equal(page.url(), `${url}/app/`);
      await writePage(seat, ['102'], 'Is the lift out of order?');
      await page.getByText('Is the lift out of order?').first().waitFor();
      await eventually(() => asked.some((address) => address.startsWith(`${url}/ws?`)));
      await pageFrom102(proxy, 'It is, take the stairs.');
      await page.getByRole('link', { name: /take the stairs/ }).click();
      await page.getByRole('article').filter({ hasText: 'take the stairs' }).waitFor();
      const conversation = page.url();
      assert.match(conversation, /\/pager\/app\/conversations\/\d+$/);
      await page.reload();
      await page.getByRole('article').filter({ hasText: 'take the stairs' }).waitFor();

      await page.evaluate('navigator.serviceWorker.ready');
      await page.goto(`${url}/`);
      await page.getByRole('heading', { name: 'Pages' }).waitFor();
      assert.deepEqual(
        asked.filter((address) => !address.startsWith(`${url}/`)),
        [],
      );
      assert.deepEqual(seat.problems, []);

      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await waitForFirstScreen(page);
      await page.goto(conversation);
      await page.getByRole('button', { name: 'Sign-in page' }).click();
      await page.getByRole('button', { name: 'Maya Okafor' }).click();
      await page.getByRole('article').filter({ hasText: 'take the stairs' }).waitFor();
      assert.equal(page.url(), conversation);
      await proxy.close();
      await page.reload();
      await page.getByRole('article').filter({ hasText: 'take the stairs' }).waitFor();
    } finally {
      await page.context().close();
      await proxy.close();
    }
  });
}
