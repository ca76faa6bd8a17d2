/** GET …/extension: the account's people and Departments, by number. */

import { Type } from 'typebox';
import { extensionListShape, extensionStatus, listedExtensionJson, listedType } from '../wire/extensions.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { repeated, valuesOf } from '../wire/queries.ts';
import { accountParams, requireAccountId, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listExtensions = operation({
  operationId: 'listExtensions',
  summary: 'List extensions',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Medium',
  schema: {
    params: accountParams,
    querystring: Type.Object({
      ...pagingQuery,
      extensionNumber: Type.Optional(Type.String()),
      email: Type.Optional(Type.String()),
      status: repeated(extensionStatus),
      type: repeated(listedType),
    }),
    response: { 200: extensionListShape },
  },
  async handle({ params, query, caller, request }, { store, urls }) {
    const accountId = requireAccountId(params, caller);
    const { extensionNumber, email } = query;
    const extensionQuery = {
      ...pagingFrom(query),
      ...(extensionNumber === undefined ? {} : { extensionNumber }),
      ...(email === undefined ? {} : { email }),
      status: valuesOf(query.status),
      type: valuesOf(query.type),
    };
    const listed = await store.as(caller).listExtensions(extensionQuery);
    const address = `${urls.account(accountId)}/extension`;
    return {
      ...listBlocks(listed, extensionQuery, address, searchOf(request)),
      records: listed.records.map((extension) => listedExtensionJson(extension, urls)),
    };
  },
});
