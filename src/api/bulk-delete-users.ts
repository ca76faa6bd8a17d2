/** DELETE /restapi/v2/accounts/{accountId}/extensions: several people or Departments leave for good, each by itself. */

import { Type } from 'typebox';
import { DomainError, unwrap } from '../domain/errors.ts';
import type { ExtensionId } from '../domain/ids.ts';
import { digits } from '../wire/ids.ts';
import { maxIdsInBody, settleEach } from './shared/answer-bulk.ts';
import { accountParams, idFrom } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const error = Type.Object({ errorCode: Type.String(), message: Type.String() });

export const bulkDeleteUsersV2 = operation({
  operationId: 'bulkDeleteUsersV2',
  summary: 'Delete several extensions',
  tag: 'Company',
  method: 'DELETE',
  path: '/restapi/v2/accounts/:accountId/extensions',
  access: { app: 'EditAccounts', user: 'AddRemoveUsers' },
  rate: 'Heavy',
  schema: {
    params: accountParams,
    body: Type.Object(
      { records: Type.Array(Type.Object({ id: digits })) },
      { title: 'BulkDeleteUsers', description: 'Nobody has telephones that could be kept' },
    ),
    response: {
      200: Type.Object(
        {
          records: Type.Array(
            Type.Object({
              id: Type.String(),
              bulkItemSuccessful: Type.Boolean(),
              bulkItemErrors: Type.Optional(Type.Array(error)),
            }),
          ),
        },
        { title: 'BulkDeletedUsers' },
      ),
    },
  },
  async handle({ body, caller }, { store }) {
    const ids = [...new Set(body.records.map(({ id }) => String(id)))];
    if (ids.length > maxIdsInBody) {
      throw new DomainError({ code: 'too-many-items', parameter: 'records', subject: String(maxIdsInBody) });
    }
    const tasks = ids.map((id) => ({ id, body: undefined }));
    const items = await settleEach(tasks, '', async ({ id }) => {
      const extensionId = idFrom(id, 'extensionId') as ExtensionId;
      return unwrap(
        await store.execute({ kind: 'delete-extension', accountId: caller.accountId, actor: caller, extensionId }),
      );
    });
    const records = items.map(({ id, status, body: answer }) =>
      status === 200
        ? { id, bulkItemSuccessful: true }
        : { id, bulkItemSuccessful: false, bulkItemErrors: (answer as { errors: Type.Static<typeof error>[] }).errors },
    );
    return { records };
  },
});
