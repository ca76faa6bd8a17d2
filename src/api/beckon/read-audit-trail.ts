/** GET /beckon/v1/audit: who changed what in the company, newest first. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import type { ExtensionId } from '../../domain/ids.ts';
import type { AuditQuery } from '../../domain/reads/audit.ts';
import { auditEntryJson, auditListShape } from '../../wire/audit.ts';
import { isId } from '../../wire/ids.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../../wire/lists.ts';
import { repeated, type Span, valuesOf } from '../../wire/queries.ts';
import { spanAsked } from '../shared/days.ts';
import { searchOf } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

const querystring = Type.Object({
  ...pagingQuery,
  action: repeated(Type.String({ description: 'Such as `update-extension`' })),
  actorId: Type.Optional(Type.String({ description: 'An extension id; `operator` for the command line' })),
  target: Type.Optional(Type.String({ description: 'The id of what was changed' })),
  dateFrom: Type.Optional(Type.String()),
  dateTo: Type.Optional(Type.String()),
});

export const readAuditTrail = operation({
  operationId: 'readAuditTrail',
  summary: 'Read the audit trail',
  tag: 'Company',
  method: 'GET',
  path: '/beckon/v1/audit',
  access: { app: 'ReadAccounts', user: 'AuditTrail' },
  rate: 'Light',
  schema: { querystring, response: { 200: auditListShape } },
  async handle({ query, caller, request, reply }, services) {
    const auditQuery = queryFrom(query, spanAsked(query, 0, services, reply));
    const listed = await services.store.as(caller).listAudit(auditQuery);
    return {
      ...listBlocks(listed, auditQuery, `${services.urls.publicUrl}/beckon/v1/audit`, searchOf(request)),
      records: listed.records.map(auditEntryJson),
    };
  },
});

function queryFrom(query: Type.Static<typeof querystring>, { fromMs, untilMs }: Span): AuditQuery {
  const { actorId, target, dateFrom } = query;
  if (actorId !== undefined && actorId !== 'operator' && !isId(actorId)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'actorId' });
  }
  return {
    ...pagingFrom(query),
    action: valuesOf(query.action),
    ...(actorId === undefined ? {} : { actorId: actorId === 'operator' ? null : (Number(actorId) as ExtensionId) }),
    ...(target === undefined ? {} : { target }),
    ...(dateFrom === undefined ? {} : { dateFromMs: fromMs }),
    ...(untilMs === undefined ? {} : { dateToMs: untilMs }),
  };
}
