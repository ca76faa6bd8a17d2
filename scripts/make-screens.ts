/** Takes a picture of every screen of the web app, light and dark, on a phone and wide: docs/screens. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectFolder, startServer, type Target } from '../test/acceptance/server-process.ts';
import { WebhookReceiver } from '../test/acceptance/webhook-receiver.ts';
import { openBrowser, signInAs, takeSeat } from '../test/web/browser.ts';
import { fillClinic } from './screens/clinic.ts';
import { fillIntegrations, givesUpAfterHours } from './screens/integrations.ts';
import { type Screen, screens } from './screens/screens.ts';
import { smallerPng } from './screens/smaller-png.ts';
import { holdStill } from './screens/stillness.ts';

const folder = join(projectFolder, 'docs/screens');
const themes = ['light', 'dark'] as const;
const sizes = { phone: { width: 390, height: 780 }, wide: { width: 1280, height: 800 } } as const;

interface Look {
  readonly theme: (typeof themes)[number];
  readonly size: keyof typeof sizes;
}

async function takeAll(browser: Browser, server: Target): Promise<void> {
  // One visit for everyone who looks, and for each clock they look by.
  const visits = Map.groupBy(screens, ({ person, isOfNow = false }) => `${person} ${isOfNow}`);
  for (const theme of themes) {
    for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
      for (const visit of visits.values()) await takeOf(browser, server, visit, { theme, size });
    }
  }
}

async function takeOf(browser: Browser, server: Target, visit: readonly Screen[], look: Look): Promise<void> {
  const [first] = visit;
  if (!first) return;
  const seat = await takeSeat(browser, {
    ...{ colorScheme: look.theme, viewport: sizes[look.size], timezoneId: 'UTC', reducedMotion: 'reduce' },
    // They would ask the server past what holds the clock still.
    serviceWorkers: first.isOfNow ? 'allow' : 'block',
    permissions: ['notifications'],
  });
  if (!first.isOfNow) await holdStill(seat.page.context());
  if (first.person !== null) await signInAs(seat, server, first.person);
  for (const screen of visit) {
    await seat.page.goto(server.url + screen.path);
    await take(seat.page, screen, look);
  }
  await seat.page.context().close();
}

async function take(page: Page, { name, act }: Screen, { theme, size }: Look): Promise<void> {
  await page.waitForLoadState('networkidle');
  await act?.(page);
  await page.waitForLoadState('networkidle');
  const picture = smallerPng(await page.screenshot({ caret: 'hide', animations: 'disabled' }));
  writeFileSync(join(folder, `${name}-${size}-${theme}.png`), picture);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startServer({ argsAfter: ['--webhook-max-age-hours', givesUpAfterHours] });
const [working, broken] = [await WebhookReceiver.open(), await WebhookReceiver.open()];
const browser = await openBrowser();
try {
  await fillClinic(server);
  await fillIntegrations(server, { working, broken });
  await takeAll(browser, server);
} finally {
  await browser.close();
  await server.close();
  await working.close();
  await broken.close();
}
