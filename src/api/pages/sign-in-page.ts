/** The page on which people sign in and allow an app to act for them. */

import type { Extension } from '../../domain/extension.ts';
import { html, type Insert } from './html.ts';
import type { Page } from './page.ts';
import { formTarget } from './page.ts';
import { formAction, isKey, type Texts } from './text/catalogue.ts';

/** What whoever signs in can do something about. */
export const signInFailures = ['bad-credentials', 'shared-address'] as const;
export type SignInFailure = (typeof signInFailures)[number];

export interface SignInPage {
  readonly texts: Texts;
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
  readonly failure: SignInFailure | undefined;
  /** People who may sign in by one click. */
  readonly people: readonly Extension[];
}

export function signInPage(page: SignInPage): Page {
  const { texts, company, basePath, appName, form, username, failure, redirectUri, people } = page;
  const { t } = texts;
  const hasFailed = failure !== undefined;
  const hidden = html`<input type="hidden" name="form" value="${form}">`;
  const mark = hasFailed ? html` aria-invalid="true" aria-describedby="fault"` : undefined;
  // Whoever has a quicker way above should not be sent past it.
  const focused = hasFailed || people.length > 0 ? 'none' : username === '' ? 'username' : 'password';
  const focus = (field: string) => (focused === field ? html` autofocus` : undefined);
  const body = html`<h1>${t('signIn.title')}</h1>
<p>${t('signIn.lead', { app: html`<strong>${appName}</strong>`, place: placeOf(redirectUri) })}</p>
${failure && summary(failure, texts)}
${people.length === 0 ? undefined : peopleForm(page, hidden)}
<form method="post" action="${formAction(`${basePath}/beckon/v1/sign-in`, texts)}">
${hidden}
<label for="username">${t('signIn.username')}</label>
<input id="username" name="username" value="${username}" required maxlength="254" autocomplete="username"
 autocapitalize="none" spellcheck="false"${mark}${focus('username')}>
<label for="password">${t('signIn.password')}</label>
<input id="password" name="password" type="password" required maxlength="512"
 autocomplete="current-password"${mark}${focus('password')}>
${page.scopes.length === 0 ? undefined : consent(page)}
<button name="action" value="allow">${t(page.scopes.length === 0 ? 'signIn.act' : 'signIn.allow')}</button>
<button class="plain" name="action" value="cancel" formnovalidate>${t('action.cancel')}</button>
</form>`;
  const title = t(hasFailed ? 'signIn.titleFailed' : 'signIn.title');
  return { texts, title, company, basePath, body, formTarget: formTarget(redirectUri) };
}

/** What a person can tell an address by. */
function placeOf(uri: string): string {
  const { host, protocol } = new URL(uri);
  return host || protocol;
}

function consent({ texts: { t }, appName, scopes }: SignInPage) {
  return html`<details><summary>${t('signIn.consent', { app: appName })}</summary><ul>${scopes.map(
    (scope) => html`<li>${permission(scope, t)}</li>`,
  )}</ul></details>`;
}

/** What has no text is shown by its name. */
function permission(scope: string, t: Texts['t']): Insert {
  const key = `scope.${scope}`;
  return isKey(key) ? t(key) : scope;
}

const faults = { 'bad-credentials': 'signIn.fault', 'shared-address': 'signIn.sharedAddress' } as const;

function summary(failure: SignInFailure, { t }: Texts) {
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${t('signIn.notSignedIn')}</h2>
<p id="fault">${t(faults[failure])}</p>
</div>`;
}

function peopleForm({ texts, basePath, people }: SignInPage, hidden: ReturnType<typeof html>) {
  const { t } = texts;
  return html`<form class="people" method="post" action="${formAction(`${basePath}/beckon/v1/sign-in`, texts)}">
${hidden}
<h2 id="people">${t('signIn.people')}</h2>
<ul aria-labelledby="people">${people.map(
    ({ extensionNumber, name, contact }) => html`
<li><button name="person" value="${extensionNumber}"><b>${extensionNumber}</b> <bdi>${name}</bdi> <bdi class="quiet">${contact.jobTitle}</bdi></button></li>`,
  )}
</ul>
</form>
<h2>${t('signIn.withPassword')}</h2>`;
}
