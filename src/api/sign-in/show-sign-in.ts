/** Shows the sign-in page for a request that has been found sound. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Extension } from '../../domain/extension.ts';
import { isActive, ownsMailbox } from '../../domain/extension.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { App } from '../../domain/session.ts';
import { type AuthorizeRequest, signedForm } from '../../wire/authorize-requests.ts';
import { errorHints } from '../../wire/error-hints.ts';
import type { Judgement } from '../oauth/authorization.ts';
import { type Html, html } from '../pages/html.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { type SignInFailure, signInPage } from '../pages/sign-in-page.ts';
import { type Texts, textsFor } from '../pages/text/catalogue.ts';
import type { ApiServices } from '../shared/services.ts';
import { markBrowser } from './form-cookie.ts';

interface Shown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asked: AuthorizeRequest;
  readonly username?: string;
  readonly failure?: SignInFailure;
}

/** Answers a judged request: with the page, with what is wrong, or by sending the browser on. */
export async function answerJudgement(
  services: ApiServices,
  judgement: Judgement,
  shown: Shown,
): Promise<FastifyReply> {
  const { request, reply } = shown;
  const texts = textsFor(request);
  switch (judgement.kind) {
    case 'refused':
      request.toldInstead = toldOf(judgement.description, judgement.app, shown.asked);
      if (judgement.app?.isFirstParty) return leadToOwnAddress(services, reply, texts);
      return sendNotice(reply, 400, {
        ...{ texts, title: texts.t('signIn.refused'), basePath: services.urls.basePath },
        text: refusalText(judgement.description, texts),
      });
    case 'redirected':
      request.toldInstead = toldAfter(judgement.location);
      // See other: the form must not be sent on to the app.
      return reply.header('cache-control', 'no-store').redirect(judgement.location, 303);
    case 'sound':
      return await showSignIn(services, judgement, shown);
  }
}

const askedHint = 'Send response_type=code, client_id, redirect_uri and, without a secret, code_challenge in the query';

/** For the demo's timeline: its page is not looked into. */
function toldOf(description: string, app: App | undefined, asked: AuthorizeRequest) {
  const hint = !app
    ? errorHints['invalid-client']
    : asked.redirect_uri === undefined || app.redirectUris.includes(asked.redirect_uri)
      ? askedHint
      : `Register the address with the app (PUT /beckon/v1/apps/{clientId}), or use one of: ${app.redirectUris.join(', ')}`;
  return { errorCode: null, message: description, hint: hint ?? null };
}

/** The app is told in the address that its user is sent back to. */
function toldAfter(location: string): FastifyRequest['toldInstead'] {
  const query = new URL(location).searchParams;
  if (!query.has('error')) return null;
  return { errorCode: query.get('error'), message: query.get('error_description'), hint: askedHint };
}

/** Our own web app was opened under another name or port than the public one, where nobody can be sent back to. */
function leadToOwnAddress({ urls: { publicUrl, basePath } }: ApiServices, reply: FastifyReply, texts: Texts) {
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
  services: ApiServices,
  { app, redirectUri }: Extract<Judgement, { kind: 'sound' }>,
  { request, reply, asked, username, failure }: Shown,
): Promise<FastifyReply> {
  const context = { browser: markBrowser(request, reply, services), nowMs: services.clock.nowMs() };
  const page = signInPage({
    texts: textsFor(request),
    company: await companyName(services, app.accountId),
    basePath: services.urls.basePath,
    appName: app.name,
    // Beckon's own app is Beckon: there is no one else to be asked about.
    scopes: app.isFirstParty ? [] : app.scopes,
    redirectUri,
    form: await signedForm(await services.store.server.readSecret(), asked, context),
    username: username ?? asked.login_hint ?? '',
    failure,
    people: services.isSignInWaived ? await peopleOf(services, app.accountId) : [],
  });
  return sendPage(reply, failure ? 400 : 200, page);
}

export async function companyName({ store }: ApiServices, accountId: AccountId): Promise<string> {
  return (await store.server.listAccounts()).find((one) => one.accountId === accountId)?.name ?? '';
}

const maxPeople = 20;

async function peopleOf({ store }: ApiServices, accountId: AccountId): Promise<Extension[]> {
  const everyone = await store.server.listPeople(accountId, maxPeople);
  return everyone.filter((one) => isActive(one) && ownsMailbox(one.type));
}
