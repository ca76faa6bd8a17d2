/** GET /beckon/v1/subscriptions/{subscriptionId}/deliveries: what a subscription was told, and what waits; newest first. */

import { Type } from 'typebox';
import { deliveryListShape, deliveryStatusFrom, loggedDeliveryJson } from '../../wire/deliveries.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../../wire/lists.ts';
import { searchOf } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';
import { requireTended, tendedParams } from '../shared/tended-subscription.ts';

export const listDeliveries = operation({
  operationId: 'listDeliveries',
  summary: 'List the deliveries of a subscription',
  tag: 'Notifications',
  method: 'GET',
  path: '/beckon/v1/subscriptions/:subscriptionId/deliveries',
  access: {},
  rate: 'Light',
  schema: {
    params: tendedParams,
    querystring: Type.Object({ ...pagingQuery, status: Type.Optional(Type.String()) }),
    response: { 200: deliveryListShape },
  },
  async handle({ params, query, caller, request }, services) {
    const paging = pagingFrom(query);
    const status = query.status === undefined ? {} : { status: deliveryStatusFrom(query.status) };
    const { subscription } = await requireTended(params, caller, services, 'ReadAccounts');
    const { subscriptionId } = subscription;
    const listed = await services.store.as(caller).listLoggedDeliveries({ ...paging, ...status, subscriptionId });
    const address = `${services.urls.publicUrl}/beckon/v1/subscriptions/${subscriptionId}/deliveries`;
    return {
      ...listBlocks(listed, paging, address, searchOf(request)),
      records: listed.records.map(loggedDeliveryJson),
    };
  },
});
