/** Every screen there is a picture of. A new one is one line. */

import type { Page } from 'playwright-core';

export interface Screen {
  /** The name of its files. */
  readonly name: string;
  /** Below the address of the server. */
  readonly path: string;
  /** Who looks at it; nobody who is signed in, if null. */
  readonly person: string | null;
  /** What they do before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const maya = 'Maya Okafor';

export const screens: readonly Screen[] = [
  { name: 'sign-in', path: '/app/', person: null },
  { name: 'mailbox', path: '/app/', person: maya },
  { name: 'conversation', path: '/app/', person: maya, act: (page) => open(page, /X-ray has just come/) },
  { name: 'compose', path: '/app/', person: maya, act: compose },
  { name: 'search', path: '/app/?search=room', person: maya },
  { name: 'deleted', path: '/app/deleted', person: maya },
  { name: 'settings', path: '/app/settings', person: maya },
];

async function open(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('article').first().waitFor();
}

async function compose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Page…' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Fire drill at three. Please leave by the east door.');
  await page.getByRole('combobox', { name: 'To' }).fill('nurs');
  await page.keyboard.press('Enter');
  await page.getByText(/^reaches/).waitFor();
  await page.getByRole('combobox', { name: 'To' }).fill('s');
  await page.getByRole('option', { name: /Frozen/ }).waitFor();
}
