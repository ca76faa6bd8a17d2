/** Signing in on Beckon's page with the official SDKs, by code and PKCE, and everything that must not work there. */

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import { SDK } from '@ringcentral/sdk';
import { Browser, type Opened } from './browser.ts';
import { appAuthorization, call, mine, type Tokens } from './person.ts';
import type { ErrorBody } from './refusal.ts';
import type { SessionTokens } from './sdk-client.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());

const { env } = server;
const [clientId, clientSecret] = [env.RINGCENTRAL_CLIENT_ID ?? '', env.RINGCENTRAL_CLIENT_SECRET ?? ''];
const publicClientId = env.BECKON_PUBLIC_CLIENT_ID ?? '';
const redirectUri = env.BECKON_REDIRECT_URI ?? '';
const password = env.BECKON_PASSWORD_102 ?? '';

interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

function newPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

function authorizeUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const standard = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 'a state' };
  return `${server.url}/restapi/oauth/authorize?${new URLSearchParams({ ...standard, ...parameters })}`;
}

function pkceUrl({ challenge }: Pkce, parameters: Readonly<Record<string, string>> = {}): string {
  const proof = { code_challenge: challenge, code_challenge_method: 'S256' };
  return authorizeUrl({ client_id: publicClientId, ...proof, ...parameters });
}

/** The form with the password, which is the last one of the page. */
function passwordForm({ forms, html }: Opened) {
  const form = forms.at(-1);
  assert.ok(form, `there is no form in: ${html}`);
  return form;
}

/** Signs 102 in with their password; gives what the app's own address is called with. */
async function signInAt(url: string, browser = new Browser()): Promise<URLSearchParams> {
  const page = await browser.open(url);
  assert.equal(page.status, 200, page.html);
  const filledIn = { username: '102', password, action: 'allow' };
  const { status, location, html } = await browser.send(passwordForm(page), filledIn);
  assert.equal(status, 303, html);
  assert.ok(location);
  return location.searchParams;
}

const codeAt = async (url: string) => (await signInAt(url)).get('code') ?? '';

interface OAuthErrorBody extends ErrorBody {
  readonly error: string;
  readonly error_description: string;
}

/** Asks for tokens as the public app, unless the form names another. */
async function redeem<Body = Tokens>(form: Readonly<Record<string, string>>, authorization?: string) {
  const standard = {
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    ...(authorization ? {} : { client_id: publicClientId }),
  };
  const body = new URLSearchParams({ ...standard, ...form });
  return await call<Body>(server, '/restapi/oauth/token', { body, headers: { authorization } });
}

async function readOwnNumber(accessToken: string) {
  const headers = { authorization: `Bearer ${accessToken}` };
  const { status, body } = await call<{ extensionNumber?: string }>(server, mine, { headers });
  return { status, extensionNumber: body.extensionNumber };
}

function assertOAuthError(
  answer: { status: number; body: OAuthErrorBody },
  expected: { error: string; code: string },
): void {
  const { error, errorCode, errors, message, error_description } = answer.body;
  assert.deepEqual(
    { status: answer.status, error, errorCode, errors, error_description },
    {
      ...{ status: 400, error: expected.error, errorCode: expected.code },
      ...{ errors: [{ errorCode: expected.code, message }], error_description: message },
    },
  );
}

describe('@ringcentral/sdk', () => {
  const platformOf = (options: { clientId: string; clientSecret?: string }, name: string) =>
    new SDK({ server: server.url, redirectUri, cachePrefix: name, ...options }).platform();

  for (const [name, options, usePKCE] of [
    ['with its secret', { clientId, clientSecret }, false],
    ['with its secret and PKCE', { clientId, clientSecret }, true],
    ['without a secret, with PKCE', { clientId: publicClientId }, true],
  ] as const) {
    test(`${name}: signs in by code, renews, and signs out`, async () => {
      const platform = platformOf(options, name);
      const sent = await signInAt(
        platform.loginUrl({ usePKCE, state: 'x y', prompt: 'login', display: 'page', uiLocales: 'en-US' }),
      );
      assert.equal(sent.get('state'), 'x y');
      await platform.login({ code: sent.get('code') ?? '' });
      const own = (await (await platform.get(mine)).json()) as { extensionNumber: string };
      assert.equal(own.extensionNumber, '102');
      const before = await platform.auth().data();
      await platform.refresh();
      const after = await platform.auth().data();
      assert.notEqual(after.access_token, before.access_token);
      await platform.logout();
      for (const { access_token } of [before, after])
        assert.equal((await readOwnNumber(access_token ?? '')).status, 401);
    });
  }

  test('finds everything through the discovery documents', async () => {
    const platform = new SDK({
      server: server.url,
      clientId,
      clientSecret,
      redirectUri,
      cachePrefix: 'd',
      enableDiscovery: true,
    }).platform();
    const sent = await signInAt(await platform.loginUrlWithDiscovery({ usePKCE: true }));
    await platform.login({ code: sent.get('code') ?? '' });
    const own = (await (await platform.get(mine)).json()) as { extensionNumber: string };
    assert.equal(own.extensionNumber, '102');
    await platform.logout();
  });
});

