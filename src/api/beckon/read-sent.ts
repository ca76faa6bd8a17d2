/** GET /beckon/v1/sent/{idempotencyKey}: what the caller sent under a key, for a client that lost the answer. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { sentMessageJson, sentMessageShape } from '../../wire/messages.ts';
import { operation } from '../shared/operation.ts';

export const readSent = operation({
  operationId: 'readSent',
  summary: 'Read what was sent under an idempotency key',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/sent/:idempotencyKey',
  access: { app: 'InternalMessages', user: 'InternalSMS' },
  // Counted as sending is: reading never keeps a page from being sent.
  rate: 'Medium',
  schema: { params: Type.Object({ idempotencyKey: Type.String() }), response: { 200: sentMessageShape } },
  async handle({ params, caller }, { store, urls }) {
    const copyId = await store.as(caller).readSentUnder(params.idempotencyKey);
    if (copyId === undefined) throw new DomainError({ code: 'unknown-resource', parameter: 'idempotencyKey' });
    const message = await store.as(caller).readMessage(copyId);
    // That it was sent is told all the same: it must not be sent again.
    if (!message) throw new DomainError({ code: 'not-a-participant' });
    return sentMessageJson(message, urls);
  },
});
