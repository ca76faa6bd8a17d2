/** Takes a picture of every screen of the web app, light and dark, on a phone and wide: docs/screens. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectFolder, startServer, type Target } from '../test/acceptance/server-process.ts';
import { openBrowser, signInAs, takeSeat } from '../test/web/browser.ts';
import { fillClinic } from './screens/clinic.ts';
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
  const people = [...new Set(screens.map(({ person }) => person))];
  for (const theme of themes) {
    for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
      for (const person of people) await takeOf(browser, server, { person, look: { theme, size } });
    }
  }
}

async function takeOf(browser: Browser, server: Target, { person, look }: { person: string | null; look: Look }) {
  const seat = await takeSeat(browser, {
    ...{ colorScheme: look.theme, viewport: sizes[look.size], timezoneId: 'UTC', reducedMotion: 'reduce' },
    serviceWorkers: 'block',
  });
  await holdStill(seat.page.context());
  if (person !== null) await signInAs(seat, server, person);
  for (const screen of screens.filter((one) => one.person === person)) {
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
const server = await startServer();
const browser = await openBrowser();
try {
  await fillClinic(server);
  await takeAll(browser, server);
} finally {
  await browser.close();
  await server.close();
}
