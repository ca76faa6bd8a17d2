/** GET /beckon/v1/exports: the exports that were asked for, by whomever, until their days are over. Newest first. */

import { exportListJson, exportListShape } from '../../wire/reports.ts';
import { operation } from '../shared/operation.ts';

export const listExports = operation({
  operationId: 'listExports',
  summary: 'List the exports of messages that were asked for',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/exports',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Light',
  schema: { response: { 200: exportListShape } },
  async handle({ caller }, { store, urls }) {
    return exportListJson(caller.accountId, await store.as(caller).listAccountReports(), urls);
  },
});
