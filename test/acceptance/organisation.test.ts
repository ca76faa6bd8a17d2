/** An organisation's own server, from an empty folder to its first page, as its administrator goes about it. */

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SDK } from '@ringcentral/sdk';
import { beckon } from './beckon-command.ts';
import { Browser } from './browser.ts';
import { type Answer, type Call, call, jwtGrant, mine, type Tokens } from './person.ts';
import type { ErrorBody } from './refusal.ts';
import { newFolder, type ServerProcess, startServer } from './server-process.ts';

const folder = newFolder();
const dataDir = join(folder, 'data');
const founding = [
  ...['init', '--data', dataDir, '--company', 'Harbour Clinic', '--number', '100'],
  ...['--name', 'Ada Maria Novak', '--email', 'ada@clinic.example', '--public-url', 'http://127.0.0.1:7243'],
];
const password = 'seven grey harbour seals';

let founded: Awaited<ReturnType<typeof beckon>>;
let server: ServerProcess;
let tokens: Tokens;

before(async () => {
  founded = await beckon(founding);
  server = await startServer({ dataDir });
  await acceptInvitation();
  tokens = await signInAsWebApp();
});
after(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const linkIn = (text: string) => /http\S+token=\S+/.exec(text)?.[0] ?? '';
/** The link is made for the address that was named; this server has a port of its own. */
const here = (link: string) => link.replace(/^http:\/\/127\.0\.0\.1:7243/, server.url);

async function acceptInvitation(): Promise<void> {
  const browser = new Browser();
  const page = await browser.open(here(linkIn(founded.stdout)));
  assert.equal(page.status, 200, page.html);
  const [form] = page.forms;
  assert.ok(form);
  const done = await browser.send(form, { password, repeated: password });
  assert.equal(done.status, 200, done.html);
}

interface ServerBody {
  readonly mode: string;
  readonly companyName: string;
  readonly clientId: string;
}

/** As Beckon's own web app does it: by code and PKCE, with the client id that the server says. */
async function signInAsWebApp(): Promise<Tokens> {
  const { clientId } = (await call<ServerBody>(server, '/beckon/v1/server')).body;
  const redirectUri = `${server.url}/app/signed-in`;
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 's' };
  const query = new URLSearchParams({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' });
  const browser = new Browser();
  const page = await browser.open(`${server.url}/restapi/oauth/authorize?${query}`);
  assert.equal(page.status, 200, page.html);
  assert.doesNotMatch(page.html, /will be able to do/);
  const form = page.forms.at(-1);
  assert.ok(form);
  const sent = await browser.send(form, { username: '100', password, action: 'allow' });
  assert.equal(sent.status, 303, sent.html);
  const code = sent.location?.searchParams.get('code') ?? '';
  const fields = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code };
  const body = new URLSearchParams({ ...fields, code_verifier: verifier });
  const answer = await call<Tokens>(server, '/restapi/oauth/token', { body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

async function asAdministrator<Body>(path: string, { headers, ...rest }: Call = {}): Promise<Answer<Body>> {
  const authorization = `Bearer ${tokens.access_token}`;
  const type = rest.body === undefined ? undefined : 'application/json';
  return await call<Body>(server, path, { ...rest, headers: { authorization, 'content-type': type, ...headers } });
}

test('an organisation calls no webhooks in private networks unless it is told to', async () => {
  const everything = '/restapi/v1.0/account/~/extension/~/message-store';
  const made = await asAdministrator<{ clientId: string; clientSecret: string }>('/beckon/v1/apps', {
    body: {
      ...{ name: 'Hooks', clientType: 'confidential', redirectUris: [] },
      grants: [jwtGrant],
      scopes: ['ReadMessages', 'SubscriptionWebhook'],
    },
  });
  assert.equal(made.status, 201, made.text);
  const { body: own } = await asAdministrator<{ jwt: string }>('/beckon/v1/credentials', { body: { label: 'hooks' } });
  const pair = Buffer.from(`${made.body.clientId}:${made.body.clientSecret}`).toString('base64');
  const { body: signedIn } = await call<Tokens>(server, '/restapi/oauth/token', {
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ grant_type: jwtGrant, assertion: own.jwt }),
  });
  for (const [address, reason] of [
    [`${server.url}/healthz`, /SUB-522.*only https addresses are called/],
    [`${server.url.replace('http:', 'https:')}/healthz`, /SUB-522.*its address is not public/],
  ] as const) {
    const answer = await call(server, '/restapi/v1.0/subscription', {
      headers: { authorization: `Bearer ${signedIn.access_token}`, 'content-type': 'application/json' },
      body: { eventFilters: [everything], deliveryMode: { transportType: 'WebHook', address } },
    });
    assert.equal(answer.status, 400);
    assert.match(answer.text, reason);
  }
});

describe('beckon init', () => {
  test('founds the company, and shows a link and the secret of a first app, but no password', () => {
    assert.equal(founded.code, 0, founded.stderr);
    assert.match(founded.stdout, /Harbour Clinic is founded/);
    assert.match(founded.stdout, /RC_APP_CLIENT_ID=\S{22}\n.*RC_APP_CLIENT_SECRET=\S{43}\n/);
    assert.doesNotMatch(founded.stdout, /password is|password:/i);
  });

  test('refuses a folder that holds a company already', async () => {
    const { code, stderr, stdout } = await beckon(founding);
    assert.equal(code, 2);
    assert.match(stderr, /holds a company already|is in use by beckon serve/);
    assert.equal(stdout, '');
  });

  test('says what it lacks when there is nobody to ask', async () => {
    const { code, stderr } = await beckon(['init', '--data', join(folder, 'other'), '--company', 'X']);
    assert.equal(code, 2);
    assert.match(stderr, /init needs --number/);
  });

  test('keeps no secret that it showed', () => {
    const secret = /RC_APP_CLIENT_SECRET=(\S+)/.exec(founded.stdout)?.[1] ?? '';
    const token = linkIn(founded.stdout).split('token=')[1] ?? '';
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.length > 0);
    for (const { parentPath, name: file } of files) {
      const bytes = readFileSync(join(parentPath, file));
      for (const text of [secret, token, password]) assert.equal(bytes.includes(text), false, file);
    }
  });
});

describe('an organisation’s server', () => {
  test('says that it is one, and writes no demo.env', async () => {
    const { body } = await call<ServerBody>(server, '/beckon/v1/server');
    assert.deepEqual([body.mode, body.companyName], ['organisation', 'Harbour Clinic']);
    assert.equal(existsSync(server.envFile), false);
    assert.match(server.output(), /Harbour Clinic\n/);
    assert.doesNotMatch(server.output(), /demo/i);
  });

  test('lets its link be used once', async () => {
    const again = await new Browser().open(here(linkIn(founded.stdout)));
    assert.equal(again.status, 404);
  });

  test('offers nobody a way in without a password', async () => {
    const { clientId } = (await call<ServerBody>(server, '/beckon/v1/server')).body;
    const asked = { response_type: 'code', client_id: clientId, redirect_uri: `${server.url}/app/signed-in` };
    const proof = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    const browser = new Browser();
    const query = new URLSearchParams({ ...asked, ...proof });
    const page = await browser.open(`${server.url}/restapi/oauth/authorize?${query}`);
    assert.equal(page.forms.length, 1);
    const { status } = await browser.send(page.forms[0] as (typeof page.forms)[0], { person: '100' });
    assert.equal(status, 400);
  });

  test('limits rates as the vendor does', async () => {
    const { headers } = await asAdministrator(`${mine}/message-store`);
    assert.equal(headers.get('x-rate-limit-limit'), '50');
  });
});

interface AppBody {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly clientType: string;
  readonly isFirstParty: boolean;
}

const apps = '/beckon/v1/apps';

async function jwtFor(label: string): Promise<string> {
  const body = { label };
  return (await asAdministrator<{ jwt: string }>('/beckon/v1/credentials', { body })).body.jwt;
}

async function tokensOf(clientId: string, secret: string, assertion: string) {
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: jwtGrant, assertion });
  return await call<Tokens & { error: string }>(server, '/restapi/oauth/token', { body, headers: { authorization } });
}

