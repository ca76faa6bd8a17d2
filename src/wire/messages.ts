/** Messages as requests make them and as answers show them. (WIRE contract, sections 1 and 3.) */

import { Type } from 'typebox';
import type { MessageChange } from '../domain/commands/messages.ts';
import { DomainError } from '../domain/errors.ts';
import type { Availability, Copy, Message } from '../domain/message.ts';
import type { SyncChange } from '../domain/reads/messages.ts';
import { choice } from './choices.ts';
import { isoTime } from './iso-times.ts';
import { navigationShape, pagingShape } from './lists.ts';
import { partyJson, partyReferenceShape, partyShape } from './parties.ts';
import type { Urls } from './urls.ts';

export const availability = choice(['Alive', 'Deleted', 'Purged']);
export const direction = choice(['Inbound', 'Outbound']);
export const readStatus = choice(['Read', 'Unread']);
export const messageType = choice(['Fax', 'SMS', 'VoiceMail', 'Pager', 'Text']);

const id = (description: string) => Type.Integer({ format: 'int64', description });
const time = (description: string) => Type.String({ format: 'date-time', description });

export const createMessageShape = Type.Object(
  {
    from: Type.Optional(partyReferenceShape),
    to: Type.Optional(Type.Array(partyReferenceShape, { description: 'Required unless `replyOn` is given' })),
    text: Type.String({ description: 'At most 1024 UTF-16 code units, not only white space' }),
    replyOn: Type.Optional(
      Type.Integer({ minimum: 1, format: 'int64', description: "The id of a message in the sender's own mailbox" }),
    ),
    writtenAgo: Type.Optional(
      Type.Integer({
        minimum: 0,
        description:
          'How many seconds ago it was written, if it could not be sent at once; at most 30 days. Five minutes or more are told to its readers as `writtenTime`',
      }),
    ),
  },
  { title: 'CreatePagerMessage' },
);

const messageFields = {
  uri: Type.String(),
  id: id("The id of this person's own copy"),
  to: Type.Array(partyShape),
  from: partyShape,
  type: Type.Literal('Pager'),
  creationTime: time('When the page was sent'),
  writtenTime: Type.Optional(time('When the page was written, if that was well before it was sent')),
  readStatus,
  priority: Type.Literal('Normal'),
  attachments: Type.Array(
    Type.Object({
      id: id('Always 1: the text'),
      uri: Type.String(),
      type: Type.Literal('Text'),
      contentType: Type.Literal('text/plain'),
    }),
  ),
  direction,
  availability,
  subject: Type.String({ description: 'The whole text' }),
  messageStatus: choice(['Sent', 'Received']),
  conversationId: id('The same number in every mailbox'),
  conversation: Type.Object({ id: Type.String(), uri: Type.String() }),
  lastModifiedTime: time('Grows with every change to this copy'),
  pgToDepartment: Type.Boolean({ description: 'Whether any recipient is a Department' }),
};

export const sentMessageShape = Type.Object(messageFields, { title: 'SentPagerMessage' });

export const messageShape = Type.Object(
  { ...messageFields, extensionId: Type.String({ description: "The mailbox's owner" }) },
  { title: 'Message' },
);

export const messageListShape = Type.Object(
  {
    uri: Type.String(),
    records: Type.Array(messageShape),
    paging: pagingShape,
    navigation: navigationShape,
  },
  { title: 'MessageList' },
);

/** What is left of a message that was deleted or can no longer be read. */
const { id: idShape, conversation, ...restOfMessage } = messageShape.properties;
const syncRecordShape = Type.Object({
  id: idShape,
  conversation,
  ...Type.Partial(Type.Object(restOfMessage)).properties,
});

const syncInfoShape = Type.Object({
  syncType: choice(['FSync', 'ISync']),
  syncToken: Type.String({ description: 'To be given back as it is, to hear what changed since' }),
  syncTime: time('When the records were read'),
  olderRecordsExist: Type.Boolean(),
  position: Type.Integer({
    format: 'int64',
    description: 'How far the copy goes with the records; grows with all that happens in the company',
  }),
});

export const syncShape = Type.Object(
  { uri: Type.String(), records: Type.Array(syncRecordShape), syncInfo: syncInfoShape },
  { title: 'MessageSync' },
);

/** What a notification carries of changes that a sync would have told: all from one position up to another. */
export interface MailboxNews {
  readonly records: readonly Type.Static<typeof syncRecordShape>[];
  readonly syncInfo: Type.Static<typeof syncInfoShape> & { readonly since: number };
}

/** Deleted and purged messages are told by little; whoever lost access hears that the message was purged. */
export function syncRecordJson(change: SyncChange, urls: Urls): Type.Static<typeof syncRecordShape> {
  if ('message' in change) {
    const { availability: state } = change.message.copy;
    if (state === 'Alive') return messageJson(change.message, urls);
    return goneJson(change.message.copy, state, urls);
  }
  return goneJson(change.lost, 'Purged', urls);
}

function goneJson({ copyId, conversationId }: Copy, state: Availability, urls: Urls) {
  return {
    id: copyId,
    conversation: { id: String(conversationId), uri: urls.conversation(conversationId) },
    conversationId,
    availability: state,
    type: 'Pager' as const,
  };
}

export const updateMessageShape = Type.Object({ readStatus }, { title: 'UpdateMessage' });

/** What an update asks for, of which `fields` are allowed and at least one is needed. */
export function messageChangeFrom(body: unknown, fields: readonly ('readStatus' | 'availability')[]): MessageChange {
  const refuse = (parameter: string): never => {
    throw new DomainError({ code: 'invalid-parameter', parameter });
  };
  const { readStatus: mark, availability: state } = (body ?? {}) as Record<string, unknown>;
  const asked = fields.filter((field) => (field === 'readStatus' ? mark : state) !== undefined);
  if (asked.length === 0) refuse('readStatus');
  if (asked.includes('readStatus') && mark !== 'Read' && mark !== 'Unread') refuse('readStatus');
  if (asked.includes('availability') && state !== 'Alive') refuse('availability');
  return {
    ...(asked.includes('readStatus') ? { isRead: mark === 'Read' } : {}),
    ...(asked.includes('availability') ? { isRestored: true } : {}),
  };
}

export function sentMessageJson({ copy, page }: Message, urls: Urls): Type.Static<typeof sentMessageShape> {
  const uri = urls.message(page.accountId, copy.extensionId, copy.copyId);
  const isPurged = copy.availability === 'Purged';
  return {
    uri,
    id: copy.copyId,
    to: page.to.map(partyJson),
    from: partyJson(page.from),
    type: 'Pager',
    creationTime: isoTime(page.createdMs),
    ...(page.writtenMs === undefined ? {} : { writtenTime: isoTime(page.writtenMs) }),
    readStatus: copy.isRead ? 'Read' : 'Unread',
    priority: 'Normal',
    attachments: isPurged ? [] : [{ id: 1, uri: `${uri}/content/1`, type: 'Text', contentType: 'text/plain' }],
    direction: copy.direction,
    availability: copy.availability,
    subject: isPurged ? '' : page.text,
    messageStatus: copy.direction === 'Outbound' ? 'Sent' : 'Received',
    conversationId: copy.conversationId,
    conversation: { id: String(copy.conversationId), uri: urls.conversation(copy.conversationId) },
    lastModifiedTime: isoTime(copy.lastModifiedMs),
    pgToDepartment: page.isToDepartment,
  };
}

export function messageJson(message: Message, urls: Urls): Type.Static<typeof messageShape> {
  return { ...sentMessageJson(message, urls), extensionId: String(message.copy.extensionId) };
}
