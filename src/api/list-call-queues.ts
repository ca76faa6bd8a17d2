/** GET …/call-queues: the Departments, by number. */

import { Type } from 'typebox';
import { queueJson, queueListShape } from '../wire/departments.ts';
import { extensionIdsFrom } from '../wire/ids.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { accountParams, requireAccountId, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listCallQueues = operation({
  operationId: 'listCallQueues',
  summary: 'List Departments',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/call-queues',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Medium',
  schema: {
    params: accountParams,
    querystring: Type.Object({ ...pagingQuery, memberExtensionId: Type.Optional(Type.String()) }),
    response: { 200: queueListShape },
  },
  async handle({ params, query, caller, request }, { store, urls }) {
    const accountId = requireAccountId(params, caller);
    const { memberExtensionId } = query;
    const [memberId] = memberExtensionId ? extensionIdsFrom([memberExtensionId], 'memberExtensionId') : [];
    const paging = pagingFrom(query);
    const listed = await store.as(caller).listExtensions({
      ...paging,
      status: [],
      type: ['Department'],
      ...(memberId === undefined ? {} : { memberId }),
    });
    return {
      ...listBlocks(listed, paging, `${urls.account(accountId)}/call-queues`, searchOf(request)),
      records: listed.records.map((department) => queueJson(department, urls)),
    };
  },
});
