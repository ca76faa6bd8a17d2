/** GET /beckon/v1/holds: the legal holds of the account, newest first. */

import { Type } from 'typebox';
import { choice } from '../../wire/choices.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../../wire/lists.ts';
import { holdJson, holdListShape } from '../../wire/message-store.ts';
import { searchOf } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const listHolds = operation({
  operationId: 'listHolds',
  summary: 'List legal holds',
  tag: 'Messages',
  method: 'GET',
  path: '/beckon/v1/holds',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: {
    querystring: Type.Object({ ...pagingQuery, status: Type.Optional(choice(['Active', 'Released'])) }),
    response: { 200: holdListShape },
  },
  async handle({ query, caller, request }, services) {
    const paging = pagingFrom(query);
    const state = query.status === undefined ? {} : { isReleased: query.status === 'Released' };
    const listed = await services.store.as(caller).listHolds({ ...paging, ...state });
    return {
      ...listBlocks(listed, paging, `${services.urls.publicUrl}/beckon/v1/holds`, searchOf(request)),
      records: listed.records.map(holdJson),
    };
  },
});
