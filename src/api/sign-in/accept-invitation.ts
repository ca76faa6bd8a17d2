/** GET and POST /beckon/v1/invitation: where someone with a one-time link sets a password. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import { passwordFault } from '../../domain/password.ts';
import { normalPassword } from '../../wire/passwords.ts';
import { type ParsedToken, parseToken } from '../../wire/tokens.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { passwordPage } from '../pages/password-page.ts';
import { pageQuery, textsFor } from '../pages/text/catalogue.ts';
import { formType, operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';
import { rememberBrowser } from './known-browser.ts';
import { companyName } from './show-sign-in.ts';
import { wordsAbout } from './words-about.ts';

const shared = {
  tag: 'Sign-in',
  path: '/beckon/v1/invitation',
  access: 'public',
  rate: 'Auth',
  isPage: true,
} as const;
const response = { 200: Type.String() };

export const showInvitation = operation({
  ...shared,
  operationId: 'showInvitation',
  summary: 'The page behind a one-time link',
  method: 'GET',
  schema: {
    querystring: Type.Object({ token: Type.Optional(Type.String()), ...pageQuery.properties }),
    response,
  },
  async handle({ query, request, reply }, services) {
    const texts = textsFor(request);
    const invited = await invitedBy(services, query.token);
    if (!invited) return sendUsedUp(request, reply, services);
    return sendPage(reply, 200, passwordPage({ ...(await pageOf(services, invited, query.token)), texts }));
  },
});

export const acceptInvitation = operation({
  ...shared,
  operationId: 'acceptInvitation',
  summary: 'The form of that page',
  method: 'POST',
  consumes: [formType],
  schema: {
    querystring: pageQuery,
    body: Type.Object({
      token: Type.Optional(Type.String()),
      password: Type.Optional(Type.String({ maxLength: 1024 })),
      repeated: Type.Optional(Type.String({ maxLength: 1024 })),
    }),
    response,
  },
  async handle({ body: { token, password = '', repeated = '' }, request, reply }, services) {
    const texts = textsFor(request);
    const invited = await invitedBy(services, token);
    if (!invited) return sendUsedUp(request, reply, services);
    const company = await companyName(services, invited.extension.accountId);
    const text = normalPassword(password);
    const isSame = text === normalPassword(repeated);
    const fault =
      passwordFault(text, wordsAbout(invited.extension, company)) ?? (isSame ? undefined : 'typed differently');
    if (fault !== undefined) {
      return sendPage(reply, 400, passwordPage({ ...(await pageOf(services, invited, token)), texts, fault }));
    }
    const newHash = await request.server.passwords.hash(text);
    try {
      const change = { kind: 'accept-invitation', ...invited.parsed, newHash, address: request.ip } as const;
      unwrap(await services.store.execute(change));
    } catch (error) {
      if (error instanceof DomainError && error.refusal.code === 'invalid-grant')
        return sendUsedUp(request, reply, services);
      throw error;
    }
    await rememberBrowser(request, reply, { services, person: invited.extension });
    return sendNotice(reply, 200, {
      ...{ texts, title: texts.t('password.set'), company, basePath: services.urls.basePath },
      text: texts.t('password.setText', { number: invited.extension.extensionNumber }),
      link: { href: `${services.urls.basePath}/app/`, label: texts.t('password.openApp') },
    });
  },
});

interface Invited {
  readonly extension: Extension;
  readonly parsed: ParsedToken;
}

async function invitedBy({ store, clock }: ApiServices, token = ''): Promise<Invited | undefined> {
  const parsed = parseToken(token);
  const found = parsed && (await store.server.readInvitation(parsed.accountId, parsed.tokenHash));
  if (!parsed || !found || found.invitation.expiresMs <= clock.nowMs() || found.extension.isDeleted) return undefined;
  return { parsed, extension: found.extension };
}

async function pageOf(services: ApiServices, { extension }: Invited, token = '') {
  const { name, extensionNumber, accountId } = extension;
  const { basePath } = services.urls;
  return { company: await companyName(services, accountId), basePath, name, extensionNumber, token };
}

function sendUsedUp(request: FastifyRequest, reply: FastifyReply, { urls }: ApiServices): FastifyReply {
  request.server.rates.countFailedProof(request);
  const texts = textsFor(request);
  const { t } = texts;
  const page = { texts, title: t('password.usedUp'), text: t('password.usedUpText'), basePath: urls.basePath };
  return sendNotice(reply, 404, page);
}
