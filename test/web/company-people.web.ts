/** People, Departments and the import of people files, run from the web app by an administrator and a manager. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Download, Locator, Page } from 'playwright-core';
import { type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { assertFitToSee, focused, openBrowser, type Seat, signInAs, takeSeat, waitForFirstScreen } from './browser.ts';

const server = await startServer();
const browser = await openBrowser();
let administrator: Person;
let maya: Seat;
let ids: ReadonlyMap<string, number>;

before(async () => {
  administrator = await signIn(server, '101');
  const { body } = await administrator.call<{ records: { id: number; extensionNumber: string }[] }>(extensions);
  ids = new Map(body.records.map(({ id, extensionNumber }) => [extensionNumber, id]));
  maya = await takeSeat(browser);
  await signInAs(maya, server, 'Maya Okafor');
});
after(async () => {
  await browser.close();
  await server.stop();
});

const extensions = '/restapi/v1.0/account/~/extension';

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${server.url}/app${path}`);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
}

const openPerson = (page: Page, number: string) => open(page, `/company/people/${ids.get(number)}`);
const openDepartment = (page: Page, number: string) => open(page, `/company/departments/${ids.get(number)}`);

/** Waits until the field says so by itself. */
async function hasValue(field: Locator, wanted: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await field.inputValue()) === wanted) return;
    await delay(100);
  }
  assert.equal(await field.inputValue(), wanted);
}

async function choose(page: Page, picker: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: picker }).fill(text);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
}

async function chooseFile(page: Page, text: string | Uint8Array): Promise<void> {
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('Choose a CSV file, or drop it here').setInputFiles(file);
}

