/** POST /restapi/oauth/token: signs in, or renews a sign-in. (WIRE contract, section 5.) */

import { tokenAnswerShape, tokenRequestShape } from '../../wire/tokens.ts';
import { formType, operation } from '../shared/operation.ts';

export const getToken = operation({
  operationId: 'getToken',
  summary: 'Sign in, or renew a sign-in',
  tag: 'Sign-in',
  method: 'POST',
  path: '/restapi/oauth/token',
  access: 'public',
  rate: 'Auth',
  consumes: [formType],
  schema: { body: tokenRequestShape, response: { 200: tokenAnswerShape } },
  async handle({ body, request, reply }, services) {
    // The library behind it is loaded by the first to sign in.
    const { grantTokens } = await import('./grant-tokens.ts');
    const granted = await grantTokens(services, { request, reply }, body);
    reply.header('cache-control', 'no-store');
    return {
      access_token: granted.accessToken,
      token_type: 'bearer',
      expires_in: granted.accessTtlS,
      refresh_token: granted.refreshToken,
      refresh_token_expires_in: granted.refreshTtlS,
      scope: granted.session.scopes.join(' '),
      owner_id: String(granted.session.extensionId),
      endpoint_id: granted.session.endpointId,
      session_id: granted.session.sessionId,
    };
  },
});