describe('@rc-ex/core', () => {
  for (const [name, options] of [
    ['with its secret', { clientId, clientSecret }],
    ['without a secret', { clientId: publicClientId }],
  ] as const) {
    test(`${name}: signs in by code and PKCE, renews, and signs out`, async () => {
      const rc = new RingCentral({ server: server.url, ...options });
      const { verifier, challenge } = newPkce();
      const code = await codeAt(pkceUrl({ verifier, challenge }, { client_id: options.clientId }));
      await rc.authorize({ code, redirect_uri: redirectUri, code_verifier: verifier });
      assert.equal((await rc.restapi().account().extension().get()).extensionNumber, '102');
      const before = rc.token as SessionTokens;
      await rc.refresh();
      assert.equal((await rc.restapi().account().extension().get()).extensionNumber, '102');
      await rc.refresh(before.refresh_token);
      await rc.revoke();
      assert.equal((await readOwnNumber(before.access_token)).status, 401);
    });
  }

  test('reads where everything is', async () => {
    const rc = new RingCentral({ server: server.url, clientId, clientSecret });
    const document = (await rc.wellKnown().openidConfiguration().get()) as Record<string, unknown>;
    assert.equal(document.issuer, server.url);
    assert.equal(document.token_endpoint, `${server.url}/restapi/oauth/token`);
    assert.deepEqual(document.code_challenge_methods_supported, ['S256']);
  });
});

