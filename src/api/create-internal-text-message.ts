/** POST …/company-pager: sends a page, or a reply to one. */

import { unwrap } from '../domain/errors.ts';
import type { MessageId } from '../domain/ids.ts';
import { createMessageShape, sentMessageJson, sentMessageShape } from '../wire/messages.ts';
import { partyReferenceFrom } from '../wire/parties.ts';
import { idempotencyFrom } from './shared/idempotency-key.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const createInternalTextMessage = operation({
  operationId: 'createInternalTextMessage',
  summary: 'Send a page to people and Departments',
  tag: 'Messages',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/company-pager',
  access: { app: 'InternalMessages', user: 'InternalSMS', extension: 'any' },
  rate: 'Medium',
  schema: { params: mailboxParams, body: createMessageShape, response: { 200: sentMessageShape } },
  async handle({ params, body, caller, request }, { store, urls, maxRecipients, maxThreadAgeMs }) {
    const mailboxId = extensionIdFrom(params, caller);
    const draft = {
      mailboxId,
      ...(body.from === undefined ? {} : { from: partyReferenceFrom(body.from, 'from') }),
      to: (body.to ?? []).map((party) => partyReferenceFrom(party, 'to')),
      text: body.text,
      ...(body.replyOn === undefined ? {} : { replyOn: body.replyOn as MessageId }),
    };
    const idempotency = idempotencyFrom(request, draft);
    const limits = { maxRecipients, maxThreadAgeMs };
    const command = {
      ...({ kind: 'send-page', accountId: caller.accountId, actor: caller } as const),
      ...{ ...draft, ...limits },
      ...(idempotency ? { idempotency } : {}),
      // Each try says another time: no part of what tells one request from another.
      ...(body.writtenAgo === undefined ? {} : { writtenAgoMs: body.writtenAgo * 1000 }),
    };
    return sentMessageJson(unwrap(await store.execute(command)), urls);
  },
});
