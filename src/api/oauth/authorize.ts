/** GET and POST /restapi/oauth/authorize: where apps send browsers to sign someone in. (WIRE contract, section 5.) */

import { Type } from 'typebox';
import { authorizeRequestFrom, authorizeShape } from '../../wire/authorize-requests.ts';
import { type Call, formType, operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';
import { answerJudgement } from '../sign-in/show-sign-in.ts';

const shared = {
  summary: 'Sign someone in on a page, and send an authorization code back',
  tag: 'Sign-in',
  path: '/restapi/oauth/authorize',
  access: 'public',
  rate: 'Auth',
  isPage: true,
} as const;

const response = { 200: Type.String({ description: 'The sign-in page' }) };

async function handle(parameters: unknown, { request, reply }: Pick<Call, 'request' | 'reply'>, services: ApiServices) {
  const { judge } = await import('./authorization.ts');
  const asked = authorizeRequestFrom((parameters ?? {}) as Record<string, unknown>);
  const judgement = asked
    ? await judge(services, asked)
    : ({ kind: 'refused', description: 'A parameter is there twice, or is too long.' } as const);
  return await answerJudgement(services, judgement, { request, reply, asked: asked ?? {} });
}

export const authorize = operation({
  ...shared,
  operationId: 'authorize',
  method: 'GET',
  schema: { querystring: authorizeShape, response },
  handle: ({ query, request, reply }, services) => handle(query, { request, reply }, services),
});

export const authorize2 = operation({
  ...shared,
  operationId: 'authorize2',
  method: 'POST',
  consumes: [formType],
  schema: { body: authorizeShape, response },
  handle: ({ body, request, reply }, services) => handle(body, { request, reply }, services),
});