describe('an app', () => {
  test('that an administrator creates signs in and pages someone, with the vendor’s SDK', async () => {
    const colleague = { extensionNumber: '101', type: 'User', status: 'Enabled', contact: { firstName: 'Bo' } };
    const created = await asAdministrator('/restapi/v1.0/account/~/extension', { body: colleague });
    assert.equal(created.status, 200, created.text);
    const { status, body, headers } = await asAdministrator<AppBody>(apps, { body: { name: 'Night rota' } });
    assert.deepEqual([status, body.clientType, headers.get('cache-control')], [201, 'confidential', 'no-store']);

    const { clientId, clientSecret = '' } = body;
    const sdk = new SDK({ server: server.url, clientId, clientSecret });
    await sdk.platform().login({ jwt: await jwtFor('rota') });
    const page = { to: [{ extensionNumber: '101' }], text: 'Can you take the night shift?' };
    const sent = (await (await sdk.platform().post(`${mine}/company-pager`, page)).json()) as { messageStatus: string };
    assert.equal(sent.messageStatus, 'Sent');
  });

  test('shows its secret once', async () => {
    await asAdministrator(apps, { body: { name: 'Once' } });
    const { body, text } = await asAdministrator<{ records: AppBody[] }>(apps);
    assert.ok(body.records.some(({ isFirstParty }) => isFirstParty));
    assert.doesNotMatch(text, /secret(?!ExpirationTime)/i);
  });

  test('with a new secret no longer proves itself by the one before, unless that was given time', async () => {
    const jwt = await jwtFor('rotation');
    const { body: app } = await asAdministrator<AppBody>(apps, { body: { name: 'Rotated' } });
    const { clientId, clientSecret: first = '' } = app;
    const rotate = async (body: object) =>
      (await asAdministrator<AppBody>(`${apps}/${clientId}/secret`, { body })).body.clientSecret ?? '';
    const second = await rotate({});
    assert.deepEqual((await tokensOf(clientId, first, jwt)).body.error, 'invalid_client');
    const third = await rotate({ overlapSeconds: 600 });
    for (const secret of [second, third]) assert.equal((await tokensOf(clientId, secret, jwt)).status, 200);
    const { body } = await asAdministrator<{ records: { clientId: string; oldSecretExpirationTime?: string }[] }>(apps);
    assert.ok(body.records.find((one) => one.clientId === clientId)?.oldSecretExpirationTime);
  });

  test('that is removed ends with its sessions, at once', async () => {
    const { body: app } = await asAdministrator<AppBody>(apps, { body: { name: 'Gone soon' } });
    const jwt = await jwtFor('removal');
    const { body: theirs } = await tokensOf(app.clientId, app.clientSecret ?? '', jwt);
    const headers = { authorization: `Bearer ${theirs.access_token}` };
    assert.equal((await call(server, `${mine}/message-store`, { headers })).status, 200);
    assert.equal((await asAdministrator(`${apps}/${app.clientId}`, { method: 'DELETE' })).status, 204);
    const refused = await call<ErrorBody>(server, `${mine}/message-store`, { headers });
    assert.deepEqual([refused.status, refused.body.errorCode], [401, 'TokenInvalid']);
    assert.equal((await tokensOf(app.clientId, app.clientSecret ?? '', jwt)).body.error, 'invalid_client');
    assert.equal((await asAdministrator(`${apps}/${app.clientId}`, { method: 'DELETE' })).status, 404);
  });

  test('that may do less than before ends its sessions; one that may do more keeps them', async () => {
    const { body: app } = await asAdministrator<AppBody>(apps, { body: { name: 'Narrowed' } });
    const { body: theirs } = await tokensOf(app.clientId, app.clientSecret ?? '', await jwtFor('narrowing'));
    const headers = { authorization: `Bearer ${theirs.access_token}` };
    const change = (scopes: string[]) =>
      asAdministrator(`${apps}/${app.clientId}`, { method: 'PUT', body: { scopes } });
    await change(['ReadMessages', 'InternalMessages', 'ReadAccounts']);
    assert.equal((await call(server, `${mine}/message-store`, { headers })).status, 200);
    await change(['ReadMessages']);
    assert.equal((await call(server, `${mine}/message-store`, { headers })).status, 401);
  });

  test('may have limits of its own', async () => {
    const body = { name: 'Fast', rateLimits: { Light: 500 } };
    const { body: app } = await asAdministrator<AppBody>(apps, { body });
    const { body: theirs } = await tokensOf(app.clientId, app.clientSecret ?? '', await jwtFor('limits'));
    const headers = { authorization: `Bearer ${theirs.access_token}` };
    const answer = await call(server, `${mine}/message-store`, { headers });
    assert.equal(answer.headers.get('x-rate-limit-limit'), '500');
  });

  const impossible: [string, object, string][] = [
    ['without a name', { name: ' ' }, 'name'],
    ['with an address that is not safe', { name: 'x', redirectUris: ['http://example.com/'] }, 'redirectUris'],
    ['with an address that runs scripts', { name: 'x', redirectUris: ['javascript:alert(1)'] }, 'redirectUris'],
    ['with an address on Beckon itself', { name: 'x', redirectUris: ['/app/signed-in'] }, 'redirectUris'],
    ['that signs in by code but has no address', { name: 'x', grants: ['authorization_code'] }, 'redirectUris'],
    ['with an unknown permission', { name: 'x', scopes: ['Everything'] }, 'scopes'],
    ['with an unknown grant', { name: 'x', grants: ['magic'] }, 'grants'],
  ];
  for (const [name, body, parameter] of impossible) {
    test(`${name} is refused`, async () => {
      const answer = await asAdministrator<ErrorBody & { parameterName: string }>(apps, { body });
      assert.deepEqual([answer.status, answer.body.parameterName], [400, parameter], answer.text);
    });
  }

  test('of Beckon’s own cannot be changed or removed', async () => {
    const { clientId } = (await call<ServerBody>(server, '/beckon/v1/server')).body;
    const answers = [
      await asAdministrator(`${apps}/${clientId}`, { method: 'PUT', body: { name: 'Mine' } }),
      await asAdministrator(`${apps}/${clientId}`, { method: 'DELETE' }),
      await asAdministrator(`${apps}/${clientId}/secret`, { body: {} }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400],
    );
  });
});

