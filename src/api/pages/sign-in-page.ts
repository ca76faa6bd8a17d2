/** The page on which people sign in and allow an app to act for them. */

import type { Extension } from '../../domain/extension.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { formTarget } from './page.ts';

export interface SignInPage {
  readonly company: string;
  readonly basePath: string;
  readonly appName: string;
  /** What it will be able to do; none for an app that need not be allowed anything. */
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** The signed request. */
  readonly form: string;
  /** What the field for the name is filled with. */
  readonly username: string;
  readonly hasFailed: boolean;
  /** People who may sign in by one click. */
  readonly people: readonly Extension[];
}

/** What an app may do, said to the person it is for. What is missing here is shown by its name. */
const permissions: Readonly<Record<string, string>> = {
  InternalMessages: 'send pages in your name',
  ReadMessages: 'read your pages',
  EditMessages: 'mark and delete your pages',
  ReadAccounts: 'see your company, its people and Departments',
  ReadContacts: 'see the company directory',
  EditAccounts: 'change the company, as far as you may',
  EditExtensions: 'change people and Departments, as far as you may',
  ReadPresence: 'see who is available',
  EditPresence: 'change whether you are available',
  RoleManagement: 'manage roles, as far as you may',
  SubscriptionWebhook: 'be told of new pages',
  WebSocketsSubscriptions: 'be told of new pages while you are online',
};

const failure =
  'The name and the password do not belong together, or there were too many tries. After several, wait a few minutes.';

export function signInPage(page: SignInPage): Page {
  const { company, basePath, appName, form, username, hasFailed, redirectUri, people } = page;
  const hidden = html`<input type="hidden" name="form" value="${form}">`;
  const mark = hasFailed ? html` aria-invalid="true" aria-describedby="fault"` : undefined;
  // Whoever has a quicker way above should not be sent past it.
  const focused = hasFailed || people.length > 0 ? 'none' : username === '' ? 'username' : 'password';
  const focus = (field: string) => (focused === field ? html` autofocus` : undefined);
  const body = html`<h1>Sign in</h1>
<p><strong>${appName}</strong> asks you to sign in. Afterwards you go back to ${placeOf(redirectUri)}.</p>
${hasFailed ? summary : undefined}
${people.length === 0 ? undefined : peopleForm(page, hidden)}
<form method="post" action="${basePath}/beckon/v1/sign-in">
${hidden}
<label for="username">Extension number or e-mail address</label>
<input id="username" name="username" value="${username}" required maxlength="254" autocomplete="username"
 autocapitalize="none" spellcheck="false"${mark}${focus('username')}>
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="512"
 autocomplete="current-password"${mark}${focus('password')}>
${page.scopes.length === 0 ? undefined : consent(page)}
<button name="action" value="allow">${page.scopes.length === 0 ? 'Sign in' : 'Sign in and allow'}</button>
<button class="plain" name="action" value="cancel" formnovalidate>Cancel</button>
</form>`;
  const title = hasFailed ? 'Error: sign in' : 'Sign in';
  return { title, company, basePath, body, formTarget: formTarget(redirectUri) };
}

/** What a person can tell an address by. */
function placeOf(uri: string): string {
  const { host, protocol } = new URL(uri);
  return host || protocol;
}

function consent({ appName, scopes }: SignInPage) {
  return html`<details><summary>What ${appName} will be able to do</summary><ul>${scopes.map(
    (scope) => html`<li>${permissions[scope] ?? scope}</li>`,
  )}</ul></details>`;
}

const summary = html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>You are not signed in</h2>
<p id="fault">${failure}</p>
</div>`;

function peopleForm({ basePath, people }: SignInPage, hidden: ReturnType<typeof html>) {
  return html`<form class="people" method="post" action="${basePath}/beckon/v1/sign-in">
${hidden}
<h2 id="people">As someone of the demo company</h2>
<ul aria-labelledby="people">${people.map(
    ({ extensionNumber, name, contact }) => html`
<li><button name="person" value="${extensionNumber}"><b>${extensionNumber}</b> <span>${name}</span> <span class="quiet">${contact.jobTitle}</span></button></li>`,
  )}
</ul>
</form>
<h2>With a password</h2>`;
}
