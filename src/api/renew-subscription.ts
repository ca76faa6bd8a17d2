/** POST …/subscription/{subscriptionId}/renew: a new life, as long as the one before. */

import { changeSubscription } from '../actions/subscriptions/change-subscription.ts';
import { subscriptionJson, subscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import { subscriptionParams } from './shared/subscriptions.ts';

export const renewSubscription = operation({
  operationId: 'renewSubscription',
  summary: 'Renew a subscription',
  tag: 'Notifications',
  method: 'POST',
  path: '/restapi/v1.0/subscription/:subscriptionId/renew',
  access: {},
  rate: 'Light',
  schema: { params: subscriptionParams, response: { 200: subscriptionShape } },
  async handle({ params: { subscriptionId }, grant }, { store, urls, clock }) {
    const { accountId, clientId } = grant;
    const command = { accountId, actor: grant, clientId, subscriptionId };
    const subscription = await changeSubscription(store, { kind: 'update-subscription', ...command });
    return subscriptionJson(subscription, { urls, nowMs: clock.nowMs() });
  },
});
