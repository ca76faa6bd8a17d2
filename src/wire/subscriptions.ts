/** Subscriptions as requests make them and as answers show them. (WIRE contract, section 7.) */

import { Type } from 'typebox';
import type { Subscription } from '../domain/subscription.ts';
import { choice } from './choices.ts';
import type { Urls } from './urls.ts';

const eventFilters = Type.Array(Type.String({ minLength: 1 }), {
  description: 'What to hear of, such as `/restapi/v1.0/account/~/extension/~/message-store`',
});
const expiresIn = Type.Optional(
  Type.Integer({ description: 'Seconds; by default a week, at most ten years. A WebSocket renews itself' }),
);

const deliveryMode = Type.Object({
  transportType: Type.String({ description: '`WebSocket` (over one) or `WebHook`' }),
  address: Type.Optional(Type.String({ description: 'Of a webhook; cannot be changed later' })),
  verificationToken: Type.Optional(
    Type.String({ description: 'Of a webhook: comes with each notification in the header Verification-Token' }),
  ),
  validationToken: Type.Optional(
    Type.String({
      description:
        'Of a webhook: the address is asked with it, and each notification has it in the header Validation-Token',
    }),
  ),
});

export const createSubscriptionShape = Type.Object(
  { eventFilters, deliveryMode, expiresIn },
  { title: 'CreateSubscription' },
);

export const updateSubscriptionShape = Type.Object(
  { eventFilters, deliveryMode: Type.Optional(Type.Partial(deliveryMode)), expiresIn },
  { title: 'UpdateSubscription' },
);

const time = Type.String({ format: 'date-time' });

export const subscriptionShape = Type.Object(
  {
    uri: Type.String(),
    id: Type.String(),
    eventFilters,
    creationTime: time,
    expirationTime: time,
    expiresIn: Type.Integer({ description: 'Seconds that are left' }),
    status: choice(['Active', 'Suspended', 'Blacklisted']),
    deliveryMode: Type.Object({
      transportType: choice(['WebSocket', 'WebHook']),
      encryption: Type.Literal(false),
      address: Type.Optional(Type.String()),
    }),
    blacklistedData: Type.Optional(Type.Object({ blacklistedAt: time, reason: Type.String() })),
  },
  { title: 'Subscription' },
);

export const subscriptionListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(subscriptionShape) },
  { title: 'SubscriptionList' },
);

/** Life times in seconds. */
export const subscriptionTtl = { standardS: 7 * 24 * 3600, maxS: 315_360_000 };

export function subscriptionJson(
  subscription: Subscription,
  { urls, nowMs }: { urls: Urls; nowMs: number },
): Type.Static<typeof subscriptionShape> {
  const { subscriptionId, filters, channel, createdMs, expiresMs, status, blacklisted } = subscription;
  return {
    uri: `${urls.api}/subscription/${subscriptionId}`,
    id: subscriptionId,
    eventFilters: filters.map(({ text }) => text),
    creationTime: new Date(createdMs).toISOString(),
    expirationTime: new Date(expiresMs).toISOString(),
    expiresIn: Math.max(0, Math.ceil((expiresMs - nowMs) / 1000)),
    status,
    deliveryMode: {
      // Browsers that are woken by push are no subscriptions to the vendor's operations.
      transportType: channel.transport === 'WebSocket' ? 'WebSocket' : 'WebHook',
      encryption: false,
      ...(channel.transport === 'WebHook' ? { address: channel.address } : {}),
    },
    ...(blacklisted === null
      ? {}
      : { blacklistedData: { blacklistedAt: new Date(blacklisted.atMs).toISOString(), reason: blacklisted.reason } }),
  };
}
