/** POST /beckon/v1/extensions/{extensionId}/invitation: a one-time link with which someone sets a password. */

import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import { invitationLife } from '../../domain/invitation.ts';
import { invitationShape } from '../../wire/credentials.ts';
import { hashSecret } from '../../wire/secrets.ts';
import { newToken } from '../../wire/tokens.ts';
import { extensionIdFrom } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const createInvitation = operation({
  operationId: 'createInvitation',
  summary: 'Make a one-time link with which someone sets a first or new password',
  tag: 'Sign-in',
  method: 'POST',
  path: '/beckon/v1/extensions/:extensionId/invitation',
  access: { app: 'EditExtensions', user: 'AddRemoveUsers', extension: 'any' },
  rate: 'Medium',
  schema: {
    params: Type.Object({ extensionId: Type.String() }),
    body: Type.Object({
      expiresIn: Type.Optional(
        Type.Integer({
          minimum: 60,
          maximum: invitationLife.maxMs / 1000,
          description: 'Seconds; by default three days',
        }),
      ),
    }),
    response: {
      201: invitationShape,
    },
  },
  async handle({ params, body, caller, reply }, { store, urls }) {
    const { accountId } = caller;
    const token = newToken(accountId);
    const { expiresMs } = unwrap(
      await store.execute({
        kind: 'invite',
        accountId,
        actor: caller,
        extensionId: extensionIdFrom({ accountId: '~', ...params }, caller),
        tokenHash: hashSecret(token),
        lifeMs: body.expiresIn === undefined ? invitationLife.standardMs : body.expiresIn * 1000,
      }),
    );
    reply.status(201).header('cache-control', 'no-store');
    return { uri: urls.invitation(token), expirationTime: new Date(expiresMs).toISOString() };
  },
});
