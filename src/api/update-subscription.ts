/** PUT …/subscription/{subscriptionId}: other filters, and a new life. Over a WebSocket it is told there from now on. */

import { DomainError, unwrap } from '../domain/errors.ts';
import type { Caller } from '../domain/session.ts';
import type { Subscription } from '../domain/subscription.ts';
import { subscriptionJson, subscriptionShape, updateSubscriptionShape } from '../wire/subscriptions.ts';
import { operation } from './shared/operation.ts';
import {
  type DeliveryMode,
  lifeMsFrom,
  requireFilters,
  requireSubscription,
  subscriptionParams,
  tokensFrom,
} from './shared/subscriptions.ts';

export const updateSubscription = operation({
  operationId: 'updateSubscription',
  summary: 'Change or renew a subscription',
  tag: 'Notifications',
  method: 'PUT',
  path: '/restapi/v1.0/subscription/:subscriptionId',
  access: {},
  rate: 'Medium',
  schema: { params: subscriptionParams, body: updateSubscriptionShape, response: { 200: subscriptionShape } },
  async handle({ params, body, caller }, services) {
    const { accountId, clientId } = caller;
    const { subscriptionId, channel: before, lifeMs } = await requireSubscription(params, caller, services);
    const filters = await requireFilters(body.eventFilters, subscriptionId, caller, services);
    const { address, verificationToken, validationToken, ...mode } = body.deliveryMode ?? {};
    const named = { address, verificationToken, validationToken };
    const channel = channelFrom({ ...mode, ...named }, before, caller);
    const isAskedAgain = Object.values(named).some((value) => value !== undefined);
    if (channel.transport === 'WebHook' && isAskedAgain) await services.greetWebhook?.(channel);
    const newLife = body.expiresIn === undefined ? lifeMs : lifeMsFrom(body.expiresIn, before.transport);
    // Where it is told may change before this is decided: what was read stays out of it.
    const changed = channel === before ? {} : { channel };
    const command = { accountId, actor: caller, clientId, subscriptionId, filters, ...changed, lifeMs: newLife };
    const subscription = unwrap(await services.store.execute({ kind: 'update-subscription', ...command }));
    return subscriptionJson(subscription, { urls: services.urls, nowMs: services.clock.nowMs() });
  },
});

/** An address that is named, or given another token, is asked again. Neither the transport nor a webhook's address can be changed. */
function channelFrom(
  { transportType, address, verificationToken, validationToken }: DeliveryMode,
  before: Subscription['channel'],
  { connection }: Caller,
): Subscription['channel'] {
  if (transportType !== undefined && transportType !== before.transport) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'deliveryMode.transportType' });
  }
  if (before.transport === 'WebSocket') return connection ? { ...before, ...connection } : before;
  if (before.transport !== 'WebHook') return before;
  if (address !== undefined && address !== before.address) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'deliveryMode.address' });
  }
  return { ...before, ...tokensFrom({ verificationToken, validationToken }) };
}
