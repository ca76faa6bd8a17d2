/** Everyone's subscriptions as the server tells of them, and what was delivered to webhooks. */

import type { loggedDeliveryShape, replayedShape, subscriptionOverviewShape } from '../../../../src/wire/deliveries.ts';
import type { Answer } from '../../api/shapes.ts';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';

export type SubscriptionJson = Answer<typeof subscriptionOverviewShape> & {
  readonly transportType: 'WebHook' | 'WebSocket';
};

export const deliveryStatuses = ['Waiting', 'Delivered', 'Failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export type AttemptJson = DeliveryJson['attempts'][number];

export type DeliveryJson = Answer<typeof loggedDeliveryShape>;

const path = '/beckon/v1/subscriptions';
export const deliveriesPath = (id: string) => `${path}/${id}/deliveries`;

/** Those that need someone first. */
export async function readSubscriptions(): Promise<readonly SubscriptionJson[]> {
  const { records } = await call<{ readonly records: readonly SubscriptionJson[] }>(path);
  return records.toSorted((a, b) => rank(a) - rank(b) || b.creationTime.localeCompare(a.creationTime));
}

function rank({ status, transportType }: SubscriptionJson): number {
  if (status === 'Blacklisted') return 0;
  if (status === 'Suspended') return 1;
  return transportType === 'WebHook' ? 2 : 3;
}

export const resume = (id: string): Promise<SubscriptionJson> =>
  call(`${path}/${id}/resume`, { method: 'POST', body: {} });

export const replay = (id: string, number: number): Promise<DeliveryJson> =>
  call(`${deliveriesPath(id)}/${number}/replay`, { method: 'POST', body: {} });

/** How many are sent once more. */
export async function replaySince(id: string, sinceMs: number): Promise<number> {
  const body = { since: new Date(sinceMs).toISOString() };
  return (await call<Answer<typeof replayedShape>>(`${path}/${id}/replay`, { method: 'POST', body })).count;
}

export function ownerOf({ owner }: SubscriptionJson): string {
  return owner.name || owner.extensionNumber || t('webhooks.nobody');
}

export function appOf({ appName, clientId }: SubscriptionJson): string {
  return appName || clientId;
}

/** Where it is told, in the fewest words. */
export function placeOf({ address, transportType }: SubscriptionJson): string {
  return address ?? t(`webhooks.${transportType}`);
}
