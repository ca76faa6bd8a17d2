/** The system's Chromium, driven as a person would: found by role and name, never by class. */

import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
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
  // What takes long on a slow machine is not yet wrong.
  page.setDefaultTimeout(45_000);
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

/** Nobody is signed in there any more, and the demo's first screen says so. */
export async function waitForFirstScreen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign-in page' }).waitFor();
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA on what is shown now, one line a finding. */
export async function accessibilityFindings(page: Page, rules: readonly string[] = standards): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const found = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const contrast = ['color-contrast'];
/** Every scheme in every width, the ordinary one last. What depends on the width alone is looked at once in each. */
const looks = [
  ['dark', 1280, contrast],
  ['light', 360, contrast],
  ['dark', 360, standards],
  ['light', 1280, standards],
] as const;

/**
 * Looks at what is shown now, in each scheme and width, and throws, by what it is called, if axe finds anything there or
 * if some of it sticks out: `excess` says by how many pixels.
 */
export async function assertFitToSee(page: Page, what: string, excess = async () => 0): Promise<void> {
  for (const [colorScheme, width, rules] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const found = await accessibilityFindings(page, rules);
    const pixels = await excess();
    if (found.length > 0 || pixels > 0) {
      throw new Error(`${what}, ${colorScheme}, ${width} px: ${pixels} px too wide\n${found.join('\n')}`);
    }
  }
}

/** Writes a page to those whose names or numbers are given, as people do: typing, Enter. */
export async function writePage({ page }: Seat, to: readonly string[], text: string): Promise<void> {
  await page.getByRole('button', { name: 'Page…' }).click();
  const dialog = page.getByRole('dialog');
  for (const name of to) {
    await dialog.getByRole('combobox', { name: 'To' }).fill(name);
    await dialog.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('textbox', { name: 'Message' }).fill(text);
  await dialog.getByRole('button', { name: 'Send page' }).click();
}

/** What has the focus, as it is called; `(nothing)` for the page as a whole. */
export async function focused(page: Page): Promise<string> {
  return (await page.evaluate(`(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '(nothing)';
    const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
    return name.trim().replace(/\\s+/g, ' ');
  })()`)) as string;
}

/** Asks again until it is so; says how it was if that never came to pass. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isSo: (value: T) => boolean = Boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const endMs = Date.now() + deadlineMs;
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    if (Date.now() >= endMs) throw new Error(`it never came to be so; at last it was ${JSON.stringify(value)}`);
    await delay(100);
  }
}

/** Looks on for a while: it must be so all the time. */
export async function stays<T>(ask: () => Promise<T>, expected: T, forMs = 1500): Promise<void> {
  for (const endMs = Date.now() + forMs; Date.now() < endMs; await delay(100)) {
    const value = await ask();
    if (value !== expected) throw new Error(`it became ${JSON.stringify(value)}`);
  }
}
