/** The delivery log and everyone's subscriptions, as our own operations show them. */

import { Type } from 'typebox';
import {
  type DeliveryAttempt,
  type DeliveryStatus,
  deliveryStatuses,
  type LoggedDelivery,
  type SubscriptionOverview,
} from '../domain/delivery-log.ts';
import { DomainError } from '../domain/errors.ts';
import { suspensions } from '../domain/suspension.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';

const time = Type.String({ format: 'date-time' });

export const subscriptionOverviewShape = Type.Object(
  {
    id: Type.String(),
    owner: Type.Object({ id: Type.String(), extensionNumber: Type.String(), name: Type.String() }),
    clientId: Type.String(),
    appName: Type.String(),
    eventFilters: Type.Array(Type.String()),
    transportType: Type.String(),
    address: Type.Optional(
      Type.String({ description: 'Of a webhook, with `…` for its query, in which owners keep secrets' }),
    ),
    status: choice(['Active', 'Suspended', 'Blacklisted']),
    suspensionReason: Type.Optional(
      choice(suspensions, { description: 'Why nothing is told. Renewing it in another session mends `SignedOut`' }),
    ),
    blacklistedData: Type.Optional(Type.Object({ blacklistedAt: time, reason: Type.String() })),
    creationTime: time,
    expirationTime: time,
    waiting: Type.Integer({ description: 'Notifications that are kept and not delivered yet' }),
  },
  { title: 'SubscriptionOverview' },
);

export const subscriptionOverviewsShape = Type.Object(
  { records: Type.Array(subscriptionOverviewShape) },
  { title: 'SubscriptionOverviews' },
);

const attemptShape = Type.Object({
  time,
  statusCode: Type.Optional(Type.Integer({ description: 'Absent when there was no answer' })),
  latencyMs: Type.Integer(),
  reason: Type.Optional(Type.String({ description: 'Why it did not count as delivered' })),
});

export const loggedDeliveryShape = Type.Object(
  {
    number: Type.Integer({ description: 'Counts from 1 for each subscription' }),
    uuid: Type.String(),
    event: Type.String({ description: 'The filter it answers to' }),
    status: choice(deliveryStatuses),
    creationTime: time,
    nextAttemptTime: Type.Optional(time),
    body: Type.Unknown({ description: 'What is sent' }),
    attempts: Type.Array(attemptShape, { description: 'The newest of them, oldest first' }),
  },
  { title: 'Delivery' },
);

export const deliveryListShape = Type.Object(
  {
    uri: Type.String(),
    records: Type.Array(loggedDeliveryShape),
    paging: pagingShape,
    navigation: navigationShape,
  },
  { title: 'DeliveryList' },
);

export const replayShape = Type.Object(
  { since: Type.String({ description: 'ISO 8601: deliveries made then or later are sent again' }) },
  { title: 'ReplayDeliveries' },
);

export const replayedShape = Type.Object({ count: Type.Integer() }, { title: 'ReplayedDeliveries' });

export function subscriptionOverviewJson({
  subscription,
  suspension,
  owner,
  appName,
  waiting,
}: SubscriptionOverview): Type.Static<typeof subscriptionOverviewShape> {
  const { subscriptionId, clientId, filters, channel, status, blacklisted, createdMs, expiresMs } = subscription;
  return {
    id: subscriptionId,
    owner: { id: String(owner.extensionId), extensionNumber: owner.extensionNumber, name: owner.name },
    ...{ clientId, appName },
    eventFilters: filters.map(({ text }) => text),
    transportType: channel.transport,
    ...(channel.transport === 'WebHook' ? { address: withoutQuery(channel.address) } : {}),
    status,
    ...(suspension ? { suspensionReason: suspension } : {}),
    ...(blacklisted ? { blacklistedData: { blacklistedAt: iso(blacklisted.atMs), reason: blacklisted.reason } } : {}),
    creationTime: iso(createdMs),
    expirationTime: iso(expiresMs),
    waiting,
  };
}

function withoutQuery(address: string): string {
  const [place = '', ...query] = address.split('?');
  return query.length === 0 ? place : `${place}?…`;
}

export function loggedDeliveryJson(delivery: LoggedDelivery): Type.Static<typeof loggedDeliveryShape> {
  const { number, uuid, event, status, createdMs, nextAttemptMs, body, attempts } = delivery;
  return {
    ...{ number, uuid, event, status },
    creationTime: iso(createdMs),
    ...(nextAttemptMs === null ? {} : { nextAttemptTime: iso(nextAttemptMs) }),
    body: JSON.parse(body),
    attempts: attempts.map(attemptJson),
  };
}

function attemptJson({ timeMs, statusCode, latencyMs, reason }: DeliveryAttempt): Type.Static<typeof attemptShape> {
  return {
    time: iso(timeMs),
    ...(statusCode === null ? {} : { statusCode }),
    latencyMs,
    ...(reason === null ? {} : { reason }),
  };
}

/** Throws `invalid-parameter` for one that there is not. */
export function deliveryStatusFrom(text: string): DeliveryStatus {
  const status = deliveryStatuses.find((one) => one === text);
  if (status === undefined) throw new DomainError({ code: 'invalid-parameter', parameter: 'status' });
  return status;
}

/** The number of a delivery as a path has it; undefined for one that there cannot be. */
export function deliveryNumberFrom(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
