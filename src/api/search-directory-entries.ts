/** POST …/directory/entries/search: entries in which every word is found. */

import { Type } from 'typebox';
import { directoryJson, directoryShape } from '../wire/directory.ts';
import { extensionType } from '../wire/extensions.ts';
import { pagingFrom } from '../wire/lists.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const searchDirectoryEntries = operation({
  operationId: 'searchDirectoryEntries',
  summary: 'Search the directory',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/account/:accountId/directory/entries/search',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Heavy',
  schema: {
    params: accountParams,
    body: Type.Object({
      searchString: Type.Optional(Type.String()),
      extensionType: Type.Optional(extensionType),
      page: Type.Optional(Type.Integer()),
      perPage: Type.Optional(Type.Integer()),
    }),
    response: { 200: directoryShape },
  },
  async handle({ params, body, caller }, { store }) {
    requireAccountId(params, caller);
    const { searchString: search = '', extensionType: type, page = 1, perPage = 100 } = body;
    const paging = pagingFrom({ page: String(page), perPage: String(perPage) }, 2000);
    return directoryJson(
      await store.as(caller).listExtensions({ ...paging, status: [], type: type ? [type] : [], search }),
      paging,
    );
  },
});
