/** GET …/extension/{extensionId}: one person or Department of the account, or several by a list of ids. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { Extension } from '../domain/extension.ts';
import type { Grant } from '../domain/session.ts';
import { extensionJson, extensionShape } from '../wire/extensions.ts';
import { answerBulk, tasksOf } from './shared/answer-bulk.ts';
import type { Beckon } from './shared/beckon.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { surroundingsOf } from './shared/surroundings.ts';

export const readExtension = operation({
  operationId: 'readExtension',
  summary: 'Read an extension, or several',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId',
  access: { app: 'ReadAccounts', user: 'ReadExtensions', extension: 'any' },
  rate: 'Light',
  schema: { params: mailboxParams, response: { 200: extensionShape, 207: Type.String() } },
  async handle({ params, grant, request, reply }, beckon) {
    const { accountId, extensionId } = params;
    if (!extensionId.includes(',')) return answerOne(params, grant, beckon);
    const tasks = tasksOf(extensionId, 'extensionId');
    const path = `${beckon.urls.account(grant.accountId)}/extension`;
    return answerBulk(tasks, { path, request, reply }, ({ id }) =>
      answerOne({ accountId, extensionId: id }, grant, beckon),
    );
  },
});

async function answerOne(params: Parameters<typeof requireExtension>[0], grant: Grant, beckon: Beckon) {
  const extension = await requireExtension(params, grant, beckon);
  return extensionJson(extension, await surroundingsOf(extension, grant, beckon));
}

async function requireExtension(
  params: { accountId: string; extensionId: string },
  grant: Grant,
  { store }: Beckon,
): Promise<Extension> {
  const extension = await store.as(grant).readExtension(extensionIdFrom(params, grant));
  if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
  return extension;
}
