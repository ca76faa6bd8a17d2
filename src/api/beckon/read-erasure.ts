/** GET /beckon/v1/extensions/{extensionId}/erasure: how far the newest erasure of a person has come. */

import { DomainError } from '../../domain/errors.ts';
import { erasureJson, erasureShape } from '../../wire/message-store.ts';
import { extensionIdFrom } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';
import { erasureParams } from './request-erasure.ts';

export const readErasure = operation({
  operationId: 'readErasure',
  summary: 'Read how far an erasure has come',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/extensions/:extensionId/erasure',
  access: { app: 'EditAccounts', user: 'AccountAdministration', extension: 'any' },
  rate: 'Light',
  schema: { params: erasureParams, response: { 200: erasureShape } },
  async handle({ params, caller }, services) {
    const extensionId = extensionIdFrom({ accountId: '~', ...params }, caller);
    const erasure = await services.store.as(caller).readErasure(extensionId);
    if (!erasure) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
    return erasureJson(erasure);
  },
});
