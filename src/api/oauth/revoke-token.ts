/** POST /restapi/oauth/revoke: signs out. The whole session ends, whichever of its tokens is given. */

import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import { parseToken } from '../../wire/tokens.ts';
import { formType, operation } from '../shared/operation.ts';
import { requireClient } from './client.ts';

export const revokeToken = operation({
  operationId: 'revokeToken',
  summary: 'Sign out',
  tag: 'Sign-in',
  method: 'POST',
  path: '/restapi/oauth/revoke',
  access: 'public',
  rate: 'Auth',
  consumes: [formType],
  schema: {
    body: Type.Object({
      token: Type.Optional(Type.String({ description: 'An access or refresh token' })),
      client_id: Type.Optional(Type.String()),
      client_secret: Type.Optional(Type.String()),
    }),
    querystring: Type.Object({ token: Type.Optional(Type.String()) }),
    response: { 200: Type.Object({}) },
  },
  async handle({ body, query, request }, { store }) {
    const { clientId } = await requireClient(store, request, body);
    const text = body.token ?? query.token;
    if (text === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'token' });
    const token = parseToken(text);
    if (token) unwrap(await store.execute({ kind: 'end-session', ...token, clientId }));
    return {};
  },
});
