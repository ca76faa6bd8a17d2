/** The page on which someone who was invited sets a password. */

import { minPasswordLength, type PasswordFault } from '../../domain/password.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';

export interface PasswordPage {
  readonly company: string;
  readonly basePath: string;
  readonly name: string;
  readonly extensionNumber: string;
  readonly token: string;
  readonly fault?: PasswordFault | 'typed differently' | undefined;
}

const faults: Readonly<Record<NonNullable<PasswordPage['fault']>, string>> = {
  'too short': `It must have at least ${minPasswordLength} characters.`,
  'too long': 'It is too long.',
  'too common': 'It is one of those that are tried first. Choose another.',
  'made of one repeated piece': 'It repeats one piece over and over. Choose another.',
  'about its owner': 'It is hardly more than a name. Choose another.',
  'typed differently': 'The two are not the same. Type it again.',
};

export function passwordPage({ company, basePath, name, extensionNumber, token, fault }: PasswordPage): Page {
  const text = fault && faults[fault];
  const isRepeated = fault === 'typed differently';
  const mark = (isAtFault: boolean, hint: string) =>
    isAtFault ? html` aria-invalid="true" aria-describedby="fault ${hint}"` : html` aria-describedby="${hint}"`;
  const body = html`<h1>Set your password</h1>
<p>For <strong>${name}</strong>, extension ${extensionNumber}.</p>
${
  text === undefined
    ? undefined
    : html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>The password is not set</h2>
<p id="fault">${text}</p>
</div>`
}
<form method="post" action="${basePath}/beckon/v1/invitation">
<input type="hidden" name="token" value="${token}">
<input type="text" name="username" value="${extensionNumber}" autocomplete="username" hidden>
<label for="password">New password</label>
<p class="hint" id="rule">At least ${minPasswordLength} characters; any will do, blanks too. A few words that only you would put together are best.</p>
<input id="password" name="password" type="password" required maxlength="512" autocomplete="new-password"${mark(
    fault !== undefined && !isRepeated,
    'rule',
  )}${fault === undefined ? html` autofocus` : undefined}>
<label for="repeated">The same again</label>
<input id="repeated" name="repeated" type="password" required maxlength="512" autocomplete="new-password"${
    isRepeated ? html` aria-invalid="true" aria-describedby="fault"` : undefined
  }>
<button>Set password</button>
</form>`;
  return { title: fault === undefined ? 'Set your password' : 'Error: set your password', company, basePath, body };
}
