/** POST /beckon/v1/holds: from now on nothing of a conversation or of a person's mailbox is erased. */

import { unwrap } from '../../domain/errors.ts';
import { heldFrom, holdJson, holdShape, placeHoldShape } from '../../wire/message-store.ts';
import { operation } from '../shared/operation.ts';

export const placeHold = operation({
  operationId: 'placeHold',
  summary: 'Place a legal hold',
  tag: 'Messages',
  method: 'POST',
  path: '/beckon/v1/holds',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Medium',
  schema: { body: placeHoldShape, response: { 200: holdShape } },
  async handle({ body, caller }, { store }) {
    const { accountId } = caller;
    const { reason } = body;
    const held = heldFrom(body);
    return holdJson(unwrap(await store.execute({ kind: 'place-hold', accountId, actor: caller, held, reason })));
  },
});
