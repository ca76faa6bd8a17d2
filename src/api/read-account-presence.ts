/** GET …/account/{accountId}/presence: of everyone who lets it be seen. */

import { Type } from 'typebox';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { presenceJson, presenceListShape } from '../wire/presence.ts';
import { accountParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readAccountPresence = operation({
  operationId: 'readAccountPresence',
  summary: 'Read everyone’s presence',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/presence',
  access: { app: 'ReadPresence', user: 'ReadPresenceStatus' },
  rate: 'Heavy',
  schema: {
    params: accountParams,
    querystring: Type.Object({
      ...pagingQuery,
      detailedTelephonyState: Type.Optional(Type.String()),
      sipData: Type.Optional(Type.String()),
    }),
    response: { 200: presenceListShape },
  },
  async handle({ query, caller, request }, { store, urls }) {
    const paging = pagingFrom(query);
    const listed = await store.as(caller).listPresences(paging);
    return {
      ...listBlocks(listed, paging, `${urls.account(caller.accountId)}/presence`, searchOf(request)),
      records: listed.records.map(({ extension, presence }) => presenceJson(extension, presence, urls)),
    };
  },
});
