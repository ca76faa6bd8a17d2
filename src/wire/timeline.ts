/** The demo's timeline on the wire: what was asked and answered, and what others were told because of it. */

import { type Static, Type } from 'typebox';
import { choice } from './choices.ts';

const text = Type.String();
const orNull = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const messageId = Type.Integer({ format: 'int64' });

const shared = {
  number: Type.Integer({ description: 'Counts from 1 since the server was started' }),
  timeMs: Type.Integer(),
};

/** One request as it was answered. Of what was sent and answered nothing is kept but what is named here. */
export const requestEntryShape = Type.Object({
  kind: Type.Literal('request'),
  ...shared,
  requestId: text,
  method: text,
  path: Type.String({ description: 'Without the query, and cut off where it is very long' }),
  operationId: orNull(text),
  status: Type.Integer(),
  durationMs: Type.Number(),
  extensionId: Type.Union([text, Type.Null()], { description: 'Whoever asked; after signing in, whoever that was' }),
  clientId: Type.Union([text, Type.Null()], { description: 'The app that asked' }),
  isOverWebSocket: Type.Boolean(),
  errorCode: orNull(text),
  message: orNull(text),
  hint: orNull(text),
  messageId: Type.Union([messageId, Type.Null()], { description: 'The page that was sent' }),
});

const attemptShape = Type.Object({
  number: Type.Integer({ description: 'Counts from 1 for each notification' }),
  isAccepted: Type.Boolean(),
  status: orNull(Type.Integer()),
  latencyMs: Type.Number(),
  reason: orNull(text),
  isGivenUp: Type.Boolean({ description: 'The webhook is told nothing more until it is resumed' }),
});

/** A notification that was handed to a WebSocket, or one attempt to bring it to a webhook's address. */
export const deliveryEntryShape = Type.Object({
  kind: Type.Literal('delivery'),
  ...shared,
  transport: choice(['WebSocket', 'WebHook', 'WebPush']),
  event: Type.String({ description: 'The event filter it answers to' }),
  subscriptionId: text,
  notificationId: text,
  extensionId: Type.String({ description: 'Whoever subscribed' }),
  newMessageIds: Type.Array(messageId),
  updatedCount: Type.Integer(),
  attempt: orNull(attemptShape),
});

export const timelineShape = Type.Object({
  run: Type.String({ description: 'Another one after each start of the server, when numbers begin anew' }),
  entries: Type.Array(Type.Union([requestEntryShape, deliveryEntryShape])),
});

export type RequestEntry = Static<typeof requestEntryShape>;
export type DeliveryEntry = Static<typeof deliveryEntryShape>;
export type TimelineEntry = RequestEntry | DeliveryEntry;
/** What is still to be given a number. */
export type Unnumbered<Entry extends TimelineEntry> = Omit<Entry, 'kind' | 'number'>;
