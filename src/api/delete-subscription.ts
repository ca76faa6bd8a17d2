/** DELETE …/subscription/{subscriptionId}: nothing more is told. */

import { unwrap } from '../domain/errors.ts';
import { noContent, operation } from './shared/operation.ts';
import { subscriptionParams } from './shared/subscriptions.ts';

export const deleteSubscription = operation({
  operationId: 'deleteSubscription',
  summary: 'End a subscription',
  tag: 'Notifications',
  method: 'DELETE',
  path: '/restapi/v1.0/subscription/:subscriptionId',
  access: {},
  rate: 'Medium',
  schema: { params: subscriptionParams, response: { 204: noContent } },
  async handle({ params: { subscriptionId }, grant, reply }, { store }) {
    const { accountId, clientId } = grant;
    unwrap(
      await store.execute({
        kind: 'delete-subscription',
        ...{ accountId, actor: grant, clientId, subscriptionId },
      }),
    );
    return reply.status(204).send();
  },
});
