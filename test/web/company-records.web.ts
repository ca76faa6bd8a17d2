/** Apps, subscriptions, storage, exports, the audit trail and health in the web app, as an administrator walks them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { call, jwtGrant, mine, type Person, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import { WebhookReceiver } from '../acceptance/webhook-receiver.ts';
import { assertFitToSee, eventually, openBrowser, type Seat, signInAs, takeSeat } from './browser.ts';

// Two seconds: a webhook that fails is given up while the test looks on.
const server = await startServer({ argsAfter: ['--webhook-max-age-hours', '0.0005'] });
const browser = await openBrowser();
const receiver = await WebhookReceiver.open();
let maya: Person;
let jonas: Person;
let seat: Seat;

before(async () => {
  maya = await signIn(server, '101');
  jonas = await signIn(server, '102');
  seat = await takeSeat(browser);
  await signInAs(seat, server, 'Maya Okafor');
});
after(async () => {
  await browser.close();
  await receiver.close();
  await server.close();
});

const sections = ['apps', 'subscriptions', 'storage', 'exports', 'audit', 'health'] as const;

async function open(path: string): Promise<void> {
  await seat.page.goto(`${server.url}/app/${path}`);
  await seat.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await seat.page.waitForLoadState('networkidle');
}

const page = (text: string, to = '102') =>
  maya.call<{ id: number; conversationId: number }>(`${mine}/company-pager`, {
    body: { to: [{ extensionNumber: to }], text },
  });

async function idOf(number: string): Promise<string> {
  const { body } = await maya.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  return String(body.records.find(({ extensionNumber }) => extensionNumber === number)?.id);
}

/** Asks for tokens with a JWT, as an app with this secret, or as the demo's. */
async function tokensFor(app: { id: string; secret: string }, assertion: string) {
  const authorization = `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}`;
  return await call<{ access_token: string }>(server, '/restapi/oauth/token', {
    body: new URLSearchParams({ grant_type: jwtGrant, assertion }),
    headers: { authorization },
  });
}

/** The status of a request with this token. */
async function statusWith(token: string): Promise<number> {
  return (await call(server, `${mine}/message-store`, { headers: { authorization: `Bearer ${token}` } })).status;
}

const dialog = () => seat.page.getByRole('dialog');
const press = (name: string) => seat.page.getByRole('button', { name, exact: true }).click();
const pressInDialog = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const hasFocus = async () =>
  (await seat.page.locator('body:focus').count()) === 0 && (await seat.page.locator(':focus').count()) === 1;

async function shown(label: string): Promise<string> {
  return await dialog().getByLabel(label, { exact: true }).inputValue();
}

test('an app is registered; its secret, shown once, works; a new one ends the old; removing it says what ends, and ends it', async () => {
  await open('company/apps');
  await press('Register an app');
  await pressInDialog('Register an app');
  await dialog().getByText('Give it a name.').waitFor();
  await dialog().getByLabel('Name', { exact: true }).fill('Nurse call bridge');
  await dialog()
    .getByRole('checkbox', { name: /sign-in page/ })
    .uncheck();
  await dialog()
    .getByRole('checkbox', { name: /JWT credential/ })
    .check();
  await dialog()
    .getByRole('checkbox', { name: /Mark, delete/ })
    .check();
  await pressInDialog('Register an app');
  await dialog().getByText('it is shown this once').waitFor();
  const app = { id: await shown('Client ID'), secret: await shown('Secret') };
  await pressInDialog('Done');
  const jwt = server.env.BECKON_JWT_102 ?? '';
  const { status, body } = await tokensFor(app, jwt);
  assert.equal(status, 200);

  await press('New secret for Nurse call bridge');
  await dialog()
    .getByRole('radio', { name: /Not at all/ })
    .check();
  await pressInDialog('Make a new secret');
  await dialog().getByText('it is shown this once').waitFor();
  const renewed = { id: app.id, secret: await shown('Secret') };
  await pressInDialog('Done');
  assert.equal((await tokensFor(app, jwt)).status, 400);
  assert.equal((await tokensFor(renewed, jwt)).status, 200);

  await press('Change Nurse call bridge');
  await dialog()
    .getByRole('checkbox', { name: /Mark, delete/ })
    .uncheck();
  await dialog().getByText('Everyone who is signed in with it is signed out when you save').waitFor();
  assert.equal(await statusWith(body.access_token), 200);
  await pressInDialog('Save and sign everyone out of it');
  await dialog().waitFor({ state: 'detached' });
  assert.equal(await statusWith(body.access_token), 401);

  const last = (await tokensFor(renewed, jwt)).body.access_token;
  await press('Remove Nurse call bridge');
  await dialog().getByText('Everyone who is signed in with Nurse call bridge is signed out').waitFor();
  assert.equal(await statusWith(last), 200);
  await pressInDialog('Remove the app and end its sessions');
  await seat.page.getByRole('heading', { name: 'Nurse call bridge', exact: true }).waitFor({ state: 'detached' });
  assert.equal(await statusWith(last), 401);
  assert.ok(await hasFocus(), 'the focus was lost with the app');
});

