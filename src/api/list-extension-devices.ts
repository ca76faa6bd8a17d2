/** GET …/device, …/caller-id: nobody has a telephone here, and that is what clients are told. */

import { Type } from 'typebox';
import { listBlocks, navigationShape, pagingFrom, pagingQuery, pagingShape } from '../wire/lists.ts';
import { mailboxParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const nothing = Type.Array(Type.Object({}));

export const listExtensionDevices = operation({
  operationId: 'listExtensionDevices',
  summary: 'List one’s telephones: none',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/device',
  access: { app: 'ReadAccounts' },
  rate: 'Light',
  schema: {
    params: mailboxParams,
    querystring: Type.Object(pagingQuery),
    response: {
      200: Type.Object(
        { uri: Type.String(), records: nothing, paging: pagingShape, navigation: navigationShape },
        { title: 'DeviceList' },
      ),
    },
  },
  async handle({ query, caller, request }, { urls }) {
    const uri = `${urls.extension(caller.accountId, caller.extensionId)}/device`;
    const records: object[] = [];
    return { ...listBlocks({ records, totalElements: 0 }, pagingFrom(query), uri, searchOf(request)), records };
  },
});

export const readExtensionCallerId = operation({
  operationId: 'readExtensionCallerId',
  summary: 'Read the numbers that one calls from: none',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/caller-id',
  access: { app: 'ReadAccounts' },
  rate: 'Light',
  schema: {
    params: mailboxParams,
    response: {
      200: Type.Object({ uri: Type.String(), byDevice: nothing, byFeature: nothing }, { title: 'CallerId' }),
    },
  },
  async handle({ caller }, { urls }) {
    const uri = `${urls.extension(caller.accountId, caller.extensionId)}/caller-id`;
    return { uri, byDevice: [], byFeature: [] };
  },
});
