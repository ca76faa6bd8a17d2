/** GET …/message-store: the caller's messages, newest first. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Listed } from '../domain/reads/lists.ts';
import type { MessageQuery } from '../domain/reads/messages.ts';
import type { AccessGrant } from '../domain/session.ts';
import { choice } from '../wire/choices.ts';
import { isId } from '../wire/ids.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import { messageListText } from '../wire/message-texts.ts';
import { availability, direction, messageListShape, messageType, readStatus } from '../wire/messages.ts';
import { repeated, type Span, valuesOf } from '../wire/queries.ts';
import { searchTermsFrom } from '../wire/search-terms.ts';
import { spanAsked } from './shared/days.ts';
import { mailboxParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';
import { writtenJson } from './shared/written-json.ts';

const querystring = Type.Object({
  ...pagingQuery,
  availability: repeated(availability),
  conversationId: Type.Optional(Type.String()),
  dateFrom: Type.Optional(Type.String({ description: 'By default 24 hours before `dateTo`' })),
  dateTo: Type.Optional(Type.String({ description: 'By default now' })),
  direction: repeated(direction),
  distinctConversations: Type.Optional(choice(['true', 'false'])),
  messageType: repeated(messageType),
  phoneNumber: Type.Optional(Type.String()),
  readStatus: repeated(readStatus),
  search: Type.Optional(
    Type.String({
      description: 'Words and "quoted phrases" that the text must contain, in the whole mailbox unless dates are given',
    }),
  ),
});

export const listMessages = operation({
  operationId: 'listMessages',
  summary: 'List messages, newest first',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: mailboxParams, querystring, response: { 200: messageListShape } },
  async handle({ query, caller, request, reply }, services) {
    const isSearch = query.search !== undefined && /[^\s"]/.test(query.search);
    const span = spanAsked(query, 1, services, reply);
    // Whoever searches means the whole mailbox; whoever lists, the last day.
    const isFromFirst = isSearch && query.dateFrom === undefined;
    const messageQuery = queryFrom(query, isFromFirst ? { ...span, fromMs: 0 } : span);
    const types = valuesOf(query.messageType);
    // A mailbox holds pages only, and pages have no phone numbers: whoever asks for those gets a list of none.
    const isOfPages = (types.length === 0 || types.includes('Pager')) && !query.phoneNumber;
    const listed = isOfPages
      ? await find(isSearch ? query.search : undefined, messageQuery, caller, services)
      : { records: [], totalElements: 0 };
    const address = services.urls.messageStore(caller.accountId, caller.extensionId);
    const blocks = listBlocks(listed, messageQuery, address, searchOf(request));
    return writtenJson(reply, messageListText(blocks, listed.records, services.urls));
  },
});

/** The whole list, or of it what a search finds. */
async function find(
  search: string | undefined,
  query: MessageQuery,
  caller: AccessGrant,
  { store }: ApiServices,
): Promise<Listed<Message>> {
  if (search === undefined) return store.as(caller).listMessages(query);
  const terms = searchTermsFrom(search);
  if (terms === undefined) throw new DomainError({ code: 'invalid-parameter', parameter: 'search' });
  if (terms.length === 0) return { records: [], totalElements: 0 };
  return await store.as(caller).searchMessages({ ...query, terms });
}

function queryFrom(query: Type.Static<typeof querystring>, { fromMs, untilMs }: Span): MessageQuery {
  const { conversationId } = query;
  if (conversationId !== undefined && !isId(conversationId)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'conversationId' });
  }
  const availabilities = [...new Set(valuesOf(query.availability))];
  const readStatuses = new Set(valuesOf(query.readStatus));
  return {
    ...pagingFrom(query),
    availability: availabilities.length > 0 ? availabilities : ['Alive'],
    direction: [...new Set(valuesOf(query.direction))],
    isDistinct: query.distinctConversations === 'true',
    ...(readStatuses.size === 1 ? { isRead: readStatuses.has('Read') } : {}),
    ...(conversationId === undefined ? {} : { conversationId: Number(conversationId) as ConversationId }),
    dateFromMs: fromMs,
    // Without a bound nothing is too new.
    dateToMs: untilMs ?? Number.MAX_SAFE_INTEGER,
  };
}
