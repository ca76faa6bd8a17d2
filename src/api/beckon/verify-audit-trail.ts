/** GET /beckon/v1/audit/verification: whether the audit trail is as it was written. */

import { Type } from 'typebox';
import { headFrom, verificationJson, verificationShape } from '../../wire/audit.ts';
import { operation } from '../shared/operation.ts';

export const verifyAuditTrail = operation({
  operationId: 'verifyAuditTrail',
  summary: 'Verify the audit trail',
  tag: 'Company',
  method: 'GET',
  path: '/beckon/v1/audit/verification',
  access: { app: 'ReadAccounts', user: 'AuditTrail' },
  rate: 'Heavy',
  schema: {
    querystring: Type.Object({
      head: Type.Optional(Type.String({ description: 'A head noted earlier, that the trail must still lead through' })),
    }),
    response: { 200: verificationShape },
  },
  async handle({ query, caller }, services) {
    const noted = query.head === undefined ? undefined : headFrom(query.head);
    return verificationJson(await services.store.as(caller).verifyAudit(noted));
  },
});