describe('the page', () => {
  test('needs no script, forbids all, is framed by nobody, and is shown to no other origin', async () => {
    const { status, headers, html } = await new Browser().open(authorizeUrl());
    assert.equal(status, 200);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/localhost:3000(;|$)/);
    assert.doesNotMatch(policy, /unsafe|script-src|\*/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(headers.get('set-cookie') ?? '', /; HttpOnly; SameSite=Lax/);
    assert.doesNotMatch(html, /<script|<style|style=|\son\w+=/i);
    const crossed = await fetch(authorizeUrl(), { headers: { origin: 'https://elsewhere.example' } });
    assert.equal(crossed.headers.get('access-control-allow-origin'), null);
  });

  test('says its language, and has a label for every field that is seen', async () => {
    const { html } = await new Browser().open(authorizeUrl({ login_hint: '103' }));
    assert.match(html, /<html lang="en">/);
    for (const [field] of html.matchAll(/<input (?!type="hidden")[^>]*>/g)) {
      const id = /id="([^"]+)"/.exec(field)?.[1];
      assert.ok(html.includes(`<label for="${id}">`), field);
      assert.match(field, /autocomplete="(username|current-password)"/);
    }
    assert.match(html, /name="username" value="103"/);
  });

  test('escapes what it is given', async () => {
    const browser = new Browser();
    const page = await browser.open(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }));
    assert.doesNotMatch(page.html, /<script/);
    const failed = await browser.send(passwordForm(page), { username: `'"><b>x`, password: 'x' });
    assert.doesNotMatch(failed.html, /<b>x/);
  });

  test('signs someone of the demo in by one click', async () => {
    const browser = new Browser();
    const [people] = (await browser.open(authorizeUrl())).forms;
    assert.ok(people);
    assert.deepEqual(
      people.buttons.map(({ value }) => value),
      ['101', '102', '103', '104', '105', '106'],
    );
    const { location } = await browser.send(people, { person: '104' });
    const code = location?.searchParams.get('code') ?? '';
    const { body } = await redeem({ code }, appAuthorization(server));
    assert.deepEqual(await readOwnNumber(body.access_token), { status: 200, extensionNumber: '104' });
  });

  test('takes an e-mail address, and the company’s number with the extension’s', async () => {
    for (const username of ['Jonas.Lindqvist@clinic.example', '18005551234*102', '+1 (800) 555-1234*102']) {
      const browser = new Browser();
      const page = await browser.open(authorizeUrl());
      const { status } = await browser.send(passwordForm(page), { username, password });
      assert.equal(status, 303, username);
    }
  });

  test('says the same of a wrong password, an unknown name, a Department and no name at all', async () => {
    const texts = new Set<string>();
    for (const username of ['102', '999', '200', 'nobody@clinic.example', 'x']) {
      const browser = new Browser();
      const page = await browser.open(authorizeUrl());
      const failed = await browser.send(passwordForm(page), { username, password: 'wrong' });
      assert.equal(failed.status, 400);
      assert.equal(failed.location, undefined);
      assert.match(failed.html, /<title>Error: /);
      assert.match(failed.html, /role="alert" tabindex="-1" autofocus/);
      texts.add(
        failed.html.replace(`name="username" value="${username}"`, '').replace(/name="form" value="[^"]*"/g, ''),
      );
    }
    assert.equal(texts.size, 1);
  });

  test('takes the form from the browser it was made for alone', async () => {
    const [mineToo, other] = [new Browser(), new Browser()];
    const form = passwordForm(await mineToo.open(authorizeUrl()));
    await other.open(authorizeUrl());
    const filledIn = { username: '102', password };
    for (const attempt of [
      () => other.open(server.url + form.action, { ...form.fields, ...filledIn }),
      () => mineToo.send(form, { ...filledIn, form: `${form.fields.form?.slice(0, -4)}AAAA` }),
      () => mineToo.send(form, { ...filledIn, form: '' }),
    ]) {
      const { status, location } = await attempt();
      assert.deepEqual({ status, location }, { status: 400, location: undefined });
    }
    assert.equal((await mineToo.send(form, filledIn)).status, 303);
    mineToo.forget();
    assert.equal((await mineToo.send(form, filledIn)).status, 400);
  });

  test('sends whoever cancels back with access_denied', async () => {
    const browser = new Browser();
    const page = await browser.open(authorizeUrl());
    const { status, location } = await browser.send(passwordForm(page), { action: 'cancel' });
    assert.equal(status, 303);
    assert.equal(location?.searchParams.get('error'), 'access_denied');
    assert.equal(location?.searchParams.get('state'), 'a state');
    assert.equal(location?.searchParams.get('code'), null);
  });

  test('is the same for a request that comes as a form', async () => {
    const browser = new Browser();
    const form = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: '' };
    const page = await browser.open(`${server.url}/restapi/oauth/authorize`, form);
    assert.equal(page.status, 200);
    const { location } = await browser.send(passwordForm(page), { username: '102', password });
    assert.ok(location?.searchParams.get('code'));
    assert.equal(location?.searchParams.get('state'), null);
  });
});

