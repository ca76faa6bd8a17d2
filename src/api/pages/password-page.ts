/** The page on which someone who was invited sets a password. */

import { minPasswordLength, type PasswordFault } from '../../domain/password.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { formAction, type Texts } from './text/catalogue.ts';

export interface PasswordPage {
  readonly texts: Texts;
  readonly company: string;
  readonly basePath: string;
  readonly name: string;
  readonly extensionNumber: string;
  readonly token: string;
  readonly fault?: PasswordFault | 'typed differently' | undefined;
}

export function passwordPage(page: PasswordPage): Page {
  const { texts, company, basePath, name, extensionNumber, token, fault } = page;
  const { t } = texts;
  const count = minPasswordLength;
  const isRepeated = fault === 'typed differently';
  const mark = (isAtFault: boolean, hint: string) =>
    isAtFault ? html` aria-invalid="true" aria-describedby="fault ${hint}"` : html` aria-describedby="${hint}"`;
  const body = html`<h1>${t('password.title')}</h1>
<p>${t('password.lead', { name: html`<strong>${name}</strong>`, number: extensionNumber })}</p>
${
  fault === undefined
    ? undefined
    : html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${t('password.notSet')}</h2>
<p id="fault">${t(`password.fault.${fault}`, { count })}</p>
</div>`
}
<form method="post" action="${formAction(`${basePath}/beckon/v1/invitation`, texts)}">
<input type="hidden" name="token" value="${token}">
<input type="text" name="username" value="${extensionNumber}" autocomplete="username" hidden>
<label for="password">${t('password.new')}</label>
<p class="hint" id="rule">${t('password.rule', { count })}</p>
<input id="password" name="password" type="password" required maxlength="512" autocomplete="new-password"${mark(
    fault !== undefined && !isRepeated,
    'rule',
  )}${fault === undefined ? html` autofocus` : undefined}>
<label for="repeated">${t('password.repeated')}</label>
<input id="repeated" name="repeated" type="password" required maxlength="512" autocomplete="new-password"${
    isRepeated ? html` aria-invalid="true" aria-describedby="fault"` : undefined
  }>
<button>${t('password.act')}</button>
</form>`;
  const title = t(fault === undefined ? 'password.title' : 'password.titleFailed');
  return { texts, title, company, basePath, body };
}
