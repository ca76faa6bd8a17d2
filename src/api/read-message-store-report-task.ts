/** GET …/message-store-report/{taskId}: how far an export is. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { Report } from '../domain/export.ts';
import type { AccessGrant } from '../domain/session.ts';
import { reportJson, reportShape } from '../wire/reports.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';

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
  async handle({ params, caller }, services) {
    return reportJson(caller.accountId, await requireReport(params, caller, services), services.urls);
  },
});

/** The export a path names, for those who may export. */
export async function requireReport(
  params: Type.Static<typeof taskParams>,
  caller: AccessGrant,
  services: ApiServices,
): Promise<Report> {
  requireAccountId(params, caller);
  const report = await services.store.as(caller).readReport(params.taskId);
  if (!report) throw new DomainError({ code: 'unknown-resource', parameter: 'taskId' });
  return report;
}
