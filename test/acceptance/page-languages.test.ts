/** The server's own pages in the language of whoever reads them. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { Browser, type Opened } from './browser.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());

const { env } = server;

function authorizeUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const standard = {
    response_type: 'code',
    client_id: env.RINGCENTRAL_CLIENT_ID ?? '',
    redirect_uri: env.BECKON_REDIRECT_URI ?? '',
  };
  return `${server.url}/restapi/oauth/authorize?${new URLSearchParams({ ...standard, ...parameters })}`;
}

async function invitationOf(number: string): Promise<string> {
  const { code, stdout, stderr } = await beckon([
    ...['invite', number, '--data', server.dataDir, '--public-url', server.url],
  ]);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

function formOf({ forms, html }: Opened) {
  const form = forms.at(-1);
  assert.ok(form, `there is no form in: ${html}`);
  return form;
}

const headings = {
  en: {
    signIn: 'Sign in',
    notSignedIn: 'You are not signed in',
    refused: 'You cannot sign in from there',
    outdated: 'This page has been open for too long',
    failed: 'That did not work',
    setPassword: 'Set your password',
    notSet: 'The password is not set',
    set: 'Your password is set',
    usedUp: 'This link does not work any more',
    errors: 'Errors',
  },
  de: {
    signIn: 'Anmelden',
    notSignedIn: 'Sie sind nicht angemeldet',
    refused: 'Von dort können Sie sich nicht anmelden',
    outdated: 'Diese Seite war zu lange offen',
    failed: 'Das hat nicht geklappt',
    setPassword: 'Legen Sie Ihr Passwort fest',
    notSet: 'Das Passwort ist nicht festgelegt',
    set: 'Ihr Passwort ist festgelegt',
    usedUp: 'Dieser Link gilt nicht mehr',
    errors: 'Fehler',
  },
} as const;

type Language = keyof typeof headings;

function requirePage(page: Opened, language: Language, heading: keyof (typeof headings)['en']): void {
  const { headers, html } = page;
  assert.match(html, new RegExp(`<h[12]>${headings[language][heading]}</h[12]>`));
  assert.match(html, new RegExp(`<html lang="${language}">`));
  assert.equal(headers.get('content-language'), language);
  assert.match(headers.get('vary') ?? '', /(^|, )Accept-Language(,|$)/);
  assert.match(
    headers.get('content-security-policy') ?? '',
    /^default-src 'none'; style-src 'self'; form-action 'self'/,
  );
  assert.doesNotMatch(html, /<script|<style|style=/);
  // What the API says is left as it is.
  const own = html.replaceAll(/<span[^>]* lang="en">.*?<\/span>/g, '');
  assert.doesNotMatch(own, /\{\w+\}|undefined/);
}

for (const [language, acceptLanguage, person] of [
  ['en', 'en-GB,en;q=0.9,de;q=0.8', '103'],
  ['de', 'fr;q=0.2, de-AT;q=0.9, en;q=0.5', '104'],
] as const) {
  describe(`to a browser that asks for ${acceptLanguage}`, () => {
    test('the sign-in page speaks its language, also of a wrong password and a locked one', async () => {
      const browser = new Browser({ acceptLanguage });
      const page = await browser.open(authorizeUrl());
      requirePage(page, language, 'signIn');
      for (let failures = 0; failures < 5; failures++) {
        const failed = await browser.send(formOf(page), { username: person, password: `wrong ${failures}` });
        requirePage(failed, language, 'notSignedIn');
      }
      const right = { username: person, password: env[`BECKON_PASSWORD_${person}`] ?? '' };
      const locked = await browser.send(formOf(page), right);
      assert.equal(locked.status, 400);
      requirePage(locked, language, 'notSignedIn');
    });

    test('so do an app’s mistake, an outdated form and one that cannot be read', async () => {
      const browser = new Browser({ acceptLanguage });
      requirePage(await browser.open(authorizeUrl({ client_id: 'nobody' })), language, 'refused');
      const form = formOf(await browser.open(authorizeUrl()));
      requirePage(await browser.send(form, { form: 'x' }), language, 'outdated');
      requirePage(await browser.send(form, { username: 'x'.repeat(300) }), language, 'failed');
      requirePage(await browser.open(`${server.url}/docs/errors`), language, 'errors');
    });

    test('so do the page behind a link, all that is wrong with a password, and its end', async () => {
      const uri = await invitationOf(person);
      const browser = new Browser({ acceptLanguage });
      const page = await browser.open(uri);
      requirePage(page, language, 'setPassword');
      const good = 'ein ganz neues Wort';
      const texts = new Set<string>();
      for (const [password, repeated = password] of [
        ...[['short'], ['x'.repeat(300)], ['password1234'], ['abababababab'], ['harbour street clinic']],
        [good, `${good}!`],
      ] as [string, string?][]) {
        const refused = await browser.send(formOf(page), { password, repeated });
        assert.equal(refused.status, 400);
        requirePage(refused, language, 'notSet');
        texts.add(/<p id="fault">([^<]+)</.exec(refused.html)?.[1] ?? '');
      }
      assert.ok(texts.size >= 5 && !texts.has(''), [...texts].join('\n'));
      requirePage(await browser.send(formOf(page), { password: good, repeated: good }), language, 'set');
      requirePage(await browser.open(uri), language, 'usedUp');
    });
  });
}

describe('ui_locales', () => {
  test('comes before what the browser asks for, on every page that follows', async () => {
    for (const [locales, acceptLanguage, language] of [
      ['fr-CA de-CH en', 'en-US', 'de'],
      ['en-US', 'de', 'en'],
    ] as const) {
      const browser = new Browser({ acceptLanguage });
      const page = await browser.open(authorizeUrl({ ui_locales: locales }));
      requirePage(page, language, 'signIn');
      const failed = await browser.send(formOf(page), { username: '999', password: 'wrong' });
      requirePage(failed, language, 'notSignedIn');
      requirePage(await browser.send(formOf(failed), { username: '999', password: 'x' }), language, 'notSignedIn');
      requirePage(await browser.send(formOf(failed), { username: 'x'.repeat(300) }), language, 'failed');
      requirePage(await browser.send(formOf(failed), { form: '' }), language, 'outdated');
      const wrong = { ui_locales: locales, redirect_uri: '' };
      requirePage(await browser.open(authorizeUrl(wrong)), language, 'refused');
    }
  });

  test('counts in a request that comes as a form', async () => {
    const { origin, pathname, searchParams } = new URL(authorizeUrl({ ui_locales: 'de' }));
    const page = await new Browser().open(origin + pathname, Object.fromEntries(searchParams));
    requirePage(page, 'de', 'signIn');
  });

  test('that names nothing that there is leaves it to the browser', async () => {
    const browser = new Browser({ acceptLanguage: 'de' });
    for (const locales of ['fr', '', '"><script>']) {
      requirePage(await browser.open(authorizeUrl({ ui_locales: locales })), 'de', 'signIn');
    }
    requirePage(await new Browser().open(authorizeUrl({ ui_locales: 'fr' })), 'en', 'signIn');
    const twice = `${authorizeUrl({ ui_locales: 'en' })}&ui_locales=en`;
    requirePage(await browser.open(twice), 'de', 'refused');
  });

  test('is listed among what is offered', async () => {
    const response = await fetch(`${server.url}/.well-known/openid-configuration`);
    const document = (await response.json()) as { ui_locales_supported: string[] };
    assert.deepEqual(document.ui_locales_supported, ['en', 'de']);
  });
});

test('the API’s own errors are English for everyone', async () => {
  const headers = { 'accept-language': 'de' };
  const answer = await fetch(`${server.url}/restapi/v1.0/account/~`, { headers });
  assert.match(await answer.text(), /The Authorization header is missing/);
  assert.equal(answer.headers.get('content-language'), null);
});
