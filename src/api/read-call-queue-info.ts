/** GET …/call-queues/{groupId}: one Department. */

import { queueDetailsJson, queueDetailsShape } from '../wire/departments.ts';
import { groupParams, requireDepartment } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readCallQueueInfo = operation({
  operationId: 'readCallQueueInfo',
  summary: 'Read a Department',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/call-queues/:groupId',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Light',
  schema: { params: groupParams, response: { 200: queueDetailsShape } },
  async handle({ params, caller }, services) {
    return queueDetailsJson(await requireDepartment(params, caller, services), services.urls);
  },
});
