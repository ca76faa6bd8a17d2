/** GET …/message-sync: a copy of the mailbox for a client to keep, and then only what changed. */

import { Type } from 'typebox';
import { changesSince, olderThanHeld, oldestOf } from '../actions/messages/sync-mailbox.ts';
import { DomainError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { SyncChange, SyncFrame } from '../domain/reads/messages.ts';
import type { AccessGrant } from '../domain/session.ts';
import { choice } from '../wire/choices.ts';
import { isId } from '../wire/ids.ts';
import { isoTime } from '../wire/iso-times.ts';
import { wholeNumber } from '../wire/lists.ts';
import { syncRecordTexts } from '../wire/message-texts.ts';
import { direction, messageType, syncShape } from '../wire/messages.ts';
import { repeated, type Span, valuesOf } from '../wire/queries.ts';
import { type SyncState, syncStateFrom, syncToken } from '../wire/sync-tokens.ts';
import { spanAsked, timeAsked } from './shared/days.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';
import { writtenJson } from './shared/written-json.ts';

const maxRecords = 1000;

const querystring = Type.Object({
  conversationId: Type.Optional(Type.String()),
  dateFrom: Type.Optional(Type.String({ description: 'By default one week before `dateTo`' })),
  dateTo: Type.Optional(Type.String({ description: 'By default open' })),
  direction: repeated(direction),
  distinctConversations: Type.Optional(choice(['true', 'false'])),
  messageType: repeated(messageType),
  recordCount: Type.Optional(
    Type.String({ description: 'At most 1000. In an ISync: so many together with those given before' }),
  ),
  syncToken: Type.Optional(Type.String()),
  syncType: Type.Optional(choice(['FSync', 'ISync'])),
});
type Query = Type.Static<typeof querystring>;

export const syncMessages = operation({
  operationId: 'syncMessages',
  summary: 'Keep a copy of the mailbox up to date',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-sync',
  access: { app: 'ReadMessages', user: 'ReadMessages' },
  rate: 'Light',
  schema: { params: mailboxParams, querystring, response: { 200: syncShape } },
  async handle({ query, caller, reply }, services) {
    const isFull = query.syncType === undefined ? query.syncToken === undefined : query.syncType === 'FSync';
    if (isFull) {
      const span = spanAsked(query, 7, services, reply);
      return writtenJson(reply, await fullSync({ ...query, span }, caller, services));
    }
    const { dateFrom } = query;
    const fromMs = dateFrom === undefined ? undefined : timeAsked(dateFrom, 'dateFrom', services, reply);
    return writtenJson(reply, await changeSync({ ...query, fromMs }, caller, services));
  },
});

async function fullSync(query: Query & { span: Span }, caller: AccessGrant, services: ApiServices) {
  const nowMs = services.clock.nowMs();
  const frame = frameFrom(query);
  const { records, areOlderLeft, position } = await services.store.as(caller).syncAll(frame, recordCountFrom(query));
  const isOtherType = query.messageType !== undefined && !valuesOf(query.messageType).includes('Pager');
  if (isOtherType) {
    const nothing = { changes: [], olderRecordsExist: false };
    return answer({ syncType: 'FSync', frame, position, isOtherType, ...nothing, nowMs }, caller, services);
  }
  const changes = records.map((message) => ({ message }));
  const heldFrom = areOlderLeft ? oldestOf(records) : undefined;
  const olderRecordsExist = heldFrom !== undefined;
  const synced = {
    syncType: 'FSync',
    frame,
    position,
    heldFrom,
    isOtherType,
    changes,
    olderRecordsExist,
    nowMs,
  } as const;
  return answer(synced, caller, services);
}

/** May reach further back than the sync before it; what it then newly covers comes as well. */
async function changeSync(query: Query & { fromMs: number | undefined }, caller: AccessGrant, services: ApiServices) {
  const nowMs = services.clock.nowMs();
  const secret = await services.store.server.readSecret();
  const state = syncStateFrom(secret, caller, { token: query.syncToken ?? '', nowMs });
  if (!state) throw new DomainError({ code: 'invalid-sync-token', parameter: 'syncToken' });
  const { isOtherType } = state;
  const dateFromMs = Math.min(query.fromMs ?? Infinity, state.frame.dateFromMs);
  const frame = { ...state.frame, dateFromMs };
  const sync = await changesSince(services.store, caller, { frame, position: state.position });
  if (!sync) throw new DomainError({ code: 'invalid-sync-token', parameter: 'syncToken' });
  const { changes, position } = sync;
  const { older, heldFrom } = await olderThanHeld(services.store, caller, {
    ...{ frame, narrow: state.frame, heldFrom: state.heldFrom, maxRecords },
    ...(query.recordCount === undefined ? {} : { recordCount: recordCountFrom(query) }),
  });
  const isMore = position.unfinished !== undefined || (older.length > 0 && heldFrom !== undefined);
  return answer(
    {
      ...{ syncType: 'ISync', frame, position, heldFrom, isOtherType, nowMs },
      ...(state.expiresMs === undefined ? {} : { expiresMs: state.expiresMs }),
      changes: isOtherType ? [] : newestFirst([...older.map((message) => ({ message })), ...changes]),
      olderRecordsExist: isMore && !isOtherType,
    },
    caller,
    services,
  );
}

function recordCountFrom({ recordCount }: Query): number {
  return recordCount === undefined ? maxRecords : wholeNumber(recordCount, 'recordCount', maxRecords);
}

/** Of what is told of a message more than once, the last counts. */
function newestFirst(changes: readonly SyncChange[]): SyncChange[] {
  const byId = new Map(
    changes.map((change) => ['message' in change ? change.message.copy.copyId : change.lost.copyId, change]),
  );
  return [...byId].sort(([a], [b]) => b - a).map(([, change]) => change);
}

interface Synced extends SyncState {
  readonly syncType: 'FSync' | 'ISync';
  readonly changes: readonly SyncChange[];
  readonly olderRecordsExist: boolean;
  readonly nowMs: number;
}

async function answer(synced: Synced, caller: AccessGrant, { store, urls }: ApiServices): Promise<string> {
  const { syncType, changes, olderRecordsExist, nowMs } = synced;
  const uri = `${urls.extension(caller.accountId, caller.extensionId)}/message-sync`;
  const syncInfo: Type.Static<typeof syncShape>['syncInfo'] = {
    syncType,
    syncToken: syncToken(await store.server.readSecret(), caller, synced),
    syncTime: isoTime(nowMs),
    olderRecordsExist,
    position: synced.position.nextSequence,
  };
  const records = syncRecordTexts(changes, caller.accountId, urls);
  return `{"uri":${JSON.stringify(uri)},"records":${records},"syncInfo":${JSON.stringify(syncInfo)}}`;
}

function frameFrom(query: Query & { span: Span }): SyncFrame {
  const { conversationId, span } = query;
  if (conversationId !== undefined && !isId(conversationId)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'conversationId' });
  }
  return {
    direction: [...new Set(valuesOf(query.direction))],
    ...(conversationId === undefined ? {} : { conversationId: Number(conversationId) as ConversationId }),
    dateFromMs: span.fromMs,
    dateToMs: span.untilMs ?? Number.MAX_SAFE_INTEGER,
    isDistinct: query.distinctConversations === 'true',
  };
}
