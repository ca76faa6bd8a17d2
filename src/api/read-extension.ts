/** GET …/extension/{extensionId}: one person or Department of the account, or several by a list of ids. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { Extension } from '../domain/extension.ts';
import type { AccessGrant } from '../domain/session.ts';
import { extensionJson, extensionShape } from '../wire/extensions.ts';
import { answerBulk, tasksOf } from './shared/answer-bulk.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';
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
  async handle({ params, caller, request, reply }, services) {
    const { accountId, extensionId } = params;
    if (!extensionId.includes(',')) return answerOne(params, caller, services);
    const tasks = tasksOf(extensionId, 'extensionId');
    const path = `${services.urls.account(caller.accountId)}/extension`;
    return answerBulk(tasks, { path, request, reply }, ({ id }) =>
      answerOne({ accountId, extensionId: id }, caller, services),
    );
  },
});

async function answerOne(params: Parameters<typeof requireExtension>[0], caller: AccessGrant, services: ApiServices) {
  const extension = await requireExtension(params, caller, services);
  return extensionJson(extension, await surroundingsOf(extension, caller, services));
}

async function requireExtension(
  params: { accountId: string; extensionId: string },
  caller: AccessGrant,
  { store }: ApiServices,
): Promise<Extension> {
  const extension = await store.as(caller).readExtension(extensionIdFrom(params, caller));
  if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
  return extension;
}
