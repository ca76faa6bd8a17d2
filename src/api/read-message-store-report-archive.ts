/** GET …/message-store-report/{taskId}/archive: where the archive of an export can be downloaded. */

import { archiveListJson, archiveListShape } from '../wire/reports.ts';
import { requireReport, taskParams } from './read-message-store-report-task.ts';
import { operation } from './shared/operation.ts';

export const readMessageStoreReportArchive = operation({
  operationId: 'readMessageStoreReportArchive',
  summary: 'List the archives of an export',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/message-store-report/:taskId/archive',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Heavy',
  schema: { params: taskParams, response: { 200: archiveListShape } },
  async handle({ params, caller }, services) {
    return archiveListJson(caller.accountId, await requireReport(params, caller, services), services.urls);
  },
});
