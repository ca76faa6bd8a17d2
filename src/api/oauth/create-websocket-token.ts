/** POST /restapi/oauth/wstoken: a token for opening WebSockets, good until it runs out. (WIRE contract, section 6.) */

import { unwrap } from '../../domain/errors.ts';
import { hashSecret } from '../../wire/secrets.ts';
import { newToken, websocketTokenShape } from '../../wire/tokens.ts';
import { operation } from '../shared/operation.ts';

const ttlS = 600;

export const createWebsocketToken = operation({
  operationId: 'createWebsocketToken',
  summary: 'Get a token for opening a WebSocket',
  tag: 'Sign-in',
  method: 'POST',
  path: '/restapi/oauth/wstoken',
  access: { app: 'WebSocketsSubscriptions' },
  rate: 'Light',
  // No schema for a body: clients send none, or an empty one that they call JSON or a form. (Section 2.2.)
  schema: {
    response: {
      200: websocketTokenShape,
    },
  },
  async handle({ caller, reply }, { store, urls }) {
    const { accountId } = caller;
    const token = newToken(accountId);
    unwrap(
      await store.execute({
        kind: 'issue-websocket-token',
        accountId,
        actor: caller,
        tokenHash: hashSecret(token),
        ttlS,
      }),
    );
    reply.header('cache-control', 'no-store');
    return { uri: urls.websocket, ws_access_token: token, expires_in: ttlS };
  },
});
