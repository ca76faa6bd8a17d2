/** Everyone's subscriptions as the server tells of them, and what was delivered to webhooks. */

import { call } from '../../api/client.ts';
import { t } from '../../text/catalogue.ts';

export interface SubscriptionJson {
  readonly id: string;
  readonly owner: { readonly id: string; readonly extensionNumber: string; readonly name: string };
  readonly clientId: string;
  /** Empty once the app is gone. */
  readonly appName: string;
  readonly eventFilters: readonly string[];
  readonly transportType: 'WebHook' | 'WebSocket';
  /** Of a webhook. */
  readonly address?: string;
  readonly status: 'Active' | 'Suspended' | 'Blacklisted';
  readonly blacklistedData?: { readonly blacklistedAt: string; readonly reason: string };
  /** Why a suspended one is told nothing. */
  readonly suspensionReason?: 'SignedOut' | 'OwnerNotActive' | 'RoleMissing';
  readonly creationTime: string;
  readonly expirationTime: string;
  /** Deliveries that have not arrived yet. */
  readonly waiting: number;
}

export const deliveryStatuses = ['Waiting', 'Delivered', 'Failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface AttemptJson {
  readonly time: string;
  /** What the address answered; absent if it did not. */
  readonly statusCode?: number;
  readonly latencyMs: number;
  readonly reason?: string;
}

export interface DeliveryJson {
  readonly number: number;
  readonly uuid: string;
  readonly event: string;
  readonly status: DeliveryStatus;
  readonly creationTime: string;
  readonly nextAttemptTime?: string;
  readonly body: unknown;
  readonly attempts: readonly AttemptJson[];
}

const path = '/beckon/v1/subscriptions';
export const deliveriesPath = (id: string) => `${path}/${id}/deliveries`;

/** Those that need someone first. */
export async function readSubscriptions(): Promise<readonly SubscriptionJson[]> {
  const { records } = await call<{ records: readonly SubscriptionJson[] }>(path);
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
  return (await call<{ count: number }>(`${path}/${id}/replay`, { method: 'POST', body })).count;
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
