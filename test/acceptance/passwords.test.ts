/** Passwords: signing in with one, changing it, being locked out, and the links with which one is set. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { SDK } from '@ringcentral/sdk';
import { beckon } from './beckon-command.ts';
import { Browser } from './browser.ts';
import { call, mine, requestTokens, signIn, type Tokens } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain, token } from './refusal.ts';
import type { Extension, SessionTokens } from './sdk-client.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());

const passwordOf = (number: string) => server.env[`BECKON_PASSWORD_${number}`] ?? '';
const newPassword = 'vier Möwen über Haßfurt 🐦';

interface OAuthErrorBody extends ErrorBody {
  readonly error: string;
}

async function byPassword<Body = SessionTokens>(form: Readonly<Record<string, string>>) {
  return await requestTokens<Body>(server, { grant_type: 'password', ...form });
}

async function assertBadCredentials(form: Readonly<Record<string, string>>): Promise<void> {
  const { status, body } = await byPassword<OAuthErrorBody>(form);
  assert.deepEqual([status, body.error, body.errorCode], [400, 'invalid_grant', 'OAU-140']);
  // Word by word: clients compare it.
  assert.equal(body.message, 'Invalid resource owner credentials.');
}

async function isSignedIn({ access_token }: Tokens): Promise<boolean> {
  const headers = { authorization: `Bearer ${access_token}` };
  return (await call(server, mine, { headers })).status === 200;
}

/** As someone could be given it before addresses were kept apart. */
function giveAddressOfOld(number: string, email: string): void {
  const data = new DatabaseSync(join(server.dataDir, 'beckon.sqlite'));
  const change = data.prepare(
    "UPDATE extension SET contact = json_set(contact, '$.email', ?) WHERE extension_number = ?",
  );
  assert.equal(change.run(email, number).changes, 1);
  data.close();
}

describe('an e-mail address', () => {
  test('that is another person’s is refused, and nobody loses theirs', async () => {
    const email = 'Priya.Raman@clinic.example';
    const maya = await signIn(server, '101');
    const { id } = (await (await signIn(server, '104')).call<Extension>(mine)).body;
    const account = '/restapi/v1.0/account/~/extension';
    const change = { method: 'PUT', body: { contact: { email } } };
    const refusal = parameter('CMN-101', 'contact.email');
    assertRefused(await maya.call<ErrorBody>(`${account}/${id}`, change), refusal);
    const added = { body: { extensionNumber: '195', contact: { firstName: 'Pia', email } } };
    assertRefused(await maya.call<ErrorBody>(account, added), refusal);
    const { status } = await byPassword({ username: email, password: passwordOf('103') });
    assert.equal(status, 200);
  });

  test('that two have had of old lets in neither, says so, and the number does', async () => {
    await server.stop();
    giveAddressOfOld('105', 'shared@clinic.example');
    giveAddressOfOld('106', 'SHARED@clinic.example');
    await server.start();
    const form = { username: 'shared@clinic.example', password: passwordOf('105') };
    await assertBadCredentials(form);
    const { body } = await byPassword<OAuthErrorBody & { hint: string }>(form);
    assert.match(body.hint ?? '', /Several people have this e-mail address: sign in with the extension number/);
    assert.equal((await byPassword({ ...form, username: '105' })).status, 200);

    const maya = await signIn(server, '101');
    const { id } = (await (await signIn(server, '105')).call<Extension>(mine)).body;
    const change = (contact: object) =>
      maya.call(`/restapi/v1.0/account/~/extension/${id}`, { method: 'PUT', body: { contact } });
    assert.equal((await change({ jobTitle: 'Nurse' })).status, 200, 'what is not about the address can be changed');
    assert.equal((await change({ email: 'own@clinic.example' })).status, 200);
    assert.equal((await byPassword({ ...form, password: passwordOf('106') })).status, 200);
  });
});

