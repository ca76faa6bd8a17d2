/** PUT …/extension/{extensionId}/presence: changes what the caller tells of their own presence. */

import { DomainError, unwrap } from '../domain/errors.ts';
import { presenceFrom, presenceJson, presenceShape, updatePresenceShape } from '../wire/presence.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const updateUserPresenceStatus = operation({
  operationId: 'updateUserPresenceStatus',
  summary: 'Change one’s presence',
  tag: 'Company',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/presence',
  access: { app: 'EditPresence' },
  rate: 'Medium',
  schema: { params: mailboxParams, body: updatePresenceShape, response: { 200: presenceShape } },
  async handle({ body, caller }, { store, urls }) {
    const extension = await store.as(caller).readExtension(caller.extensionId);
    if (!extension) throw new DomainError({ code: 'unknown-token' });
    const command = { kind: 'set-presence', accountId: caller.accountId, actor: caller } as const;
    return presenceJson(extension, unwrap(await store.execute({ ...command, changes: presenceFrom(body) })), urls);
  },
});
