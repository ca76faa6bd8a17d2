/** GET /beckon/v1/messages/{messageId}/delivery: whom a page of the caller’s reached, and who was skipped and why. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { deliveryJson, deliveryShape } from '../../wire/conversations.ts';
import { messageIdFrom } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const readDelivery = operation({
  operationId: 'readDelivery',
  summary: 'Read whom a page reached',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/messages/:messageId/delivery',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: Type.Object({ messageId: Type.String() }), response: { 200: deliveryShape } },
  async handle({ params, caller }, { store }) {
    const reach = await store.as(caller).readReach(messageIdFrom(params.messageId));
    if (!reach) throw new DomainError({ code: 'unknown-resource', parameter: 'messageId' });
    return deliveryJson(reach);
  },
});
