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
  async handle({ params, grant }, beckon) {
    const { subscription } = await requireTended(params, grant, beckon, 'EditAccounts');
    const { delivery, status, subscriptionId } = subscription;
    if (status === 'Blacklisted' && delivery.transport === 'WebHook') await beckon.greetWebhook?.(delivery);
    const { accountId, clientId } = grant;
    const command = { accountId, actor: grant, clientId, subscriptionId };
    unwrap(await beckon.store.execute({ kind: 'resume-subscription', ...command }));
    const resumed = await beckon.store.as(grant).readSubscriptionOverview(subscriptionId);
    if (!resumed) throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
    return subscriptionOverviewJson(resumed);
  },
});
