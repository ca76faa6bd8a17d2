/** POST /beckon/v1/sign-in: the form of the sign-in page. */

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { IssueCode } from '../../domain/commands/sessions.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type AuthorizeRequest, requestOfForm } from '../../wire/authorize-requests.ts';
import { loginNameFrom } from '../../wire/login-names.ts';
import { sendNotice } from '../pages/page.ts';
import { signInFailures } from '../pages/sign-in-page.ts';
import { pageQuery, type Texts, textsFor } from '../pages/text/catalogue.ts';
import { type Call, formType, operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';
import { browserOf } from './form-cookie.ts';
import { knownBrowser, rememberBrowser } from './known-browser.ts';
import { answerJudgement } from './show-sign-in.ts';

const formShape = Type.Object({
  form: Type.Optional(Type.String()),
  username: Type.Optional(Type.String({ maxLength: 254 })),
  password: Type.Optional(Type.String({ maxLength: 512 })),
  person: Type.Optional(Type.String()),
  action: Type.Optional(Type.String()),
});
type Form = Type.Static<typeof formShape>;

export const signIn = operation({
  operationId: 'signIn',
  summary: 'The form of the sign-in page',
  tag: 'Sign-in',
  method: 'POST',
  path: '/beckon/v1/sign-in',
  access: 'public',
  rate: 'Auth',
  isPage: true,
  consumes: [formType],
  schema: { querystring: pageQuery, body: formShape, response: { 200: Type.String() } },
  async handle({ body, request, reply }, services) {
    const context = { browser: browserOf(request, services), nowMs: services.clock.nowMs() };
    const asked = await requestOfForm(await services.store.server.readSecret(), body.form ?? '', context);
    if (!asked) return sendOutdated(reply, services, textsFor(request));
    if (body.action === 'cancel') {
      const { deny } = await import('../oauth/authorization.ts');
      return await answerJudgement(services, await deny(services, asked), { request, reply, asked });
    }
    return await trySignIn(services, asked, body, { request, reply });
  },
});

async function trySignIn(
  services: ApiServices,
  asked: AuthorizeRequest,
  body: Form,
  { request, reply }: Pick<Call, 'request' | 'reply'>,
): Promise<FastifyReply> {
  const { giveCode, judge } = await import('../oauth/authorization.ts');
  const judgement = await judge(services, asked);
  if (judgement.kind !== 'sound') return await answerJudgement(services, judgement, { request, reply, asked });
  try {
    const { accountId } = judgement.app;
    const proof = await proofFrom(services, accountId, body, request);
    const given = await giveCode(services, asked, proof);
    const person = { accountId, extensionId: proof.extensionId };
    if (proof.kind === 'password') await rememberBrowser(request, reply, { services, person });
    return await answerJudgement(services, given, { request, reply, asked });
  } catch (error) {
    const failure = signInFailures.find((one) => error instanceof DomainError && error.refusal.code === one);
    if (failure === undefined) throw error;
    request.server.rates.countFailedProof(request);
    const username = body.username ?? '';
    return await answerJudgement(services, judgement, { request, reply, asked, username, failure });
  }
}

async function proofFrom(
  services: ApiServices,
  accountId: AccountId,
  { person, username = '', password = '' }: Form,
  request: Call['request'],
): Promise<IssueCode['proof']> {
  if (person !== undefined && services.isSignInWaived) {
    const login = await services.store.server.readLogin(accountId, { extensionNumber: person });
    if (!login) throw new DomainError({ code: 'bad-credentials' });
    return { kind: 'waived', extensionId: login.extension.extensionId };
  }
  const name = loginNameFrom(username);
  const { placeOf } = await knownBrowser(request, services);
  return await request.server.passwords.prove({ accountId, name, password, address: request.ip, placeOf });
}

function sendOutdated(reply: FastifyReply, { urls }: ApiServices, texts: Texts): FastifyReply {
  const { t } = texts;
  const page = { texts, title: t('signIn.outdated'), text: t('signIn.outdatedText'), basePath: urls.basePath };
  return sendNotice(reply, 400, page);
}
