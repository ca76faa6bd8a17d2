/** POST /restapi/oauth/revoke: signs out. The whole session ends, whichever of its tokens is given. */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { AccessGrant } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import { parseToken } from '../../wire/tokens.ts';
import { formType, jsonType, noContent, operation } from '../shared/operation.ts';
import { requireClient } from './client.ts';

export const revokeToken = operation({
  operationId: 'revokeToken',
  summary: 'Sign out',
  tag: 'Sign-in',
  method: 'POST',
  path: '/restapi/oauth/revoke',
  access: 'public',
  rate: 'Auth',
  consumes: [formType, jsonType],
  schema: {
    body: Type.Object({
      token: Type.Optional(Type.String({ description: 'An access or refresh token' })),
      client_id: Type.Optional(Type.String()),
      client_secret: Type.Optional(Type.String()),
    }),
    querystring: Type.Object({ token: Type.Optional(Type.String()) }),
    response: { 200: noContent },
  },
  async handle({ body, query, request, reply }, services) {
    const { store } = services;
    const bearer = bearerOf(request);
    const text = body.token ?? query.token ?? bearer;
    const { clientId } =
      bearer === undefined ? await requireClient(services, request, body) : await appOf(store, bearer);
    if (text === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'token' });
    const token = parseToken(text);
    if (token) unwrap(await store.execute({ kind: 'end-session', ...token, clientId }));
    return reply.send();
  },
});

/** Some clients send the token they are signed in with instead of proving which app they are. */
function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

/** The app that the token was given to: for ending sessions, knowing it is as good as knowing the app's secret. */
async function appOf(store: Store, bearer: string): Promise<Pick<AccessGrant, 'clientId'>> {
  const token = parseToken(bearer);
  const grant = token && (await store.server.readGrant(token.accountId, token.tokenHash));
  if (!grant) throw new DomainError({ code: 'invalid-client' });
  return grant;
}
