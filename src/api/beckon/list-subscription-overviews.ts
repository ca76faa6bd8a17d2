/** GET /beckon/v1/subscriptions: everyone's subscriptions, over whichever transport, for administrators. */

import { subscriptionOverviewJson, subscriptionOverviewsShape } from '../../wire/deliveries.ts';
import { operation } from '../shared/operation.ts';

export const listSubscriptionOverviews = operation({
  operationId: 'listSubscriptionOverviews',
  summary: 'List the subscriptions of the company',
  tag: 'Notifications',
  method: 'GET',
  path: '/beckon/v1/subscriptions',
  access: { app: 'ReadAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: { response: { 200: subscriptionOverviewsShape } },
  async handle({ caller }, { store }) {
    return { records: (await store.as(caller).listSubscriptionOverviews()).map(subscriptionOverviewJson) };
  },
});
