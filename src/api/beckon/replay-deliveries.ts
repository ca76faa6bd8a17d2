/** POST …/subscriptions/{subscriptionId}/replay: everything since a time again, with the same uuids. */

import { unwrap } from '../../domain/errors.ts';
import { replayedShape, replayShape } from '../../wire/deliveries.ts';
import { timeAsked } from '../shared/days.ts';
import { operation } from '../shared/operation.ts';
import { requireTended, tendedParams } from '../shared/tended-subscription.ts';

export const replayDeliveries = operation({
  operationId: 'replayDeliveries',
  summary: 'Deliver again what was told since a time',
  tag: 'Notifications',
  method: 'POST',
  path: '/beckon/v1/subscriptions/:subscriptionId/replay',
  access: {},
  rate: 'Medium',
  schema: { params: tendedParams, body: replayShape, response: { 200: replayedShape } },
  async handle({ params, body, caller, reply }, services) {
    const sinceMs = timeAsked(body.since, 'since', services, reply);
    await requireTended(params, caller, services, 'EditAccounts');
    const { accountId, clientId } = caller;
    const { subscriptionId } = params;
    const command = { accountId, actor: caller, clientId, subscriptionId, which: { sinceMs } };
    return { count: unwrap(await services.store.execute({ kind: 'replay-deliveries', ...command })) };
  },
});
