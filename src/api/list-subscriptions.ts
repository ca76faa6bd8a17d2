/** GET …/subscription: the caller's own subscriptions, over whichever transport. */

import { subscriptionJson, subscriptionListShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';

export const listSubscriptions = operation({
  operationId: 'listSubscriptions',
  summary: 'List one’s subscriptions',
  tag: 'Notifications',
  method: 'GET',
  path: '/restapi/v1.0/subscription',
  access: {},
  rate: 'Light',
  schema: { response: { 200: subscriptionListShape } },
  async handle({ caller }, { store, urls, clock }) {
    const subscriptions = await store.as(caller).listSubscriptions(caller.clientId);
    const nowMs = clock.nowMs();
    return {
      uri: `${urls.api}/subscription`,
      records: subscriptions.map((subscription) => subscriptionJson(subscription, { urls, nowMs })),
    };
  },
});
