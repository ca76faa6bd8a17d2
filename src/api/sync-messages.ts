/** GET …/message-sync: a copy of the mailbox for a client to keep, and then only what changed. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { SyncChange, SyncFrame, SyncPosition } from '../domain/reads/messages.ts';
import type { Grant } from '../domain/session.ts';
import { choice } from '../wire/choices.ts';
import { isId } from '../wire/ids.ts';
import { wholeNumber } from '../wire/lists.ts';
import { direction, messageType, syncRecordJson, syncShape } from '../wire/messages.ts';
import { repeated, timeFrom, valuesOf } from '../wire/queries.ts';
import { syncStateFrom, syncToken } from '../wire/sync-tokens.ts';
import type { Beckon } from './shared/beckon.ts';
import { mailboxParams, requireOwnMailbox } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const weekMs = 7 * 24 * 3600 * 1000;
const maxRecords = 1000;

const querystring = Type.Object({
  conversationId: Type.Optional(Type.String()),
  dateFrom: Type.Optional(Type.String({ description: 'By default one week before `dateTo`' })),
  dateTo: Type.Optional(Type.String({ description: 'By default open' })),
  direction: repeated(direction),
  distinctConversations: Type.Optional(choice(['true', 'false'])),
  messageType: repeated(messageType),
  recordCount: Type.Optional(Type.String({ description: 'At most 1000' })),
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
  async handle({ params, query, grant }, beckon) {
    await requireOwnMailbox(params, grant, beckon);
    const isFull = query.syncType === undefined ? query.syncToken === undefined : query.syncType === 'FSync';
    return isFull ? fullSync(query, grant, beckon) : changeSync(query, grant, beckon);
  },
});

async function fullSync(query: Query, grant: Grant, beckon: Beckon) {
  const nowMs = beckon.clock.nowMs();
  const frame = frameFrom(query, nowMs);
  const recordCount =
    query.recordCount === undefined ? maxRecords : wholeNumber(query.recordCount, 'recordCount', maxRecords);
  const { records, areOlderLeft, position } = await beckon.store.syncAll(grant, frame, recordCount);
  const isOtherType = query.messageType !== undefined && !valuesOf(query.messageType).includes('Pager');
  const changes = isOtherType ? [] : records.map((message) => ({ message }));
  return answer(
    { syncType: 'FSync', frame, position, changes, olderRecordsExist: areOlderLeft && !isOtherType, nowMs },
    grant,
    beckon,
  );
}

/** May reach further back than the sync before it; what it then newly covers comes as well. */
async function changeSync(query: Query, grant: Grant, beckon: Beckon) {
  const nowMs = beckon.clock.nowMs();
  const secret = await beckon.store.readSecret();
  const state = await syncStateFrom(secret, grant, { token: query.syncToken ?? '', nowMs });
  if (!state) throw new DomainError({ code: 'invalid-sync-token', parameter: 'syncToken' });
  const wantedFromMs = query.dateFrom === undefined ? state.frame.dateFromMs : timeFrom(query.dateFrom, 'dateFrom');
  const frame = { ...state.frame, dateFromMs: Math.min(wantedFromMs, state.frame.dateFromMs) };
  const sync = await beckon.store.syncChanges(grant, frame, state.position);
  if (!sync) throw new DomainError({ code: 'invalid-sync-token', parameter: 'syncToken' });
  const older = frame.dateFromMs < state.frame.dateFromMs ? await newlyCovered(frame, state.frame, grant, beckon) : [];
  const known = new Set(sync.changes.map((change) => ('message' in change ? change.message.copy : change.lost).copyId));
  const changes = [...sync.changes, ...older.filter(({ message }) => !known.has(message.copy.copyId))];
  return answer(
    { syncType: 'ISync', frame, position: sync.position, changes, olderRecordsExist: false, nowMs },
    grant,
    beckon,
  );
}

async function newlyCovered(wide: SyncFrame, narrow: SyncFrame, grant: Grant, { store }: Beckon) {
  const { records } = await store.syncAll(grant, { ...wide, dateToMs: narrow.dateFromMs }, maxRecords);
  return records.map((message) => ({ message }));
}

interface Synced {
  readonly syncType: 'FSync' | 'ISync';
  readonly frame: SyncFrame;
  readonly position: SyncPosition;
  readonly changes: readonly SyncChange[];
  readonly olderRecordsExist: boolean;
  readonly nowMs: number;
}

async function answer(synced: Synced, grant: Grant, { store, urls }: Beckon): Promise<Type.Static<typeof syncShape>> {
  const { syncType, changes, olderRecordsExist, nowMs } = synced;
  return {
    uri: `${urls.extension(grant.accountId, grant.extensionId)}/message-sync`,
    records: changes.map((change) => syncRecordJson(change, urls)),
    syncInfo: {
      syncType,
      syncToken: await syncToken(await store.readSecret(), grant, synced),
      syncTime: new Date(nowMs).toISOString(),
      olderRecordsExist,
    },
  };
}

function frameFrom(query: Query, nowMs: number): SyncFrame {
  const { conversationId, dateFrom, dateTo } = query;
  if (conversationId !== undefined && !isId(conversationId)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'conversationId' });
  }
  const dateToMs = dateTo === undefined ? undefined : timeFrom(dateTo, 'dateTo');
  return {
    direction: [...new Set(valuesOf(query.direction))],
    ...(conversationId === undefined ? {} : { conversationId: Number(conversationId) as ConversationId }),
    dateFromMs: dateFrom === undefined ? (dateToMs ?? nowMs) - weekMs : timeFrom(dateFrom, 'dateFrom'),
    dateToMs: dateToMs === undefined ? Number.MAX_SAFE_INTEGER : dateToMs + 1,
    isDistinct: query.distinctConversations === 'true',
  };
}
