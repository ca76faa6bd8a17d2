/**
 * Keeps the copy of the mailbox up to date, for all tabs of a browser: one full sync, then what the server tells by itself,
 * and a sync of what changed wherever that leaves a gap. One thing at a time.
 */

import { computed, signal } from '@preact/signals';
import type { Call } from '../api/create-client.ts';
import { ApiError, isPassing, restAfter } from '../api/refusals.ts';
import type { ListJson, MessageJson, MessagesNews, SyncInfo, SyncJson } from '../api/shapes.ts';
import type { Clock } from '../browser/ports.ts';
import type { LocalCopy } from './create-local-copy.ts';

export interface SyncParts {
  readonly call: Call;
  readonly copy: LocalCopy;
  readonly clock: Clock;
  readonly mailboxPath: string;
  readonly reasonOf: (error: unknown) => string;
}

export type Sync = ReturnType<typeof createSync>;

/** Enough for a first screen; older messages come as they are scrolled to. */
const firstCount = 250;
const olderCount = 500;
const mostAPage = 1000;
const beginning = '2000-01-01T00:00:00.000Z';

export function createSync({ call, copy, clock, mailboxPath, reasonOf }: SyncParts) {
  /** Why the local copy is not up to date, if it is not. */
  const staleReason = signal<string | undefined>(undefined);
  /** Whether anything has been loaded at all, from here or from the server. */
  const isLoaded = computed(() => copy.position.value !== undefined);
  const areOlderLeft = computed(() => copy.position.value?.wholeFromMs !== undefined);

  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let stopRetry: (() => void) | undefined;
  let failures = 0;
  let freshMs = 0;
  let isOver = false;

  function inTurn(act: () => Promise<void>): Promise<void> {
    const turn = last.then(() => (isOver ? undefined : act()));
    last = turn.catch(() => undefined);
    return turn;
  }

  /** Asks what changed. Calls that come while one waits for its turn are answered by it. */
  function synchronise(): Promise<void> {
    waiting ??= inTurn(async () => {
      waiting = undefined;
      await round();
    });
    return waiting;
  }

  async function round(): Promise<void> {
    stopRetry?.();
    try {
      await once();
      failures = 0;
      freshMs = clock.nowMs();
      staleReason.value = undefined;
    } catch (error) {
      failures += 1;
      staleReason.value = reasonOf(error);
      if (isPassing(error) && !isOver) stopRetry = clock.after(restAfter(error, failures), () => void synchronise());
    }
  }

  async function once(): Promise<void> {
    if (!copy.position.value) return await afresh();
    try {
      for (let isMore = true; isMore; ) {
        const { token: syncToken } = copy.position.value;
        const query = { syncType: 'ISync', syncToken };
        const sync = await call<SyncJson>(`${mailboxPath}/message-sync`, { query, priority: 'first' });
        await copy.takeIn(sync.records, { position: placeOf(sync.syncInfo), isNews: true });
        isMore = sync.syncInfo.olderRecordsExist;
      }
    } catch (error) {
      if (error instanceof ApiError && error.code === 'MSG-333') return await afresh();
      throw error;
    }
  }

  async function afresh(): Promise<void> {
    const query = { syncType: 'FSync', dateFrom: beginning, recordCount: firstCount };
    const { records, syncInfo } = await call<SyncJson>(`${mailboxPath}/message-sync`, { query, priority: 'first' });
    const wholeFromMs = syncInfo.olderRecordsExist ? oldestMsOf(records as readonly MessageJson[]) : undefined;
    await copy.takeIn(records, { isAfresh: true, position: { ...placeOf(syncInfo), wholeFromMs } });
    if (wholeFromMs !== undefined) await loadAll({ readStatus: 'Unread', direction: 'Inbound' });
  }

  /** What the server tells by itself. What it tells is true whatever came before; only without a gap does it lead on. */
  async function hear({ records, syncInfo }: MessagesNews): Promise<void> {
    if (!records || !syncInfo) return await synchronise();
    await inTurn(async () => {
      const at = copy.position.value;
      if (!at) return;
      const isKnown = at.sequence !== undefined && syncInfo.position <= at.sequence;
      if (isKnown) return;
      const isNext = at.sequence !== undefined && syncInfo.since <= at.sequence;
      await copy.takeIn(records, { isNews: true, ...(isNext ? { position: placeOf(syncInfo) } : {}) });
      if (isNext) freshMs = clock.nowMs();
      else void synchronise();
    });
  }

  function placeOf({ syncToken, position }: SyncInfo) {
    return { token: syncToken, sequence: position };
  }

  function oldestMsOf(records: readonly MessageJson[]): number {
    return records.reduce((oldest, { creationTime }) => Math.min(oldest, Date.parse(creationTime)), clock.nowMs());
  }

  async function list(query: Readonly<Record<string, string | number>>): Promise<ListJson<MessageJson>> {
    return await call(`${mailboxPath}/message-store`, { query: { dateFrom: beginning, ...query } });
  }

  /** What needs its owner, however long ago it came; or a whole conversation. */
  async function loadAll(query: Readonly<Record<string, string | number>>): Promise<void> {
    for (let page = 1, totalPages = 1; page <= totalPages; page++) {
      const askedAt = copy.moment();
      const { records, paging } = await list({ ...query, page, perPage: mostAPage });
      await copy.takeIn(records, { askedAt });
      totalPages = paging.totalPages;
    }
  }

  const wholeConversations = new Set<number>();
  let loadingOlder: Promise<void> | undefined;

  async function loadStretch(): Promise<void> {
    const askedAt = copy.moment();
    const wholeFromMs = copy.position.value?.wholeFromMs;
    if (wholeFromMs === undefined) return;
    const { records, paging } = await list({ dateTo: new Date(wholeFromMs + 1).toISOString(), perPage: olderCount });
    const isLast = paging.totalElements <= records.length;
    await copy.takeIn(records, { askedAt, position: { wholeFromMs: isLast ? undefined : oldestMsOf(records) } });
  }

  return {
    ...{ staleReason, isLoaded, areOlderLeft, synchronise, hear },

    /** Unless what is here has been asked about so lately. */
    async synchroniseUnlessFresh(maxAgeMs: number): Promise<void> {
      const ageMs = clock.nowMs() - freshMs;
      if (failures > 0 || ageMs < 0 || ageMs > maxAgeMs) await synchronise();
    },

    /** Reads everything anew, because what is here is known to be wrong. What changed says first why something has gone. */
    async startAgain(): Promise<void> {
      await inTurn(async () => {
        await once();
        await afresh();
      });
    },

    /** Loads what is missing of a conversation. Rejects when it cannot be asked for. */
    async loadConversation(conversationId: number): Promise<void> {
      const isKnownWhole =
        copy.position.value !== undefined && !areOlderLeft.value && copy.conversationById.value.has(conversationId);
      if (isKnownWhole || wholeConversations.has(conversationId)) return;
      await loadAll({ conversationId });
      wholeConversations.add(conversationId);
    },

    /** Loads a stretch of messages before the moment from which the copy is whole. Rejects when it cannot. */
    loadOlder(): Promise<void> {
      loadingOlder ??= loadStretch().finally(() => {
        loadingOlder = undefined;
      });
      return loadingOlder;
    },

    /** From now on it is kept up to date by this tab. */
    begin(): void {
      isOver = false;
    },
    end(): void {
      isOver = true;
      stopRetry?.();
      waiting = undefined;
    },
  };
}