describe('the password grant', () => {
  test('takes the company’s number with the extension’s, both apart, the bare number and an e-mail address', async () => {
    const forms: Record<string, string>[] = [
      { username: '18005551234*103' },
      { username: '+18005551234', extension: '103' },
      { username: '103' },
      { username: 'priya.raman@clinic.example' },
    ];
    for (const form of forms) {
      const { status, body } = await byPassword({ ...form, password: passwordOf('103') });
      assert.equal(status, 200, JSON.stringify(form));
      const headers = { authorization: `Bearer ${body.access_token}` };
      const own = await call<Extension>(server, mine, { headers });
      assert.equal(own.body.extensionNumber, '103');
    }
  });

  test('works with @ringcentral/sdk', async () => {
    const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = server.env;
    const platform = new SDK({ server: server.url, clientId, clientSecret, cachePrefix: 'password' }).platform();
    await platform.login({ username: '18005551234', extension: '104', password: passwordOf('104') });
    const own = (await (await platform.get(mine)).json()) as Extension;
    assert.equal(own.extensionNumber, '104');
    await platform.logout();
  });

  test('refuses a wrong password, someone unknown, a Department and a name that is none with OAU-140', async () => {
    for (const username of ['103', '999', '200', 'someone', '18005551234*1*2']) {
      await assertBadCredentials({ username, password: 'guess' });
    }
    await assertBadCredentials({ username: '103', password: passwordOf('104') });
    const nothing = await byPassword<OAuthErrorBody>({ username: '103' });
    assert.deepEqual([nothing.status, nothing.body.error], [400, 'invalid_request']);
  });

  test('is off for an app that was not given it', async () => {
    const form = { grant_type: 'password', username: '103', password: passwordOf('103') };
    const body = new URLSearchParams({ ...form, client_id: server.env.BECKON_PUBLIC_CLIENT_ID ?? '' });
    const answer = await call<OAuthErrorBody>(server, '/restapi/oauth/token', { body });
    assert.deepEqual([answer.status, answer.body.error], [400, 'unauthorized_client']);
  });

  test('refuses someone disabled with the words of a wrong password', async () => {
    const [admin, elena] = [await signIn(server, '101'), await signIn(server, '105')];
    const { body: own } = await elena.call<Extension>(mine);
    const setStatus = (status: string) =>
      admin.call(`/restapi/v1.0/account/~/extension/${own.id}`, { method: 'PUT', body: { status } });
    assert.equal((await setStatus('Disabled')).status, 200);
    await assertBadCredentials({ username: '105', password: passwordOf('105') });
    assert.equal((await setStatus('Enabled')).status, 200);
    assert.equal((await byPassword({ username: '105', password: passwordOf('105') })).status, 200);
  });
});

describe('too many failures', () => {
  test('lock the password out for a while, also for whoever knows it; a JWT still works', async () => {
    for (let guess = 0; guess < 5; guess++) await assertBadCredentials({ username: '106', password: `guess ${guess}` });
    await assertBadCredentials({ username: '106', password: passwordOf('106') });
    assert.equal(await isSignedIn((await signIn(server, '106')).tokens), true);
    assert.equal((await byPassword({ username: '104', password: passwordOf('104') })).status, 200);
    await server.restart();
    await assertBadCredentials({ username: '106', password: passwordOf('106') });
  });
});

describe('changing a password', () => {
  test('ends the other sessions and no more; the new password counts from then on, however it is composed', async () => {
    const old = passwordOf('102');
    const [here, there] = [await signIn(server, '102'), await byPassword({ username: '102', password: old })];
    const change = (body: object) => here.call<ErrorBody>('/beckon/v1/password', { method: 'PUT', body });
    assertRefused(await change({ currentPassword: 'guess', newPassword }), parameter('CMN-101', 'currentPassword'));
    for (const weak of ['short', 'passwordpassword', 'ababababababab', 'Jonas Lindqvist']) {
      assertRefused(await change({ currentPassword: old, newPassword: weak }), parameter('CMN-101', 'newPassword'));
    }
    assert.equal(await isSignedIn(there.body), true, 'a refused change has ended a session');

    assert.equal((await change({ currentPassword: old, newPassword })).status, 204);
    assert.deepEqual([await isSignedIn(there.body), await isSignedIn(here.tokens)], [false, true]);
    await assertBadCredentials({ username: '102', password: old });
    assert.equal((await byPassword({ username: '102', password: newPassword.normalize('NFD') })).status, 200);
  });

  test('takes the old one out of demo.env', async () => {
    await server.restart();
    assert.equal(server.env.BECKON_PASSWORD_102, undefined);
    assert.ok(server.env.BECKON_PASSWORD_101);
  });
});

