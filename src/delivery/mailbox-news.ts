/** What changed in a mailbox, read for a notification that carries it: as a sync by its owner would tell it now. */

import type { Sequence } from '../domain/ids.ts';
import type { SyncPosition } from '../domain/reads/messages.ts';
import type { Caller } from '../domain/session.ts';
import type { EventFilter } from '../domain/subscription.ts';
import { type MailboxNews, syncRecordJson } from '../wire/messages.ts';
import { syncToken } from '../wire/sync-tokens.ts';
import type { SocketServices } from './socket-services.ts';

export type MessagesFilter = Extract<EventFilter, { kind: 'messages' }>;

export interface ReadNews {
  /** Undefined for more than a notification carries: whoever hears of it does better to sync. */
  readonly news: MailboxNews | undefined;
  /** Where the next one goes on from. */
  readonly until: SyncPosition;
}

/** Of more, or of larger ones, only that something changed is told. */
const maxRecords = 100;
const maxLetters = 256 * 1024;

export type NewsReader = ReturnType<typeof createNewsReader>;

/** `since` is a place in the sequence, or what was known there. Rejects if they may not read it any more. */
export function createNewsReader(
  caller: Caller,
  { store, urls, clock }: Pick<SocketServices, 'store' | 'urls' | 'clock'>,
) {
  const actor = { ...caller, permission: 'ReadMessages' } as const;
  return async ({ direction }: MessagesFilter, since: Sequence | SyncPosition): Promise<ReadNews> => {
    const from = typeof since === 'number' ? await store.as(actor).readSyncPosition(since) : since;
    const frame = {
      ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER, isDistinct: false },
      direction: direction === undefined ? [] : [direction],
    };
    const secret = await store.server.readSecret();
    const sync = await store.as(actor).syncChanges(frame, from);
    if (!sync) return { news: undefined, until: from };
    const { changes, position } = sync;
    const { unfinished, ...until } = position;
    if (unfinished || changes.length > maxRecords) return { news: undefined, until };
    const records = changes.map((change) => syncRecordJson(change, urls));
    if (JSON.stringify(records).length > maxLetters) return { news: undefined, until };
    const nowMs = clock.nowMs();
    const syncInfo = {
      syncType: 'ISync' as const,
      syncToken: syncToken(secret, actor, { frame, position, isOtherType: false, nowMs }),
      syncTime: new Date(nowMs).toISOString(),
      olderRecordsExist: false,
      ...{ since: from.nextSequence, position: until.nextSequence },
    };
    return { news: { records, syncInfo }, until };
  };
}
