/** POST …/subscription/{subscriptionId}/renew: a new life, as long as the one before. */

import { unwrap } from '../domain/errors.ts';
import { subscriptionJson, subscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import { requireSubscription, subscriptionParams } from './shared/subscriptions.ts';

export const renewSubscription = operation({
  operationId: 'renewSubscription',
  summary: 'Renew a subscription',
  tag: 'Notifications',
  method: 'POST',
  path: '/restapi/v1.0/subscription/:subscriptionId/renew',
  access: {},
  rate: 'Light',
  schema: { params: subscriptionParams, response: { 200: subscriptionShape } },
  async handle({ params, caller }, services) {
    const { accountId, clientId } = caller;
    const { subscriptionId } = params;
    const command = { accountId, actor: caller, clientId, subscriptionId };
    unwrap(await services.store.execute({ kind: 'update-subscription', ...command }));
    // Its owner may lack the role to hear: then it is suspended still.
    const subscription = await requireSubscription(params, caller, services);
    return subscriptionJson(subscription, { urls: services.urls, nowMs: services.clock.nowMs() });
  },
});