test('Beckon’s own app can be neither changed nor removed', async () => {
  await open('company/apps');
  await seat.page.getByText('It cannot be changed or removed.').waitFor();
  assert.equal(await seat.page.getByRole('button', { name: 'Remove Beckon', exact: true }).count(), 0);
});

test('a JWT credential is made, shown once, and signs in until it is revoked', async () => {
  const app = { id: server.env.RINGCENTRAL_CLIENT_ID ?? '', secret: server.env.RINGCENTRAL_CLIENT_SECRET ?? '' };
  await open('settings');
  await press('Make a credential');
  await dialog().getByLabel('What is it for?').fill('Backup');
  await pressInDialog('Make a credential');
  await dialog().getByText('it is shown this once').waitFor();
  const jwt = await shown('JWT');
  await pressInDialog('Done');
  const { status, body } = await tokensFor(app, jwt);
  assert.equal(status, 200);
  await press('Revoke Backup');
  await pressInDialog('Revoke and end its sessions');
  await seat.page.getByRole('heading', { name: 'Backup', exact: true }).waitFor({ state: 'detached' });
  assert.equal((await tokensFor(app, jwt)).status, 400);
  assert.equal(await statusWith(body.access_token), 401);
  assert.ok(await hasFocus(), 'the focus was lost with the credential');
});

test('signing out everywhere else ends the other sessions and keeps this one', async () => {
  const other = await signIn(server, '101');
  await open('settings');
  await press('Sign out everywhere else');
  assert.equal(await statusWith(other.tokens.access_token), 200);
  await pressInDialog('Sign out everywhere else');
  await eventually(async () => (await statusWith(other.tokens.access_token)) === 401);
  await seat.page.reload();
  await seat.page.getByText('This one').waitFor();
  maya = await signIn(server, '101');
});

test('a shorter retention says what it erases and asks first; a longer one does not', async () => {
  const settings = async () =>
    (await maya.call<{ retentionPeriod: number | null }>('/beckon/v1/message-store-settings')).body.retentionPeriod;
  await open('company/storage');
  await seat.page.getByRole('radio', { name: 'After a number of days' }).check();
  await seat.page.getByLabel('Days in the mailbox').fill('none');
  await seat.page.getByText('A whole number from 1 to 36,500.').waitFor();
  assert.equal(await seat.page.getByRole('button', { name: 'Save' }).isEnabled(), false);
  await seat.page.getByLabel('Days in the mailbox').fill('30');
  await seat.page.getByText('A message stays in a mailbox for 30 days').waitFor();
  await press('Save');
  await dialog()
    .getByText(/everything in anyone’s mailbox that was sent before .* moves to Deleted/)
    .waitFor();
  await pressInDialog('Cancel');
  assert.equal(await settings(), null);
  await press('Save');
  await pressInDialog('Save, and let it be erased');
  await dialog().waitFor({ state: 'detached' });
  assert.equal(await settings(), 30);
  await seat.page.getByText('Now they are told: 30 days').waitFor();
  await seat.page.getByLabel('Days in the mailbox').fill('60');
  await seat.page.getByText('Nothing is erased by this').waitFor();
  await press('Save');
  await seat.page.getByText('Now they are told: 60 days').waitFor();
  assert.equal(await settings(), 60);
});