describe('an invitation', () => {
  interface Invitation {
    readonly uri: string;
    readonly expirationTime: string;
  }

  async function inviteNewcomer(number: string): Promise<Invitation> {
    const admin = await signIn(server, '101');
    const person = { extensionNumber: number, type: 'User', status: 'NotActivated', contact: { firstName: 'Ada' } };
    const created = await admin.call<Extension>('/restapi/v1.0/account/~/extension', { body: person });
    assert.equal(created.status, 200, created.text);
    const path = `/beckon/v1/extensions/${created.body.id}/invitation`;
    const invited = await admin.call<Invitation>(path, { body: { expiresIn: 3600 } });
    assert.equal(invited.status, 201, invited.text);
    return invited.body;
  }

  test('lets someone new set a password and sign in with it, once', async () => {
    const { uri } = await inviteNewcomer('107');
    assert.ok(uri.startsWith(`${server.url}/beckon/v1/invitation?token=`));
    const browser = new Browser();
    const { status, html, forms, headers } = await browser.open(uri);
    assert.equal(status, 200);
    assert.match(html, /Ada/);
    assert.match(html, /autocomplete="new-password"/);
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    const [form] = forms;
    assert.ok(form);

    for (const [password, repeated] of [
      ['short', 'short'],
      [newPassword, `${newPassword}x`],
    ] as const) {
      const refused = await browser.send(form, { password, repeated });
      assert.equal(refused.status, 400);
      assert.match(refused.html, /role="alert"/);
    }
    await assertBadCredentials({ username: '107', password: newPassword });

    assert.equal((await browser.send(form, { password: newPassword, repeated: newPassword })).status, 200);
    assert.equal((await byPassword({ username: '107', password: newPassword })).status, 200);
    assert.equal((await browser.open(uri)).status, 404);
    const again = 'another good password';
    assert.equal((await browser.send(form, { password: again, repeated: again })).status, 404);
    assert.equal((await byPassword({ username: '107', password: newPassword })).status, 200);
  });

  test('is made by administrators alone, for people who may sign in', async () => {
    const [admin, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
    const { body } = await jonas.call<Extension>(mine);
    const refused = await jonas.call<ErrorBody>(`/beckon/v1/extensions/${body.id}/invitation`, { body: {} });
    assertRefused(refused, plain(403, 'CMN-408'));
    const list = await admin.call<{ records: Extension[] }>('/restapi/v1.0/account/~/extension?type=Department');
    const department = list.body.records[0]?.id;
    assertRefused(
      await admin.call<ErrorBody>(`/beckon/v1/extensions/${department}/invitation`, { body: {} }),
      parameter('CMN-101', 'extensionId'),
    );
    assertRefused(
      await admin.call<ErrorBody>('/beckon/v1/extensions/1/invitation', { body: {} }),
      plain(404, 'CMN-102', 'extensionId'),
    );
  });

  test('from the command line lets someone in again who forgot their password, and ends their sessions', async () => {
    const before = await signIn(server, '103');
    const { code, stdout, stderr } = await beckon(['invite', '103', '--data', server.dataDir]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^http\S+\n$/);
    const browser = new Browser();
    const [form] = (await browser.open(stdout.trim())).forms;
    assert.ok(form);
    assert.equal((await browser.send(form, { password: newPassword, repeated: newPassword })).status, 200);
    assertRefused(await before.call<ErrorBody>(mine), token('OAU-213'));
    assert.equal((await byPassword({ username: '103', password: newPassword })).status, 200);
  });

  test('for whoever cannot sign in is refused by the command line, which says why', async () => {
    for (const [args, says] of [
      [['999'], /999/],
      [['200'], /\b200\b/],
      [[], /extension number/],
    ] as const) {
      const { code, stdout, stderr } = await beckon(['invite', ...args, '--data', server.dataDir]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr, /^beckon: [^\n]+\n( {2}[^\n]+\n)?$/);
      assert.match(stderr, says);
    }
  });
});

test('no password and no link is ever logged', async () => {
  await server.stop();
  const logs = server.logs();
  for (const secret of ['guess', passwordOf('101'), 'Möwen', 'token=']) assert.ok(!logs.includes(secret), secret);
});