async function textIn(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

test('someone new is created, gets a link, sets a password with it, signs in, and pages', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Company' }).click();
  await page.getByRole('link', { name: 'New person' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Give them a first or a last name.').waitFor();
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill('Novak');
  await page.getByLabel('Extension number').fill('102');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Somebody has this number already.').waitFor();
  assert.equal(await focused(page), 'Create');
  assert.equal(await page.getByLabel('Extension number').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('Extension number').fill('171');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Ada Novak' }).waitFor();
  await page.getByText(/Works once, until/).waitFor();
  const link = await page.getByRole('textbox', { name: 'Link for Ada Novak' }).inputValue();

  const ada = await takeSeat(browser);
  await ada.page.goto(link);
  for (const field of await ada.page.locator('input[type=password]').all()) await field.fill('a long enough secret');
  await ada.page.getByRole('button', { name: 'Set password' }).click();
  await ada.page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await ada.page.getByRole('link', { name: 'Open the web app' }).click();
  await ada.page.getByRole('button', { name: 'Sign-in page' }).click();
  await ada.page.getByLabel('Extension number or e-mail address').fill('171');
  await ada.page.getByLabel('Password', { exact: true }).fill('a long enough secret');
  await ada.page.getByLabel('Password', { exact: true }).press('Enter');
  await ada.page.getByRole('heading', { name: 'Pages' }).waitFor();
  assert.equal(await ada.page.getByRole('link', { name: 'Company' }).count(), 0);
  await ada.page.getByRole('button', { name: 'Page…' }).click();
  await choose(ada.page, 'To', 'maya');
  await ada.page.getByRole('textbox', { name: 'Message' }).fill('My first page.');
  await ada.page.getByRole('button', { name: 'Send page' }).click();
  await page.getByText('New page from Ada Novak: My first page.').waitFor();
  // The screen follows: with the password set, they are Enabled.
  await page.getByRole('radio', { name: /^Enabled/, checked: true }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Ada Novak' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Link for Ada Novak' }).count(), 0, 'a link is shown once');
});

test('disabling says what it does to whom; then they are signed out, and the picker says why they get no pages', async () => {
  const tom = await takeSeat(browser);
  await signInAs(tom, server, 'Tom Becker');
  const { page } = maya;
  await openPerson(page, '104');
  await page.getByRole('radio', { name: /^Disabled/ }).check();
  await page.getByRole('button', { name: 'Change status' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable Tom Becker?' });
  await dialog.getByText('Tom Becker is signed out at once').waitFor();
  await dialog.getByText('Pages to Nursing skip Tom Becker and reach the 2 other active members.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(
    (await administrator.call<{ status: string }>(`${extensions}/${ids.get('104')}`)).body.status,
    'Enabled',
  );
  await page.getByRole('button', { name: 'Change status' }).click();
  await dialog.getByRole('button', { name: 'Change status' }).click();
  await page.getByText('Tom Becker is now: Disabled.').waitFor();
  await tom.page.reload();
  await waitForFirstScreen(tom.page);

  await open(page, '/');
  await page.getByRole('button', { name: 'Page…' }).click();
  await page.getByRole('combobox', { name: 'To' }).fill('tom');
  await page.getByRole('option', { name: /Tom Becker.*Disabled: cannot receive pages/ }).waitFor();
  await page.keyboard.press('Escape');
});

test('the last administrator is told why they must stay', async () => {
  const { page } = maya;
  await openPerson(page, '101');
  await page.getByRole('radio', { name: /^Frozen/ }).check();
  await page.getByRole('button', { name: 'Change status' }).click();
  await page.getByRole('dialog').getByText('This is you yourself.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Change status' }).click();
  await page
    .getByRole('dialog')
    .getByText(/its last active administrator/)
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('details are changed without undoing what somebody else changed meanwhile', async () => {
  const { page } = maya;
  await openPerson(page, '105');
  await page.getByLabel('Job title').fill('Front of house');
  const path = `${extensions}/${ids.get('105')}`;
  await administrator.call(path, { method: 'PUT', body: { contact: { mobilePhone: '+49 170 1' } } });
  await hasValue(page.getByRole('textbox', { name: 'Mobile phone' }), '+49 170 1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const { contact } = (await administrator.call<{ contact: Record<string, string> }>(path)).body;
  assert.deepEqual([contact.jobTitle, contact.mobilePhone], ['Front of house', '+49 170 1']);
});

test('a role is given after saying what it allows, and counts for the next request', async () => {
  const { page } = maya;
  const jonas = await signIn(server, '102');
  await openPerson(page, '102');
  await page.getByRole('checkbox', { name: /^Super Admin/ }).check();
  await page.getByRole('button', { name: 'Change roles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make Jonas Lindqvist a Super Admin?' });
  await dialog.getByText('may create, change and delete everyone').waitFor();
  assert.equal((await jonas.call('/beckon/v1/audit')).status, 403);
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await page.getByText('Saved.').waitFor();
  assert.equal((await jonas.call('/beckon/v1/audit')).status, 200);
  await page.getByRole('checkbox', { name: /^Super Admin/ }).uncheck();
  await page.getByRole('button', { name: 'Change roles' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change roles' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'People', exact: true }).last().click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('nursing physic');
  await page.getByText('1 of 7 people').waitFor();
  await page.getByRole('link', { name: /Jonas Lindqvist.*Nursing/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
});

test('a manager sees the Departments they manage, adds many by their numbers, and removing closes threads live', async () => {
  const priya = await takeSeat(browser, { viewport: { width: 390, height: 800 } });
  await signInAs(priya, server, 'Priya Raman');
  await priya.page.getByRole('link', { name: 'Company' }).click();
  await priya.page.getByText('1 Department', { exact: true }).waitFor();
  assert.equal(await priya.page.getByRole('link', { name: 'People', exact: true }).count(), 0);
  await priya.page.getByRole('link', { name: /Nursing.*3 members/ }).click();
  assert.equal(await priya.page.getByLabel('Extension number').count(), 0, 'a manager renames nothing');
  const picker = priya.page.getByRole('combobox', { name: 'Add people' });
  await picker.focus();
  await priya.page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '105, 106\\n171 998');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await priya.page.getByRole('alert').getByText('nobody can be chosen by that number: 998.').waitFor();
  await priya.page.getByRole('button', { name: 'Add 3 people' }).click();
  await priya.page.getByText('3 people were added to Nursing.').waitFor();

  const elena = await takeSeat(browser);
  await signInAs(elena, server, 'Elena Sousa');
  const jonas = await signIn(server, '102');
  const text = 'Shift swap at noon.';
  await jonas.call(`${extensions}/~/company-pager`, { body: { to: [{ extensionNumber: '201' }], text } });
  await elena.page.getByRole('link', { name: /Shift swap/ }).click();
  await elena.page.getByRole('article').filter({ hasText: text }).waitFor();

  await priya.page.getByRole('checkbox', { name: /Elena Sousa/ }).check();
  await priya.page.getByRole('checkbox', { name: /Sam Whitfield/ }).check();
  await priya.page.getByRole('button', { name: 'Remove 2 people' }).click();
  const dialog = priya.page.getByRole('dialog', { name: 'Remove 2 people from Nursing?' });
  await dialog.getByText('Elena Sousa and Sam Whitfield').waitFor();
  await dialog.getByText('they can neither read nor reply to the threads of Nursing').waitFor();
  await dialog.getByRole('button', { name: 'Remove 2 people' }).click();
  await elena.page.getByText('You are no longer on this conversation’s list').waitFor();
  assert.equal(await elena.page.getByText(text).count(), 0);
  await priya.page.getByText('2 people were removed from Nursing.').waitFor();
  await priya.page.getByRole('checkbox', { name: /Elena Sousa/ }).waitFor({ state: 'detached' });
  assert.deepEqual(priya.problems, []);
});

test('a Department is made, renamed, given a manager, stopped and deleted', async () => {
  const { page } = maya;
  await open(page, '/company/departments');
  await page.getByRole('link', { name: 'New Department' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Night Shift');
  await page.getByLabel('Extension number').fill('300');
  await choose(page, 'Members', 'sam');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Night Shift' }).waitFor();
  await page.getByRole('checkbox', { name: /Sam Whitfield/ }).waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Late Shift');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Late Shift' }).waitFor();
  await choose(page, 'Managers of this Department', 'jonas');
  await page.getByRole('button', { name: 'Save managers' }).click();
  await page.getByRole('button', { name: 'Undo changes' }).waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /^Frozen/ }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog', { name: 'Stop pages to Late Shift?' }).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Departments', exact: true }).last().click();
  await page.getByRole('link', { name: /Late Shift.*1 member.*Managed by Jonas Lindqvist.*Frozen/ }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Late Shift?' });
  await dialog.getByText('Its 1 member can neither read nor reply').waitFor();
  await dialog.getByRole('button', { name: 'Delete Late Shift' }).click();
  await page.getByText('2 Departments', { exact: true }).waitFor();
});

test('a hold is named where it stands in the way; released, the erasure says how far it is', async () => {
  const { page } = maya;
  const sam = ids.get('106');
  const hold = { extensionId: String(sam), reason: 'Inquiry 7' };
  const { id } = (await administrator.call<{ id: string }>('/beckon/v1/holds', { body: hold })).body;
  await openPerson(page, '106');
  await page.getByText(/Inquiry 7\. Placed by Maya Okafor/).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Erase…' }).isDisabled(), true);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const asked = page.getByRole('dialog', { name: 'Delete Sam Whitfield?' });
  await asked.getByRole('checkbox', { name: /Also erase/ }).check();
  await asked.getByRole('button', { name: 'Delete Sam Whitfield' }).click();
  await asked.getByText('A legal hold keeps these messages: nothing was erased.').waitFor();
  assert.equal((await administrator.call(`${extensions}/${sam}`)).status, 200);
  await asked.getByRole('button', { name: 'Cancel' }).click();

  await administrator.call(`/beckon/v1/holds/${id}`, { method: 'DELETE' });
  await page.reload();
  await page.getByRole('button', { name: 'Erase…' }).click();
  await page.getByRole('dialog').getByText('It cannot be undone.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText(/Under way: |Finished /).waitFor();
});

test('someone is deleted with what becomes of their mailbox said before', async () => {
  const { page } = maya;
  await openPerson(page, '106');
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Sam Whitfield?' });
  await dialog.getByText('Their mailbox can be read by nobody any more.').waitFor();
  await dialog.getByRole('button', { name: 'Delete Sam Whitfield' }).click();
  await page.getByText('Sam Whitfield was deleted.').waitFor();
  await page.getByText('6 people', { exact: true }).waitFor();
  assert.equal((await administrator.call(`${extensions}/${ids.get('106')}`)).status, 404);
  await openPerson(page, '106');
  await page.getByRole('heading', { name: 'Not there any more' }).waitFor();

  // Somebody else does it while this person is looked at.
  const draft = { extensionNumber: '190', contact: { firstName: 'Brief' } };
  const { id } = (await administrator.call<{ id: number }>(extensions, { body: draft })).body;
  await open(page, `/company/people/${id}`);
  await page.getByRole('heading', { name: 'Brief' }).waitFor();
  await administrator.call(`${extensions}/${id}`, { method: 'DELETE' });
  await page.getByRole('heading', { name: 'Not there any more' }).waitFor();
});

test('an import shows line by line what is wrong, then what it does, and hands out the links', async () => {
  const { page } = maya;
  await open(page, '/company/people/import');
  const head = 'extensionNumber,firstName,lastName,type,departments';
  await chooseFile(page, Buffer.from('extensionNumber,firstName\n180,Jürgen', 'latin1'));
  await page.getByText('line 2, column 2: "Jürgen" is not in UTF-8; save the file as').waitFor();
  await chooseFile(page, 'firstName\nAda');
  await page.getByRole('alert').getByText('no column "extensionNumber"').waitFor();
  await chooseFile(page, [head, '180,Bo,,,201', 'x1,Cy,,,', '181,Di,,,999', '180,Ed,,,'].join('\n'));
  await page.getByText('1 to create and 3 wrong.').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Line 3' })
    .getByText('Extension number cannot be “x1”. It is one to ten digits')
    .waitFor();
  await page.getByText('There is no Department with the number 999.').waitFor();
  await page.getByText('The number 180 stands on an earlier line as well.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Import / }).count(), 0);

  const lines = [head, '310,Depot,,Department,', ...Array.from({ length: 40 }, (_, n) => `${400 + n},P${n},,,310`)];
  await chooseFile(page, [...lines, '102,,,,'].join('\r\n'));
  await page.getByText('41 to create and 1 left as it is.').waitFor();
  await page.getByText('joins Depot').first().waitFor();
  await page.getByRole('checkbox', { name: 'Make a sign-in link for each of the 40 new people' }).waitFor();
  const { body: before } = await administrator.call<{ records: object[] }>(`${extensions}?extensionNumber=400`);
  assert.deepEqual(before.records, [], 'a preview changes nothing');
  const atOnce = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Import 41 lines' }).click();
  await page.getByText('41 created and 1 left as it is.').waitFor();
  const again = page.waitForEvent('download', async (download) => download !== (await atOnce));
  await page.getByRole('button', { name: 'Download the links again' }).click();
  const [text, textAgain] = [await textIn(await atOnce), await textIn(await again)];
  assert.equal(text, textAgain);
  const saved = text.trim().split('\r\n');
  assert.equal(saved.length, 41);
  assert.match(saved[1] ?? '', /^400,P0,http:\/\/\S+,\d{4}-/);
  await page.getByRole('link', { name: 'People', exact: true }).last().click();
  await page.getByText('46 people', { exact: true }).waitFor();
});

test('whoever disables themselves by an import still has the links of those who are new', async () => {
  const jonas = `${extensions}/${ids.get('102')}`;
  const give = async (roles: readonly string[]) => {
    const body = { records: roles.map((id) => ({ id })) };
    assert.equal((await administrator.call(`${jonas}/assigned-role`, { method: 'PUT', body })).status, 200);
  };
  await give(['1']);
  const seat = await takeSeat(browser);
  await signInAs(seat, server, 'Jonas Lindqvist');
  await open(seat.page, '/company/people/import');
  await chooseFile(seat.page, ['extensionNumber,firstName,status', '102,,Disabled', '191,Vic,'].join('\n'));
  const download = seat.page.waitForEvent('download');
  await seat.page.getByRole('button', { name: 'Import 2 lines' }).click();
  assert.match(await textIn(await download), /^191,Vic,http:/m);
  await waitForFirstScreen(seat.page);
  await administrator.call(jonas, { method: 'PUT', body: { status: 'Enabled' } });
  await give(['3']);
  const { body } = await administrator.call<{ records: { id: number }[] }>(`${extensions}?extensionNumber=191`);
  await administrator.call(`${extensions}/${body.records[0]?.id}`, { method: 'DELETE' });
});

test('by keyboard alone somebody is found, opened and changed', async () => {
  const { page } = maya;
  await open(page, '/company/people');
  await page.getByText('46 people', { exact: true }).waitFor();
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      const reached = await page.evaluate(
        `document.activeElement !== document.body &&
          (document.activeElement.labels?.[0] ?? document.activeElement).innerText?.includes(${JSON.stringify(name)})`,
      );
      if (reached) return;
    }
    assert.fail(`${name} was not reached`);
  };
  await tabTo('Search');
  await page.keyboard.type('elena');
  await page.getByText('1 of 46 people').waitFor();
  await tabTo('Elena Sousa');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Elena Sousa' }).waitFor();
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
  await tabTo('Last name');
  await page.keyboard.press('End');
  await page.keyboard.type('-Lima');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Elena Sousa-Lima' }).waitFor();
  await tabTo('Enabled');
  await page.keyboard.press('ArrowDown');
  await tabTo('Change status');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.equal(await page.evaluate('document.activeElement.innerText'), 'Cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate('document.activeElement.innerText'), 'Change status');
  const { status } = (await administrator.call<{ status: string }>(`${extensions}/${ids.get('105')}`)).body;
  assert.equal(status, 'Enabled');

  // What is done with goes away; the focus stays in its part of the screen.
  await tabTo('Add to Departments');
  await page.keyboard.type('nurs');
  await page.keyboard.press('Enter');
  await tabTo('Add to 1 Department');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take out of Nursing' }).waitFor();
  await page.getByRole('button', { name: 'Add to 1 Department' }).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'Departments');
});

test('axe finds nothing on any of these screens, and none is wider than the window, light or dark, wide or narrow', async () => {
  const { page } = maya;
  const excess = async () =>
    (await page.evaluate(`Math.max(...[document.documentElement, document.querySelector('.company')]
      .map((one) => one.scrollWidth - one.clientWidth))`)) as number;
  const screens: readonly [string, () => Promise<void>][] = [
    ['people', () => open(page, '/company/people')],
    ['new person', () => open(page, '/company/people/new')],
    ['person', () => openPerson(page, '103')],
    ['link', async () => await page.getByRole('button', { name: 'Make a sign-in link' }).click()],
    ['delete', async () => await page.getByRole('button', { name: 'Delete…' }).click()],
    ['departments', () => open(page, '/company/departments')],
    ['new Department', () => open(page, '/company/departments/new')],
    ['Department', () => openDepartment(page, '201')],
    ['import', () => open(page, '/company/people/import')],
    ['preview', () => chooseFile(page, 'extensionNumber,firstName\nx,Bo\n199,Cy\n102,Jon')],
  ];
  for (const [name, go] of screens) {
    await go();
    await page.waitForLoadState('networkidle');
    await assertFitToSee(page, name, excess);
  }
});

test('with thousands of people only those in sight are in the page, and each is found', async () => {
  const { page } = maya;
  const head = 'extensionNumber,firstName,lastName,departments';
  const lines = Array.from({ length: 3000 }, (_, n) => `${20_000 + n},Nurse${n},Ward${n % 7},201`);
  const headers = { 'content-type': 'text/csv' };
  await administrator.call('/beckon/v1/people-imports', { body: [head, ...lines].join('\n'), headers });
  await open(page, '/company/people');
  await page.getByText('3,046 people').waitFor();
  const rows = page.getByRole('main').getByRole('listitem');
  assert.ok((await rows.count()) < 60, `${await rows.count()} rows`);
  await page.evaluate(`document.querySelector('.company').scrollTop = 1e9`);
  await page.getByRole('link', { name: /Nurse2999 Ward3.*Nursing/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('20123');
  await page.getByRole('link', { name: /Nurse123 / }).click();
  await page.getByRole('heading', { name: 'Nurse123' }).waitFor();
  await openDepartment(page, '201');
  await page.getByLabel('Search members').fill('ward6');
  await page.getByRole('checkbox', { name: 'Mark all 428 shown' }).check();
  await page.getByRole('button', { name: 'Remove 428 people' }).click();
  await page
    .getByRole('dialog')
    .getByText(/and 418 others/)
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove 428 people' }).click();
  await page.getByText('428 people were removed from Nursing.').waitFor();
});

test('nothing went wrong in the administrator’s browser, and it asked nobody but this server', () => {
  assert.deepEqual(maya.problems, []);
});
