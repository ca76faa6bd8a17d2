/** GET …/subscription/{subscriptionId}: one of the caller's own subscriptions. */

import { subscriptionJson, subscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import { requireSubscription, subscriptionParams } from './shared/subscriptions.ts';

export const readSubscription = operation({
  operationId: 'readSubscription',
  summary: 'Read a subscription',
  tag: 'Notifications',
  method: 'GET',
  path: '/restapi/v1.0/subscription/:subscriptionId',
  access: {},
  rate: 'Light',
  schema: { params: subscriptionParams, response: { 200: subscriptionShape } },
  async handle({ params, caller }, services) {
    const subscription = await requireSubscription(params, caller, services);
    return subscriptionJson(subscription, { urls: services.urls, nowMs: services.clock.nowMs() });
  },
});
