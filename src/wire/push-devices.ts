/** Browsers that are woken by push, as their owners register and see them. */

import { ECDH } from 'node:crypto';
import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { withoutDirections } from '../domain/names.ts';
import type { Subscription, WebPushChannel } from '../domain/subscription.ts';
import { choice } from './choices.ts';

export const pushShape = Type.Object(
  {
    enabled: Type.Boolean({ description: 'Whether this server wakes browsers at all' }),
    publicKey: Type.Optional(
      Type.String({ description: 'The `applicationServerKey` that browsers subscribe with, as base64url' }),
    ),
  },
  { title: 'Push' },
);

export const registerDeviceShape = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 100, description: 'What its owner sees it as' })),
    endpoint: Type.String({ maxLength: 2000, description: 'Where the browser’s push service takes messages for it' }),
    keys: Type.Object({
      p256dh: Type.String({ maxLength: 200, description: 'The browser’s public key: 65 bytes as base64url' }),
      auth: Type.String({
        maxLength: 100,
        description: 'The secret it shares with this server: 16 bytes as base64url',
      }),
    }),
  },
  { title: 'RegisterDevice', description: 'What a browser’s `PushSubscription.toJSON()` gives, and a name' },
);

export const deviceShape = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    pushService: Type.String({ description: 'The host that its messages go to' }),
    creationTime: Type.String({ format: 'date-time' }),
    expirationTime: Type.String({ format: 'date-time', description: 'When it ends unless it is registered again' }),
    isCurrentSession: Type.Boolean({ description: 'Whether it was registered in the session that asks' }),
  },
  { title: 'PushDevice' },
);

export const testOutcomes = ['Accepted', 'Refused', 'Unreachable'] as const;

export const testShape = Type.Object(
  {
    outcome: choice(testOutcomes),
    status: Type.Optional(Type.Integer({ description: 'What the push service answered; absent when it did not' })),
    reason: Type.Optional(Type.String({ description: 'Why it was not taken' })),
  },
  { title: 'PushTest' },
);

export type PushTest = Type.Static<typeof testShape>;

export function deviceJson(
  { subscriptionId, sessionId, createdMs, expiresMs }: Subscription,
  { endpoint, name }: WebPushChannel,
  currentSessionId: string,
): Type.Static<typeof deviceShape> {
  return {
    ...{ id: subscriptionId, name, pushService: new URL(endpoint).host },
    creationTime: new Date(createdMs).toISOString(),
    expirationTime: new Date(expiresMs).toISOString(),
    isCurrentSession: sessionId === currentSessionId,
  };
}

/** Refuses with `invalid-parameter` what no browser would give. Where the endpoint leads is for others to say. */
export function channelFrom({
  name = '',
  endpoint,
  keys: { p256dh, auth },
}: Type.Static<typeof registerDeviceShape>): WebPushChannel {
  const url = URL.parse(endpoint);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash) refuse('endpoint');
  const point = bytesIn(p256dh, 'keys.p256dh');
  if (!isPoint(point)) refuse('keys.p256dh');
  const secret = bytesIn(auth, 'keys.auth');
  if (secret.length !== 16) refuse('keys.auth');
  return {
    transport: 'WebPush',
    endpoint: url.href,
    keys: { p256dh: point.toString('base64url'), auth: secret.toString('base64url') },
    name: withoutDirections(name).trim() || url.hostname,
  };
}

/** Whether it lies on the curve, uncompressed: with any other, nothing could be encrypted. */
function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false;
  }
}

function bytesIn(text: string, parameter: string): Buffer {
  if (!/^[\w-]+=*$/.test(text)) refuse(parameter);
  return Buffer.from(text, 'base64url');
}

function refuse(parameter: string): never {
  throw new DomainError({ code: 'invalid-parameter', parameter });
}
