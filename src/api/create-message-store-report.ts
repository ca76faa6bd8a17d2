/** POST …/message-store-report: asks for an export of everyone’s messages. */

import { randomUUID } from 'node:crypto';
import { unwrap } from '../domain/errors.ts';
import { createReportShape, reportJson, reportShape } from '../wire/reports.ts';
import { spanAsked } from './shared/days.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const createMessageStoreReport = operation({
  operationId: 'createMessageStoreReport',
  summary: 'Ask for an export of all messages',
  tag: 'Messages',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/message-store-report',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Heavy',
  schema: { params: accountParams, body: createReportShape, response: { 202: reportShape } },
  async handle({ params, body, caller, reply }, services) {
    const { store, urls, reports } = services;
    const accountId = requireAccountId(params, caller);
    const { fromMs, untilMs } = spanAsked(body, 1, services, reply);
    const command = {
      ...({ kind: 'create-report', accountId, actor: caller } as const),
      taskId: `${accountId}-${caller.extensionId}-${randomUUID().replaceAll('-', '')}`,
      fromMs,
      ...(untilMs === undefined ? {} : { toMs: untilMs }),
      messageTypes: body.messageTypes ?? null,
    };
    const report = unwrap(await store.execute(command));
    reports.wake();
    return reply.status(202).send(reportJson(accountId, report, urls));
  },
});
