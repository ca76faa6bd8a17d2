/** POST …/subscriptions/{subscriptionId}/resume: tries again with an address that was given up, if it wants to be told. */

import { DomainError, unwrap } from '../../domain/errors.ts';
import { subscriptionOverviewJson, subscriptionOverviewShape } from '../../wire/deliveries.ts';
import { operation } from '../shared/operation.ts';
import { requireTended, tendedParams } from '../shared/tended-subscription.ts';

export const resumeSubscription = operation({
  operationId: 'resumeSubscription',
  summary: 'Resume a blacklisted subscription',
  tag: 'Notifications',
  method: 'POST',
  path: '/beckon/v1/subscriptions/:subscriptionId/resume',
  access: {},
  rate: 'Medium',
  schema: { params: tendedParams, response: { 200: subscriptionOverviewShape } },
  async handle({ params, caller }, services) {
    const { subscription } = await requireTended(params, caller, services, 'EditAccounts');
    const { channel, status, subscriptionId } = subscription;
    if (status === 'Blacklisted' && channel.transport === 'WebHook') await services.greetWebhook?.(channel);
    const { accountId, clientId } = caller;
    const command = { accountId, actor: caller, clientId, subscriptionId };
    unwrap(await services.store.execute({ kind: 'resume-subscription', ...command }));
    const resumed = await services.store.as(caller).readSubscriptionOverview(subscriptionId);
    if (!resumed) throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
    return subscriptionOverviewJson(resumed);
  },
});
