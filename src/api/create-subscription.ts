/** POST …/subscription: asks to be told of changes. */

import { randomUUID } from 'node:crypto';
import { unwrap } from '../domain/errors.ts';
import { createSubscriptionShape, subscriptionJson, subscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import { lifeMsFrom, requireDelivery, requireFilters } from './shared/subscriptions.ts';

export const createSubscription = operation({
  operationId: 'createSubscription',
  summary: 'Subscribe to changes',
  tag: 'Notifications',
  method: 'POST',
  path: '/restapi/v1.0/subscription',
  access: {},
  rate: 'Medium',
  schema: { body: createSubscriptionShape, response: { 200: subscriptionShape } },
  async handle({ body, grant }, beckon) {
    const { accountId, clientId } = grant;
    const subscriptionId = randomUUID();
    const filters = await requireFilters(body.eventFilters, subscriptionId, grant, beckon);
    const lifeMs = lifeMsFrom(body.expiresIn, body.deliveryMode.transportType);
    const delivery = await requireDelivery(body.deliveryMode, grant, beckon);
    const command = { accountId, actor: grant, clientId, subscriptionId, filters, delivery, lifeMs };
    const subscription = unwrap(await beckon.store.execute({ kind: 'create-subscription', ...command }));
    return subscriptionJson(subscription, { urls: beckon.urls, nowMs: beckon.clock.nowMs() });
  },
});
