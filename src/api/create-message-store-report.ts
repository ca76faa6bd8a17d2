/** POST …/message-store-report: asks for an export of everyone’s messages. */

import { randomUUID } from 'node:crypto';
import { createReport } from '../actions/exports/create-report.ts';
import { timeFrom } from '../wire/queries.ts';
import { createReportShape, reportJson, reportShape } from '../wire/reports.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const dayMs = 24 * 3600 * 1000;

export const createMessageStoreReport = operation({
  operationId: 'createMessageStoreReport',
  summary: 'Ask for an export of all messages',
  tag: 'Messages',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/message-store-report',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Heavy',
  schema: { params: accountParams, body: createReportShape, response: { 202: reportShape } },
  async handle({ params, body, grant, reply }, { store, clock, urls, reports }) {
    const accountId = requireAccountId(params, grant);
    const { dateFrom, dateTo, messageTypes } = body;
    const toMs = dateTo === undefined ? undefined : timeFrom(dateTo, 'dateTo');
    const report = await createReport(store, grant, {
      taskId: `${accountId}-${grant.extensionId}-${randomUUID().replaceAll('-', '')}`,
      fromMs: dateFrom === undefined ? (toMs ?? clock.nowMs()) - dayMs : timeFrom(dateFrom, 'dateFrom'),
      // The bound the caller names belongs to the window, as in lists.
      ...(toMs === undefined ? {} : { toMs: toMs + 1 }),
      messageTypes: messageTypes ?? null,
    });
    reports.wake();
    return reply.status(202).send(reportJson(accountId, report, urls));
  },
});
