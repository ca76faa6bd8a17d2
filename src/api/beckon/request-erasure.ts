/** POST /beckon/v1/extensions/{extensionId}/erasure: erases what a person sent, everywhere, and their mailbox. */

import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import { erasureJson, erasureShape } from '../../wire/message-store.ts';
import { extensionIdFrom } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const erasureParams = Type.Object({ extensionId: Type.String() });

export const requestErasure = operation({
  operationId: 'requestErasure',
  summary: 'Erase what a person sent, and their mailbox',
  tag: 'Messages',
  method: 'POST',
  path: '/beckon/v1/extensions/:extensionId/erasure',
  access: { app: 'EditAccounts', user: 'AccountAdministration', extension: 'any' },
  rate: 'Heavy',
  schema: { params: erasureParams, response: { 202: erasureShape } },
  async handle({ params, caller, reply }, { store }) {
    const { accountId } = caller;
    const extensionId = extensionIdFrom({ accountId: '~', ...params }, caller);
    const request = { kind: 'request-erasure', accountId, actor: caller, extensionId } as const;
    return reply.status(202).send(erasureJson(unwrap(await store.execute(request))));
  },
});
