/** How long messages stay, legal holds and erasure, as JSON. */

import { Type } from 'typebox';
import type { Erasure } from '../domain/erasure.ts';
import { DomainError } from '../domain/errors.ts';
import type { Held, Hold } from '../domain/hold.ts';
import type { ConversationId, ExtensionId } from '../domain/ids.ts';
import type { RetentionSettings } from '../domain/retention.ts';
import { choice } from './choices.ts';
import { digits, isId } from './ids.ts';
import { navigationShape, pagingShape } from './lists.ts';

/** The vendor's shape, which knows of retention alone. */
export const configurationShape = Type.Object(
  {
    retentionPeriod: Type.Optional(
      Type.Integer({ minimum: 7, maximum: 90, description: 'Days that messages are kept; absent for any time' }),
    ),
  },
  { title: 'MessageStoreConfiguration' },
);

/** As answered: our own operation may have set what the vendor's would not take. */
export const configurationAnswerShape = Type.Object({ retentionPeriod: Type.Optional(Type.Integer()) });

const days = (minimum: number, description: string) => Type.Integer({ minimum, maximum: 36_500, description });
const orNull = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);

const settings = {
  retentionPeriod: orNull(days(1, 'Days after which an Alive message becomes Deleted; null for never')),
  deletedPeriod: days(0, 'Days after which a Deleted message becomes Purged'),
  purgedPeriod: days(0, 'Days after which a Purged message is gone'),
  mailboxMaximum: orNull(
    Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Alive messages a mailbox; null for any number' }),
  ),
};
export const settingsShape = Type.Object(settings, { title: 'MessageStoreSettings' });
export const settingsChangeShape = Type.Partial(Type.Object(settings), { title: 'MessageStoreSettingsChange' });

export function configurationJson({ retentionDays }: RetentionSettings): Type.Static<typeof configurationAnswerShape> {
  return retentionDays === null ? {} : { retentionPeriod: retentionDays };
}

export function settingsJson(kept: RetentionSettings): Type.Static<typeof settingsShape> {
  return {
    retentionPeriod: kept.retentionDays,
    deletedPeriod: kept.deletedDays,
    purgedPeriod: kept.purgedDays,
    mailboxMaximum: kept.mailboxMaximum,
  };
}

export function settingsFrom(change: Type.Static<typeof settingsChangeShape>): Partial<RetentionSettings> {
  const { retentionPeriod, deletedPeriod, purgedPeriod, mailboxMaximum } = change;
  return {
    ...(retentionPeriod === undefined ? {} : { retentionDays: retentionPeriod }),
    ...(deletedPeriod === undefined ? {} : { deletedDays: deletedPeriod }),
    ...(purgedPeriod === undefined ? {} : { purgedDays: purgedPeriod }),
    ...(mailboxMaximum === undefined ? {} : { mailboxMaximum }),
  };
}

const time = Type.String({ format: 'date-time' });
const reason = Type.String({ minLength: 1, maxLength: 1000 });

export const placeHoldShape = Type.Object(
  { extensionId: Type.Optional(digits), conversationId: Type.Optional(digits), reason },
  { title: 'PlaceHold', description: 'Names a person or a conversation, one of the two' },
);

export const holdShape = Type.Object(
  {
    id: Type.String(),
    status: choice(['Active', 'Released']),
    extensionId: Type.Optional(Type.String()),
    conversationId: Type.Optional(Type.String()),
    reason: Type.String(),
    placedTime: time,
    placedBy: Type.Object({ extensionId: Type.String() }),
    releasedTime: Type.Optional(time),
  },
  { title: 'Hold' },
);

export const holdListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(holdShape), paging: pagingShape, navigation: navigationShape },
  { title: 'HoldList' },
);

/** Throws `invalid-parameter` unless exactly one of the two is named. */
export function heldFrom({ extensionId, conversationId }: Type.Static<typeof placeHoldShape>): Held {
  if ((extensionId === undefined) === (conversationId === undefined)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'extensionId' });
  }
  const [text, parameter] =
    extensionId === undefined ? [String(conversationId), 'conversationId'] : [String(extensionId), 'extensionId'];
  if (!isId(text)) throw new DomainError({ code: 'invalid-parameter', parameter, subject: text });
  if (extensionId === undefined) return { conversationId: Number(text) as ConversationId, extensionId: null };
  return { conversationId: null, extensionId: Number(text) as ExtensionId };
}

export function holdJson(hold: Hold): Type.Static<typeof holdShape> {
  return {
    id: String(hold.holdId),
    status: hold.releasedMs === null ? 'Active' : 'Released',
    ...(hold.extensionId === null ? {} : { extensionId: String(hold.extensionId) }),
    ...(hold.conversationId === null ? {} : { conversationId: String(hold.conversationId) }),
    reason: hold.reason,
    placedTime: new Date(hold.placedMs).toISOString(),
    placedBy: { extensionId: String(hold.placedById) },
    ...(hold.releasedMs === null ? {} : { releasedTime: new Date(hold.releasedMs).toISOString() }),
  };
}

export const erasureShape = Type.Object(
  {
    id: Type.String(),
    extensionId: Type.String(),
    status: choice(['InProgress', 'Finished']),
    purgedCount: Type.Integer({ description: 'Messages purged so far, in all mailboxes' }),
    requestedTime: time,
    requestedBy: Type.Object({ extensionId: Type.String() }),
    finishedTime: Type.Optional(time),
  },
  { title: 'Erasure' },
);

export function erasureJson(erasure: Erasure): Type.Static<typeof erasureShape> {
  const { erasureId, extensionId, purgedCount, requestedMs, requestedById, finishedMs } = erasure;
  return {
    id: String(erasureId),
    extensionId: String(extensionId),
    status: finishedMs === null ? 'InProgress' : 'Finished',
    purgedCount,
    requestedTime: new Date(requestedMs).toISOString(),
    requestedBy: { extensionId: String(requestedById) },
    ...(finishedMs === null ? {} : { finishedTime: new Date(finishedMs).toISOString() }),
  };
}
