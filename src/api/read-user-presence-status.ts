/** GET …/extension/{extensionId}/presence: what someone tells of their presence, or several by a list of ids. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { ownsMailbox } from '../domain/extension.ts';
import type { AccessGrant } from '../domain/session.ts';
import { presenceJson, presenceShape } from '../wire/presence.ts';
import { answerBulk, tasksOf } from './shared/answer-bulk.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';

export const readUserPresenceStatus = operation({
  operationId: 'readUserPresenceStatus',
  summary: 'Read someone’s presence, or several people’s',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/presence',
  access: { app: 'ReadPresence', user: 'ReadPresenceStatus', extension: 'any' },
  rate: 'Light',
  schema: {
    params: mailboxParams,
    querystring: Type.Object({
      detailedTelephonyState: Type.Optional(Type.String()),
      sipData: Type.Optional(Type.String()),
    }),
    response: { 200: presenceShape, 207: Type.String() },
  },
  async handle({ params, caller, request, reply }, services) {
    const { accountId, extensionId } = params;
    if (!extensionId.includes(',')) return presenceOf(params, caller, services);
    const path = `${services.urls.account(caller.accountId)}/extension`;
    return answerBulk(tasksOf(extensionId, 'extensionId'), { path, request, reply }, ({ id }) =>
      presenceOf({ accountId, extensionId: id }, caller, services),
    );
  },
});

/** Departments have none, and others' may be hidden. */
async function presenceOf(
  params: Type.Static<typeof mailboxParams>,
  caller: AccessGrant,
  { store, urls }: ApiServices,
) {
  const extensionId = extensionIdFrom(params, caller);
  const extension = await store.as(caller).readExtension(extensionId);
  if (!extension || !ownsMailbox(extension.type)) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
  }
  const presence = await store.as(caller).readPresence(extensionId);
  if (!presence.isVisible && extensionId !== caller.extensionId) throw new DomainError({ code: 'foreign-extension' });
  return presenceJson(extension, presence, urls);
}