describe('beckon apps', () => {
  const run = (...args: string[]) => beckon(['apps', ...args, '--data', dataDir]);

  test('creates, lists, rotates and removes beside the running server', async () => {
    const created = await run('create', 'From the shell', '--redirect-uri', 'com.example.rota:/signed-in', '--public');
    assert.equal(created.code, 0, created.stderr);
    assert.match(created.stdout, /^RC_APP_CLIENT_ID=\S{22}\n$/);
    const other = await run('create', 'With a secret', '--scope', 'ReadMessages');
    const [, clientId = '', secret = ''] = /ID=(\S+)\n.*SECRET=(\S+)/.exec(other.stdout) ?? [];
    const jwt = await jwtFor('shell');
    assert.equal((await tokensOf(clientId, secret, jwt)).status, 200);
    const listed = await run();
    assert.match(listed.stdout, /From the shell \(public\)/);
    assert.doesNotMatch(listed.stdout, new RegExp(secret));
    const rotated = await run('rotate', clientId);
    assert.equal((await tokensOf(clientId, secret, jwt)).status, 400);
    const next = /SECRET=(\S+)/.exec(rotated.stdout)?.[1] ?? '';
    assert.equal((await tokensOf(clientId, next, jwt)).status, 200);
    assert.equal((await run('remove', clientId)).code, 0);
    assert.equal((await tokensOf(clientId, next, jwt)).status, 400);
  });

  test('says in one line what is wrong', async () => {
    for (const [args, message] of [
      [['remove', 'nothing'], /clientId\] is not found/],
      [['create', 'x', '--scope', 'All'], /--scope must be one of/],
    ] as const) {
      const { code, stderr } = await run(...args);
      assert.deepEqual([code, message.test(stderr)], [2, true], stderr);
    }
  });
});

test('neither passwords, secrets nor tokens come into the log', async () => {
  await server.stop();
  const secrets = [
    password,
    tokens.access_token,
    tokens.refresh_token,
    linkIn(founded.stdout).split('token=')[1] ?? '',
  ];
  for (const secret of secrets) assert.equal(server.logs().includes(secret), false);
});
