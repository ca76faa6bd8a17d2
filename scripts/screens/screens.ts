/** Every screen there is a picture of. A new one is one line. */

import type { Page } from 'playwright-core';

export interface Screen {
  /** The name of its files. */
  readonly name: string;
  /** Below the address of the server. */
  readonly path: string;
  /** Who looks at it; nobody who is signed in, if null. */
  readonly person: string | null;
  /** Whether it shows what the server itself has measured, so that its clock cannot be held still. */
  readonly isOfNow?: true;
  /** What they do before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const maya = 'Maya Okafor';

export const screens: readonly Screen[] = [
  { name: 'developer', path: '/app/', person: null, isOfNow: true, act: openRefusal },
  { name: 'mailbox', path: '/app/', person: maya },
  { name: 'conversation', path: '/app/', person: maya, act: (page) => open(page, /X-ray has just come/) },
  { name: 'compose', path: '/app/', person: maya, act: compose },
  { name: 'search', path: '/app/?search=room', person: maya },
  { name: 'deleted', path: '/app/deleted', person: maya },
  { name: 'settings', path: '/app/settings', person: maya, isOfNow: true },
  { name: 'people', path: '/app/company/people', person: maya },
  { name: 'person', path: '/app/company/people', person: maya, act: (page) => follow(page, /Priya Raman/) },
  { name: 'import', path: '/app/company/people/import', person: maya, act: chooseFile },
  { name: 'departments', path: '/app/company/departments', person: maya },
  { name: 'department', path: '/app/company/departments', person: maya, act: (page) => follow(page, /Nursing/) },
  { name: 'apps', path: '/app/company/apps', person: maya },
  { name: 'subscriptions', path: '/app/company/subscriptions', person: maya, isOfNow: true },
  { name: 'deliveries', path: '/app/company/subscriptions', person: maya, isOfNow: true, act: openDeliveries },
  { name: 'storage', path: '/app/company/storage', person: maya },
  { name: 'exports', path: '/app/company/exports', person: maya },
  { name: 'audit', path: '/app/company/audit', person: maya, isOfNow: true },
  { name: 'health', path: '/app/company/health', person: maya, isOfNow: true },
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

async function follow(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function chooseFile(page: Page): Promise<void> {
  const lines = [
    'extensionNumber,firstName,lastName,email,type,departments',
    '107,Noor,Haddad,noor@clinic.example,User,201',
    '108,Lukas,Brandt,lukas@clinic.example,User,200 201',
    '104,Tom,Becker-Lang,,User,201',
    '109,Ines,,,User,299',
  ];
  const buffer = Buffer.from(lines.join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'new-people.csv', mimeType: 'text/csv', buffer });
  await page
    .getByText(/to create/)
    .first()
    .waitFor();
}

async function openDeliveries(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /deliver/i })
    .last()
    .click();
  await page.getByRole('main').getByRole('listitem').first().waitFor();
}

async function openRefusal(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /company-pager.*CMN-102/ })
    .last()
    .click();
}
