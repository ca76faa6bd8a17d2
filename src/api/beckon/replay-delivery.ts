/** POST …/subscriptions/{subscriptionId}/deliveries/{number}/replay: this one again, with the same uuid. */

import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import { deliveryNumberFrom, loggedDeliveryJson, loggedDeliveryShape } from '../../wire/deliveries.ts';
import { operation } from '../shared/operation.ts';
import { requireTended } from '../shared/tended-subscription.ts';

export const replayDelivery = operation({
  operationId: 'replayDelivery',
  summary: 'Deliver one notification again',
  tag: 'Notifications',
  method: 'POST',
  path: '/beckon/v1/subscriptions/:subscriptionId/deliveries/:number/replay',
  access: {},
  rate: 'Medium',
  schema: {
    params: Type.Object({ subscriptionId: Type.String(), number: Type.String() }),
    response: { 200: loggedDeliveryShape },
  },
  async handle({ params, caller }, services) {
    await requireTended(params, caller, services, 'EditAccounts');
    const number = deliveryNumberFrom(params.number);
    if (number === undefined) throw new DomainError({ code: 'unknown-resource', parameter: 'number' });
    const { accountId, clientId } = caller;
    const { subscriptionId } = params;
    const command = { accountId, actor: caller, clientId, subscriptionId, which: { number } };
    unwrap(await services.store.execute({ kind: 'replay-deliveries', ...command }));
    const delivery = await services.store.as(caller).readLoggedDelivery(subscriptionId, number);
    if (!delivery) throw new DomainError({ code: 'unknown-resource', parameter: 'number' });
    return loggedDeliveryJson(delivery);
  },
});
