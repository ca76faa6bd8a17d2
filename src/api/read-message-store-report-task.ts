/** GET …/message-store-report/{taskId}: how far an export is. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { Report } from '../domain/export.ts';
import type { Grant } from '../domain/session.ts';
import { reportJson, reportShape } from '../wire/reports.ts';
import type { Beckon } from './shared/beckon.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const taskParams = Type.Object({ ...accountParams.properties, taskId: Type.String() });

export const readMessageStoreReportTask = operation({
  operationId: 'readMessageStoreReportTask',
  summary: 'Read how far an export is',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/message-store-report/:taskId',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Heavy',
  schema: { params: taskParams, response: { 200: reportShape } },
  async handle({ params, grant }, beckon) {
    return reportJson(grant.accountId, await requireReport(params, grant, beckon), beckon.urls);
  },
});

/** The export a path names, for those who may export. */
export async function requireReport(
  params: Type.Static<typeof taskParams>,
  grant: Grant,
  beckon: Beckon,
): Promise<Report> {
  requireAccountId(params, grant);
  const report = await beckon.store.as(grant).readReport(params.taskId);
  if (!report) throw new DomainError({ code: 'unknown-resource', parameter: 'taskId' });
  return report;
}
