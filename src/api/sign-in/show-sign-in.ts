/** Shows the sign-in page for a request that has been found sound. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Extension } from '../../domain/extension.ts';
import { isActive, ownsMailbox } from '../../domain/extension.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type AuthorizeRequest, signedForm } from '../../wire/authorize-requests.ts';
import type { Judgement } from '../oauth/authorization.ts';
import { type Html, html } from '../pages/html.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { type SignInFailure, signInPage } from '../pages/sign-in-page.ts';
import { type Texts, textsFor } from '../pages/text/catalogue.ts';
import type { Beckon } from '../shared/beckon.ts';
import { markBrowser } from './form-cookie.ts';

interface Shown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asked: AuthorizeRequest;
  readonly username?: string;
  readonly failure?: SignInFailure;
}

/** Answers a judged request: with the page, with what is wrong, or by sending the browser on. */
export async function answerJudgement(beckon: Beckon, judgement: Judgement, shown: Shown): Promise<FastifyReply> {
  const { request, reply } = shown;
  const texts = textsFor(request);
  switch (judgement.kind) {
    case 'refused':
      if (judgement.app?.isFirstParty) return leadToOwnAddress(beckon, reply, texts);
      return sendNotice(reply, 400, {
        ...{ texts, title: texts.t('signIn.refused'), basePath: beckon.urls.basePath },
        text: refusalText(judgement.description, texts),
      });
    case 'redirected':
      // See other: the form must not be sent on to the app.
      return reply.header('cache-control', 'no-store').redirect(judgement.location, 303);
    case 'sound':
      return await showSignIn(beckon, judgement, shown);
  }
}

/** Our own web app was opened under another name or port than the public one, where nobody can be sent back to. */
function leadToOwnAddress({ urls: { publicUrl, basePath } }: Beckon, reply: FastifyReply, texts: Texts) {
  return sendNotice(reply, 400, {
    ...{ texts, title: texts.t('signIn.elsewhere'), basePath },
    text: texts.t('signIn.elsewhereText', { address: publicUrl }),
    link: { href: `${publicUrl}/app/`, label: texts.t('password.openApp') },
  });
}

/** What is wrong is said in the words of the OAuth library: whoever mends the app knows them. */
function refusalText(description: string, { t }: Texts): Html {
  const reason = description.replaceAll('`', '').replace(/\.$/, '');
  return t('signIn.refusedText', { reason: html`<span lang="en">${reason}</span>` });
}

async function showSignIn(
  beckon: Beckon,
  { app, redirectUri }: Extract<Judgement, { kind: 'sound' }>,
  { request, reply, asked, username, failure }: Shown,
): Promise<FastifyReply> {
  const context = { browser: markBrowser(request, reply, beckon), nowMs: beckon.clock.nowMs() };
  const page = signInPage({
    texts: textsFor(request),
    company: await companyName(beckon, app.accountId),
    basePath: beckon.urls.basePath,
    appName: app.name,
    // Beckon's own app is Beckon: there is no one else to be asked about.
    scopes: app.isFirstParty ? [] : app.scopes,
    redirectUri,
    form: await signedForm(await beckon.store.readSecret(), asked, context),
    username: username ?? asked.login_hint ?? '',
    failure,
    people: beckon.isSignInWaived ? await peopleOf(beckon, app.accountId) : [],
  });
  return sendPage(reply, failure ? 400 : 200, page);
}

export async function companyName({ store }: Beckon, accountId: AccountId): Promise<string> {
  return (await store.listAccounts()).find((one) => one.accountId === accountId)?.name ?? '';
}

const maxPeople = 20;

async function peopleOf({ store }: Beckon, accountId: AccountId): Promise<Extension[]> {
  const everyone = await store.listPeople(accountId, maxPeople);
  return everyone.filter((one) => isActive(one) && ownsMailbox(one.type));
}
