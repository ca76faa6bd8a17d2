/** POST …/subscription: asks to be told of changes. */

import { randomUUID } from 'node:crypto';
import { unwrap } from '../domain/errors.ts';
import { createSubscriptionShape, subscriptionJson, subscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import { lifeMsFrom, requireChannel, requireFilters } from './shared/subscriptions.ts';

export const createSubscription = operation({
  operationId: 'createSubscription',
  summary: 'Subscribe to changes',
  tag: 'Notifications',
  method: 'POST',
  path: '/restapi/v1.0/subscription',
  access: {},
  rate: 'Medium',
  schema: { body: createSubscriptionShape, response: { 200: subscriptionShape } },
  async handle({ body, caller }, services) {
    const { accountId, clientId } = caller;
    const subscriptionId = randomUUID();
    const filters = await requireFilters(body.eventFilters, subscriptionId, caller, services);
    const lifeMs = lifeMsFrom(body.expiresIn, body.deliveryMode.transportType);
    const channel = await requireChannel(body.deliveryMode, caller, services);
    const command = { accountId, actor: caller, clientId, subscriptionId, filters, channel, lifeMs };
    const subscription = unwrap(await services.store.execute({ kind: 'create-subscription', ...command }));
    return subscriptionJson(subscription, { urls: services.urls, nowMs: services.clock.nowMs() });
  },
});
