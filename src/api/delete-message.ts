/** DELETE …/message-store/{messageId}: deletes messages from the caller's own mailbox. */

import { Type } from 'typebox';
import { DomainError, unwrap } from '../domain/errors.ts';
import { isId } from '../wire/ids.ts';
import { isTrue } from '../wire/queries.ts';
import { bodyOfIds, idsInPath, sendBulk, settleEach, tasksOf } from './shared/answer-bulk.ts';
import { messageIdFrom, messageParams } from './shared/mailbox.ts';
import { noContent, operation } from './shared/operation.ts';

/** Made once: a list may name thousands of ids that are nothing. */
const notFound = new DomainError({ code: 'unknown-resource', parameter: 'messageId' });

export const deleteMessage = operation({
  operationId: 'deleteMessage',
  summary: 'Delete messages',
  tag: 'Messages',
  method: 'DELETE',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId',
  access: { app: 'EditMessages', user: 'EditMessages' },
  rate: 'Medium',
  schema: {
    params: messageParams,
    querystring: Type.Object({
      purge: Type.Optional(Type.String({ description: '`true` erases at once' })),
      conversationId: Type.Optional(Type.String()),
    }),
    response: { 204: noContent, 207: Type.String() },
  },
  async handle({ params, query, caller, request, reply }, services) {
    const isPurge = isTrue(query.purge);
    // Clients delete whole conversations by listing every message: the limit on lists does not apply.
    // (WIRE contract, section 2.16.)
    const tasks =
      params.messageId === '*'
        ? tasksOf('*', 'messageId', bodyOfIds(request.body))
        : [...new Set(idsInPath(params.messageId, 'messageId'))].map((id) => ({ id, body: undefined }));
    const command = { kind: 'delete-message', accountId: caller.accountId, actor: caller, isPurge } as const;
    const deleteOne = async (id: string) =>
      unwrap(await services.store.execute({ ...command, copyId: messageIdFrom(id) }));
    const [only] = tasks;
    if (tasks.length === 1 && only) {
      await deleteOne(only.id);
      return reply.status(204).send();
    }
    const path = services.urls.messageStore(caller.accountId, caller.extensionId);
    const ids = tasks.filter(({ id }) => isId(id)).map(({ id }) => messageIdFrom(id));
    const own = new Set<number>(await services.store.as(caller).findReadable(ids));
    const items = await settleEach(tasks, path, async ({ id }) => {
      if (!own.has(Number(id))) throw notFound;
      await deleteOne(id);
    });
    if (items.every(({ status }) => status === 200)) return reply.status(204).send();
    // Not 204 each: the vendor's SDK makes an answer of every part, and in browsers a 204 with a part's text cannot be made.
    return sendBulk(
      items.map((item) => (item.status === 200 ? { ...item, body: {} } : item)),
      request,
      reply,
    );
  },
});
