/** GET …/directory/entries/{entryId}: one entry of the directory. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ExtensionId } from '../domain/ids.ts';
import { directoryEntryJson, directoryEntryShape } from '../wire/directory.ts';
import { accountParams, idFrom, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readDirectoryEntry = operation({
  operationId: 'readDirectoryEntry',
  summary: 'Read an entry of the directory',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/directory/entries/:entryId',
  access: { app: 'ReadAccounts' },
  rate: 'Medium',
  schema: {
    params: Type.Object({ ...accountParams.properties, entryId: Type.String() }),
    response: { 200: directoryEntryShape },
  },
  async handle({ params, caller }, { store }) {
    requireAccountId(params, caller);
    const extension = await store.as(caller).readExtension(idFrom(params.entryId, 'entryId') as ExtensionId);
    if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'entryId' });
    return directoryEntryJson(extension);
  },
});
