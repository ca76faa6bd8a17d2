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
  async handle({ params: { subscriptionId }, caller, reply }, { store }) {
    const { accountId, clientId } = caller;
    unwrap(
      await store.execute({
        kind: 'delete-subscription',
        ...{ accountId, actor: caller, clientId, subscriptionId },
      }),
    );
    return reply.status(204).send();
  },
});
