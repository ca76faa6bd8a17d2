/** GET …/directory/entries, and directory/contacts as older clients say: everyone, by number. */

import { Type } from 'typebox';
import { directoryJson, directoryShape } from '../wire/directory.ts';
import { listedType } from '../wire/extensions.ts';
import { pagingFrom, pagingQuery } from '../wire/lists.ts';
import { repeated, valuesOf } from '../wire/queries.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { type Operation, operation } from './shared/operation.ts';

const at = (path: string, operationId: string): Operation =>
  operation({
    operationId,
    summary: 'List the directory',
    tag: 'Company',
    method: 'GET',
    path: `/restapi/v1.0/account/:accountId/directory/${path}`,
    access: { app: 'ReadAccounts' },
    rate: 'Medium',
    schema: {
      params: accountParams,
      querystring: Type.Object({ ...pagingQuery, type: repeated(listedType) }),
      response: { 200: directoryShape },
    },
    async handle({ params, query, caller }, { store }) {
      requireAccountId(params, caller);
      const paging = pagingFrom({ ...query, perPage: query.perPage ?? 'max' }, 2000);
      return directoryJson(
        await store.as(caller).listExtensions({ ...paging, status: [], type: valuesOf(query.type) }),
        paging,
      );
    },
  });

export const listDirectoryEntries = at('entries', 'listDirectoryEntries');
export const listDirectoryContacts = at('contacts', 'listDirectoryContacts');