test('a hold is placed on a person or a conversation, says what it keeps, and is released with what that erases', async () => {
  const { conversationId } = (await page('To be kept')).body;
  await open('company/storage');
  await press('Place a hold');
  await pressInDialog('Place the hold');
  await dialog().getByText('Say why.').waitFor();
  await dialog().getByLabel('Person', { exact: true }).fill('priya');
  await dialog().getByLabel('Reason').fill('Case 117');
  await pressInDialog('Place the hold');
  await seat.page.getByRole('heading', { name: 'Every page that Priya Raman sent or was sent' }).waitFor();

  await press('Place a hold');
  await dialog()
    .getByRole('radio', { name: /On a conversation/ })
    .check();
  await dialog().getByLabel('Number of the conversation').fill('1');
  await dialog().getByLabel('Reason').fill('Complaint');
  await pressInDialog('Place the hold');
  await dialog().getByText('There is no conversation with this number.').waitFor();
  await dialog().getByLabel('Number of the conversation').fill(`${server.url}/app/conversations/${conversationId}`);
  await dialog()
    .getByText(/In it: .*Jonas Lindqvist/)
    .waitFor();
  await pressInDialog('Place the hold');
  await seat.page.getByRole('heading', { name: `Conversation ${conversationId}` }).waitFor();

  await press(`Release the hold: Conversation ${conversationId}`);
  await dialog().getByText('is erased with the next sweep').waitFor();
  await pressInDialog('Release, and let it be erased');
  await seat.page.getByRole('heading', { name: `Conversation ${conversationId}` }).waitFor({ state: 'detached' });
  assert.ok(await hasFocus(), 'the focus was lost with the hold');
  const { body } = await maya.call<{ records: { status: string; reason: string }[] }>('/beckon/v1/holds');
  assert.deepEqual(
    body.records.map(({ status, reason }) => [reason, status]),
    [
      ['Complaint', 'Released'],
      ['Case 117', 'Active'],
    ],
  );
});

test('an export says what it holds, is watched until it is ready, and is downloaded whole', async () => {
  await open('company/exports');
  await press('Export');
  await dialog().getByText('is noted in the audit trail').waitFor();
  await pressInDialog('Export everyone’s messages');
  const [file] = await Promise.all([
    seat.page.waitForEvent('download', { timeout: 30_000 }),
    seat.page.getByRole('button', { name: /^Download the export/ }).click({ timeout: 30_000 }),
  ]);
  const bytes = readFileSync(await file.path());
  assert.equal(bytes.subarray(0, 2).toString(), 'PK');
  const { body } = await maya.call<{ records: { size: number }[] }>('/beckon/v1/exports');
  assert.equal(bytes.length, body.records[0]?.size);
});

