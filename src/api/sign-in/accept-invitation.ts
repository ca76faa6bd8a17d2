/** GET and POST /beckon/v1/invitation: where someone with a one-time link sets a password. */

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { changeSignIn } from '../../actions/sign-in/change-sign-in.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import { passwordFault } from '../../domain/password.ts';
import { normalPassword } from '../../wire/passwords.ts';
import { type ParsedToken, parseToken } from '../../wire/tokens.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { passwordPage } from '../pages/password-page.ts';
import type { Beckon } from '../shared/beckon.ts';
import { formType, operation } from '../shared/operation.ts';
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
  schema: { querystring: Type.Object({ token: Type.Optional(Type.String()) }), response },
  async handle({ query, reply }, beckon) {
    const invited = await invitedBy(beckon, query.token);
    if (!invited) return sendUsedUp(reply, beckon);
    return sendPage(reply, 200, passwordPage(await pageOf(beckon, invited, query.token)));
  },
});

export const acceptInvitation = operation({
  ...shared,
  operationId: 'acceptInvitation',
  summary: 'The form of that page',
  method: 'POST',
  consumes: [formType],
  schema: {
    body: Type.Object({
      token: Type.Optional(Type.String()),
      password: Type.Optional(Type.String({ maxLength: 1024 })),
      repeated: Type.Optional(Type.String({ maxLength: 1024 })),
    }),
    response,
  },
  async handle({ body: { token, password = '', repeated = '' }, request, reply }, beckon) {
    const invited = await invitedBy(beckon, token);
    if (!invited) return sendUsedUp(reply, beckon);
    const company = await companyName(beckon, invited.extension.accountId);
    const text = normalPassword(password);
    const isSame = text === normalPassword(repeated);
    const fault =
      passwordFault(text, wordsAbout(invited.extension, company)) ?? (isSame ? undefined : 'typed differently');
    if (fault !== undefined) {
      return sendPage(reply, 400, passwordPage({ ...(await pageOf(beckon, invited, token)), fault }));
    }
    const newHash = await request.server.passwords.hash(text);
    try {
      const change = { kind: 'accept-invitation', ...invited.parsed, newHash, address: request.ip } as const;
      await changeSignIn(beckon.store, change);
    } catch (error) {
      if (error instanceof DomainError && error.refusal.code === 'invalid-grant') return sendUsedUp(reply, beckon);
      throw error;
    }
    return sendNotice(reply, 200, {
      ...{ title: 'Your password is set', company, basePath: beckon.urls.basePath },
      text: doneText(invited.extension),
      link: { href: `${beckon.urls.basePath}/app/`, label: 'Open the web app' },
    });
  },
});

interface Invited {
  readonly extension: Extension;
  readonly parsed: ParsedToken;
}

async function invitedBy({ store, clock }: Beckon, token = ''): Promise<Invited | undefined> {
  const parsed = parseToken(token);
  const found = parsed && (await store.readInvitation(parsed.accountId, parsed.tokenHash));
  if (!parsed || !found || found.invitation.expiresMs <= clock.nowMs() || found.extension.isDeleted) return undefined;
  return { parsed, extension: found.extension };
}

async function pageOf(beckon: Beckon, { extension }: Invited, token = '') {
  const { name, extensionNumber, accountId } = extension;
  const { basePath } = beckon.urls;
  return { company: await companyName(beckon, accountId), basePath, name, extensionNumber, token };
}

function doneText({ extensionNumber }: Extension): string {
  return `From now on you sign in as ${extensionNumber} with it. Wherever you were signed in before, you no longer are. You can close this page, or go on in the web app.`;
}

function sendUsedUp(reply: FastifyReply, { urls }: Beckon): FastifyReply {
  return sendNotice(reply, 404, {
    title: 'This link does not work any more',
    basePath: urls.basePath,
    text: 'It has been used, a newer one was made, or its time is over. Ask your administrator for another.',
  });
}