describe('a request for a code', () => {
  const challenge = newPkce().challenge;
  const untrusted: Readonly<Record<string, string>> = {
    'an unknown app': authorizeUrl({ client_id: 'nobody' }),
    'no app': authorizeUrl({ client_id: '' }),
    'no redirect': authorizeUrl({ redirect_uri: '' }),
    'another host': authorizeUrl({ redirect_uri: 'https://evil.example/oauth2callback' }),
    'another path': authorizeUrl({ redirect_uri: `${redirectUri}/../evil` }),
    'a registered address as the start of another': authorizeUrl({ redirect_uri: `${redirectUri}.evil.example` }),
    'a host that begins alike': authorizeUrl({ redirect_uri: 'http://localhost.evil.example/oauth2callback' }),
    'a user name in front of the host': authorizeUrl({
      redirect_uri: 'http://localhost:3000@evil.example/oauth2callback',
    }),
    'a query that was not registered': authorizeUrl({ redirect_uri: `${redirectUri}?next=x` }),
    'a script for a redirect': authorizeUrl({ redirect_uri: 'javascript:alert(1)' }),
    'a parameter twice': `${authorizeUrl()}&client_id=${clientId}`,
    'a parameter of enormous length': authorizeUrl({ state: 'x'.repeat(5000) }),
  };
  for (const [name, url] of Object.entries(untrusted)) {
    test(`with ${name} is refused on a page, and sends nobody anywhere`, async () => {
      const { status, location, html, forms } = await new Browser().open(url);
      assert.deepEqual({ status, location, forms: forms.length }, { status: 400, location: undefined, forms: 0 });
      assert.match(html, /<h1>You cannot sign in from there<\/h1>/);
    });
  }

  const answered: Readonly<Record<string, { url: string; error: string }>> = {
    'the implicit flow': { url: authorizeUrl({ response_type: 'token' }), error: 'unsupported_response_type' },
    'no response type': { url: authorizeUrl({ response_type: '' }), error: 'invalid_request' },
    'plain PKCE': {
      url: authorizeUrl({ code_challenge: challenge, code_challenge_method: 'plain' }),
      error: 'invalid_request',
    },
    'a challenge that is none': { url: authorizeUrl({ code_challenge: 'short' }), error: 'invalid_request' },
    'no PKCE from an app without a secret': {
      url: authorizeUrl({ client_id: publicClientId }),
      error: 'invalid_request',
    },
    'the wish that nobody be asked': { url: authorizeUrl({ prompt: 'none' }), error: 'login_required' },
  };
  for (const [name, { url, error }] of Object.entries(answered)) {
    test(`with ${name} goes back to the app with ${error}`, async () => {
      const { status, location } = await new Browser().open(url);
      assert.equal(status, 303);
      assert.equal(`${location?.origin}${location?.pathname}`, redirectUri);
      assert.equal(location?.searchParams.get('error'), error);
      assert.ok(location?.searchParams.get('error_description'));
      assert.equal(location?.searchParams.get('state'), 'a state');
    });
  }

  test('gets its state back as it was, whatever is in it', async () => {
    const state = JSON.stringify({ to: '/a?b=c&d#e', name: 'Zoë 🐦' });
    assert.equal((await signInAt(authorizeUrl({ state }))).get('state'), state);
  });

  test('may name any port of the machine itself, and has the code sent there', async () => {
    const browser = new Browser();
    const there = 'http://127.0.0.1:51234/callback';
    const page = await browser.open(authorizeUrl({ redirect_uri: there }));
    const { location } = await browser.send(passwordForm(page), { username: '102', password });
    assert.equal(`${location?.origin}${location?.pathname}`, there);
  });
});

describe('a code', () => {
  const notFound = { error: 'invalid_grant', code: 'OAU-213' };

  test('used a second time is refused, and ends the session that it opened', async () => {
    const { verifier, challenge } = newPkce();
    const code = await codeAt(pkceUrl({ verifier, challenge }));
    const { body: tokens } = await redeem({ code, code_verifier: verifier });
    assert.equal((await readOwnNumber(tokens.access_token)).status, 200);
    assertOAuthError(await redeem<OAuthErrorBody>({ code, code_verifier: verifier }), notFound);
    assert.equal((await readOwnNumber(tokens.access_token)).status, 401);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    assertOAuthError(await redeem<OAuthErrorBody>(refresh), notFound);
  });

  const wrong: Readonly<Record<string, (pkce: Pkce) => Record<string, string>>> = {
    'the wrong verifier': () => ({ code_verifier: newPkce().verifier }),
    'no verifier': () => ({}),
    'another redirect': ({ verifier }) => ({
      code_verifier: verifier,
      redirect_uri: 'http://localhost:3001/oauth2callback',
    }),
    'no redirect': ({ verifier }) => ({ code_verifier: verifier, redirect_uri: '' }),
  };
  for (const [name, form] of Object.entries(wrong)) {
    test(`with ${name} is refused, and is used up by the try`, async () => {
      const pkce = newPkce();
      const code = await codeAt(pkceUrl(pkce));
      assertOAuthError(await redeem<OAuthErrorBody>({ code, ...form(pkce) }), notFound);
      assertOAuthError(await redeem<OAuthErrorBody>({ code, code_verifier: pkce.verifier }), notFound);
    });
  }

  test('is of no use to another app, and stays good for its own', async () => {
    const { verifier, challenge } = newPkce();
    const code = await codeAt(pkceUrl({ verifier, challenge }));
    const form = { code, code_verifier: verifier };
    assertOAuthError(await redeem<OAuthErrorBody>(form, appAuthorization(server)), notFound);
    assert.equal((await redeem(form)).status, 200);
  });

  test('of an app with a secret is of no use without it', async () => {
    const code = await codeAt(authorizeUrl());
    const answer = await redeem<OAuthErrorBody>({ code, client_id: clientId });
    assertOAuthError(answer, { error: 'invalid_client', code: 'OAU-153' });
    assert.equal((await redeem({ code }, appAuthorization(server))).status, 200);
  });
});