test('the audit trail says who did what to whom, is filtered, and loads on to its oldest entry', async () => {
  await maya.call(`/restapi/v1.0/account/~/extension/${await idOf('106')}`, {
    method: 'PUT',
    body: { status: 'Frozen' },
  });
  const nursing = await idOf('201');
  const added = { addedExtensionIds: [await idOf('105')] };
  await maya.call(`/restapi/v1.0/account/~/call-queues/${nursing}/bulk-assign`, { body: added });
  // More than are read at a time.
  const priya = await signIn(server, '103');
  for (let count = 0; count < 60; count++) {
    for (const one of [jonas, priya]) await one.call('/beckon/v1/credentials', { body: { label: 'many' } });
  }
  await open('company/audit');
  const trail = seat.page.getByRole('main');
  await trail.getByLabel('What').selectOption({ label: 'Departments and conversations' });
  await trail.getByText(/Maya Okafor changed who is in Nursing/).waitFor();
  await trail.getByText(/added: /).waitFor();
  await trail.getByLabel('What').selectOption({ label: 'People' });
  await trail.getByText('status: Enabled → Frozen').waitFor();
  await trail.getByText('Details').first().click();
  await trail.getByText('update-extension', { exact: true }).waitFor();
  await trail.getByLabel('What').selectOption({ label: 'Everything' });
  await trail.getByLabel('Who').fill('Jonas');
  await trail.getByText('60 entries').waitFor();
  assert.equal(await trail.getByText('Maya Okafor').count(), 0);
  await trail.getByLabel('Who').fill('');
  const total = (await maya.call<{ paging: { totalElements: number } }>('/beckon/v1/audit')).body.paging.totalElements;
  await trail.getByText(`${total} entries`).waitFor();
  await eventually(async () => {
    await seat.page.mouse.move(600, 500);
    await seat.page.mouse.wheel(0, 4000);
    return (await trail.getByText('Someone at the server’s command line founded the company').count()) === 1;
  });
  assert.equal(await trail.locator('ol > li').count(), total);

  const [file] = await Promise.all([seat.page.waitForEvent('download'), press('Download as CSV')]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  assert.equal(lines.length, total + 1);
  assert.match(lines.at(-1) ?? '', /^1,.*founded the company",operator,,found-account/);
});

test('verifying says that the trail is whole, gives its head, and shows when it was changed', async () => {
  await open('company/audit');
  await seat.page.getByText('Is it as it was written?').click();
  await press('Verify now');
  await seat.page.getByText(/The trail is whole: all \d+ entries are as they were written/).waitFor();
  const head = await seat.page.getByLabel('Head', { exact: true }).inputValue();
  await seat.page.getByLabel('A head noted earlier').fill('no head');
  await press('Verify now');
  await seat.page.getByText('That is no head').waitFor();
  await seat.page.getByLabel('A head noted earlier').fill(head);
  await press('Verify now');
  await seat.page.getByText('It still leads through the head that you noted.').waitFor();
  const other = head.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'));
  await seat.page.getByLabel('A head noted earlier').fill(other);
  await press('Verify now');
  await seat.page.getByText('The trail was written anew').waitFor();
});

test('a webhook that was given up jumps out with its reason; resumed, it is told all it missed; a delivery is replayed', async () => {
  const { status, text } = await jonas.call('/restapi/v1.0/subscription', {
    body: {
      eventFilters: [`${mine}/message-store`],
      deliveryMode: { transportType: 'WebHook', address: receiver.url },
    },
  });
  assert.equal(status, 200, text);
  await page('Before the failure');
  await eventually(async () => receiver.heard.length > 0);
  receiver.answer = 500;
  const greeting = receiver.greeting;
  receiver.greeting = (_request, response) => response.writeHead(500).end();
  await page('While it is down');
  await open('company/subscriptions');
  await seat.page.getByText('Reason: it answered 500').waitFor({ timeout: 30_000 });
  await open('company/health');
  await seat.page.getByText('1 webhook is blacklisted').waitFor();
  await seat.page.getByRole('link', { name: 'To the webhooks' }).click();

  await press(`Resume ${receiver.url}`);
  await dialog().getByText('Jonas Lindqvist').waitFor();
  await pressInDialog('Resume');
  await dialog().getByRole('alert').waitFor();
  await pressInDialog('Cancel');
  await seat.page.getByText('Reason: it answered 500').waitFor();

  const before = receiver.heard.length;
  Object.assign(receiver, { answer: 200, greeting });
  await press(`Resume ${receiver.url}`);
  await pressInDialog('Resume');
  await seat.page.getByText('Reason: it answered 500').waitFor({ state: 'detached' });
  await eventually(async () => receiver.heard.length > before);
  assert.ok(await hasFocus(), 'the focus was lost with the button');

  await seat.page.getByRole('link', { name: `Deliveries to ${receiver.url}` }).click();
  await seat.page.getByRole('combobox', { name: 'Show' }).selectOption('Delivered');
  const newest = receiver.heard.at(-1)?.event.uuid;
  const copies = () => receiver.heard.filter(({ event }) => event.uuid === newest).length;
  let heard = copies();
  await seat.page
    .getByRole('button', { name: /^Replay delivery/ })
    .first()
    .click();
  await dialog().getByText('must be able to take it twice').waitFor();
  await pressInDialog('Replay');
  await eventually(async () => copies() > heard);
  await seat.page.getByText('attempts').first().click();
  await seat.page.getByRole('cell', { name: '500' }).first().waitFor();

  heard = copies();
  await press('Replay since…');
  await pressInDialog('Replay them');
  await seat.page.getByText(/deliver(y is|ies are) sent once more/).waitFor();
  await eventually(async () => copies() > heard);
  await open('company/audit');
  await seat.page.getByLabel('What').selectOption({ label: 'Webhooks' });
  await seat.page.getByText('Maya Okafor resumed a webhook').waitFor();
});

test('health shows the last minutes in charts, each with a table behind it', async () => {
  await open('company/health');
  const chart = seat.page.getByRole('listitem').filter({ has: seat.page.getByRole('heading', { name: 'Pages sent' }) });
  await chart
    .getByRole('img', { name: /Pages sent: .* now, at most .* in the last hour/ })
    .waitFor({ timeout: 30_000 });
  await chart.getByText('As a table').click();
  await chart.getByRole('columnheader', { name: 'Minute' }).waitFor();
  assert.ok((await chart.getByRole('row').count()) >= 2);
  await seat.page.getByText(/Everything is well|Something needs a look/).waitFor();
});

test('who may export and read the audit trail, and no more, sees those two and nothing else', async () => {
  const roles = { records: [{ id: '3' }, { id: '4' }] };
  const path = `/restapi/v1.0/account/~/extension/${await idOf('104')}/assigned-role`;
  assert.equal((await maya.call(path, { method: 'PUT', body: roles })).status, 200);
  const auditor = await takeSeat(browser);
  await signInAs(auditor, server, 'Tom Becker');
  await auditor.page.getByRole('link', { name: 'Company' }).click();
  const tabs = auditor.page.getByRole('navigation', { name: 'Company' });
  await tabs.getByRole('link').first().waitFor();
  assert.deepEqual(await tabs.getByRole('link').allTextContents(), ['Exports', 'Audit trail']);
  await tabs.getByRole('link', { name: 'Audit trail' }).click();
  await auditor.page
    .getByText(/Maya Okafor .*/)
    .first()
    .waitFor();
  await auditor.page.goto(`${server.url}/app/company/apps`);
  await auditor.page.getByRole('heading', { name: 'Exports' }).waitFor();
  assert.deepEqual(auditor.problems, []);
});

test('axe finds nothing and nothing sticks out, light or dark, wide or narrow', async () => {
  const excess = () => seat.page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  for (const path of [...sections.map((one) => `company/${one}`), 'settings']) {
    await open(path);
    await assertFitToSee(seat.page, path, excess);
  }
  const dialogs: readonly (readonly [string, string])[] = [
    ['company/apps', 'Register an app'],
    ['company/apps', 'Remove Beckon demo'],
    ['company/storage', 'Place a hold'],
    ['settings', 'Make a credential'],
  ];
  for (const [path, button] of dialogs) {
    await open(path);
    await press(button);
    await assertFitToSee(seat.page, button);
  }
});

test('a webhook whose owner signed its app out says why it hears nothing', async () => {
  const elena = await signIn(server, '105');
  const { status, text } = await elena.call('/restapi/v1.0/subscription', {
    body: {
      eventFilters: [`${mine}/message-store`],
      deliveryMode: { transportType: 'WebHook', address: receiver.url },
    },
  });
  assert.equal(status, 200, text);
  assert.equal((await elena.call('/beckon/v1/sessions', { method: 'DELETE' })).status, 204);
  await open('company/subscriptions');
  const card = seat.page.getByRole('listitem').filter({ hasText: 'Elena Sousa was signed out of Beckon demo' });
  await card.getByText('Suspended', { exact: true }).waitFor();
  assert.equal(await card.getByRole('button', { name: /^Resume/ }).count(), 0);
});

test('every screen is there in German', async () => {
  await open('settings');
  await seat.page.getByLabel('Language').selectOption('de');
  const titles: string[] = [];
  for (const path of [...sections.map((one) => `company/${one}`), 'settings']) {
    await open(path);
    const main = seat.page.getByRole('main');
    titles.push((await main.getByRole('heading', { level: 1 }).textContent()) ?? '');
    // A text that is missing is shown by its key.
    const keys = /\b(apps|audit|storage|holds|exports|health|webhooks|sessions|credentials|records)\.[a-z]/;
    assert.doesNotMatch(await main.innerText(), keys, path);
  }
  const german = ['Apps', 'Abonnements', 'Aufbewahrung', 'Exporte', 'Protokoll', 'Zustand', 'Einstellungen'];
  assert.deepEqual(titles, german);
});

test('nothing went wrong in the browser, and it asked nobody but this server', () => {
  assert.deepEqual(seat.problems, []);
});
