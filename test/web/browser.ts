/** The system's Chromium, driven as a person would: found by role and name, never by class. */

import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Target } from '../acceptance/server-process.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without what a browser asks the rest of the world at its start. */
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find(existsSync);
  if (!executablePath) throw new Error(`install Chromium; it was looked for at ${places.join(', ')}`);
  return await chromium.launch({ executablePath, args: quiet });
}

/** Someone at a browser of their own, and everything that went wrong in it. */
export interface Seat {
  readonly page: Page;
  readonly problems: readonly string[];
}

export async function takeSeat(browser: Browser, options: BrowserContextOptions = {}): Promise<Seat> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') problems.push(`asked ${hostname}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  return { page, problems };
}

/** With the one click that a demo needs. */
export async function signInAs({ page }: Seat, target: Target, name: string): Promise<void> {
  await page.goto(`${target.url}/`);
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await page.getByRole('heading', { name: 'Pages' }).waitFor();
}

/** Through the sign-in page, as people of an organisation do. */
export async function signInByPage({ page }: Seat, target: Target, name: string): Promise<void> {
  await page.goto(`${target.url}/`);
  await page.getByRole('button', { name: 'Sign-in page' }).click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: 'Pages' }).waitFor();
}

/** What axe finds against WCAG 2.2 AA on what is shown now, one line a finding. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`)) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
