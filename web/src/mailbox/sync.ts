/** Keeps the local copy up to date: one full sync, then only what changed, one at a time. */

import { signal } from '@preact/signals';
import { ApiError, call, isPassing, mailboxPath } from '../api/client.ts';
import { reasonOf } from '../api/reason.ts';
import type { ListJson, MessageJson } from '../api/shapes.ts';
import { loadMe } from '../shell/me.ts';
import { conversationById, loadLocalCopy, type Position, type SyncRecord, takeIn } from './local-copy.ts';

interface SyncJson {
  readonly records: readonly SyncRecord[];
  readonly syncInfo: { readonly syncToken: string; readonly olderRecordsExist: boolean };
}

/** Enough for a first screen; older messages come as they are scrolled to. */
const firstCount = 250;
const olderCount = 500;
const mostAPage = 1000;
const beginning = '2000-01-01T00:00:00.000Z';
/** However fast news comes, so many syncs may follow one another at once, and then one in so much time. */
const pacing = { burst: 8, eachMs: 1500 } as const;
const retryMs = 5000;

/** Why the local copy is not up to date, if it is not. */
export const staleReason = signal<string | undefined>(undefined);
export const areOlderLeft = signal(false);
/** Whether anything has been loaded at all, from here or from the server. */
export const isLoaded = signal(false);

/** This tab's own: another tab that is further says nothing of what this one has in memory. */
let position: Position | undefined;
let running: Promise<MessageJson[]> | undefined;
let isWantedAgain = false;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
/** Until when the syncs so far have used up their share of time. */
let usedUpMs = 0;

function goTo(next: Position): Position {
  position = next;
  areOlderLeft.value = next.wholeFromMs !== undefined;
  return next;
}

/** Shows what is kept here; the server is asked afterwards. */
export async function openMailbox(): Promise<void> {
  await loadMe();
  await loadLocalCopy((kept) => {
    goTo(kept);
    isLoaded.value = true;
  });
}

/** Asks what changed. Calls that come while one is under way are answered by one more after it. */
export function synchronise(): Promise<MessageJson[]> {
  if (running) {
    isWantedAgain = true;
    return running;
  }
  running = run().finally(() => {
    running = undefined;
  });
  return running;
}

async function run(): Promise<MessageJson[]> {
  clearTimeout(retryTimer);
  const added: MessageJson[] = [];
  try {
    do {
      await pace();
      isWantedAgain = false;
      added.push(...(await once()));
    } while (isWantedAgain);
    staleReason.value = undefined;
    isLoaded.value = true;
  } catch (error) {
    staleReason.value = reasonOf(error);
    const delayMs = (error instanceof ApiError && error.retryAfterMs) || retryMs;
    if (isPassing(error) && navigator.onLine) retryTimer = setTimeout(() => void synchronise(), delayMs);
  }
  return added;
}

/** Reads everything anew, because what is here is known to be wrong. */
export async function startAgain(): Promise<void> {
  position = undefined;
  await synchronise();
}

async function pace(): Promise<void> {
  const nowMs = Date.now();
  usedUpMs = Math.min(Math.max(usedUpMs, nowMs), nowMs + pacing.burst * pacing.eachMs) + pacing.eachMs;
  const waitMs = usedUpMs - nowMs - pacing.burst * pacing.eachMs;
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}

async function once(): Promise<MessageJson[]> {
  if (!position) return await afresh();
  const added: MessageJson[] = [];
  try {
    for (let isMore = true; isMore && position; ) {
      const sync: SyncJson = await call(`${mailboxPath}/message-sync`, {
        query: { syncType: 'ISync', syncToken: position.token },
      });
      const next = goTo({ ...position, token: sync.syncInfo.syncToken });
      added.push(...(await takeIn(sync.records, { position: next })));
      isMore = sync.syncInfo.olderRecordsExist;
    }
    return added;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'MSG-333') return await afresh();
    throw error;
  }
}

async function afresh(): Promise<MessageJson[]> {
  const { records, syncInfo } = await call<SyncJson>(`${mailboxPath}/message-sync`, {
    query: { syncType: 'FSync', dateFrom: beginning, recordCount: firstCount },
  });
  const wholeFromMs = syncInfo.olderRecordsExist ? oldestMsOf(records as readonly MessageJson[]) : undefined;
  await takeIn(records, { isAfresh: true, position: goTo({ token: syncInfo.syncToken, wholeFromMs }) });
  isLoaded.value = true;
  if (wholeFromMs !== undefined) await loadAll({ readStatus: 'Unread', direction: 'Inbound' });
  return [];
}

function oldestMsOf(records: readonly MessageJson[]): number {
  return records.reduce((oldest, { creationTime }) => Math.min(oldest, Date.parse(creationTime)), Date.now());
}

async function list(query: Readonly<Record<string, string | number>>): Promise<ListJson<MessageJson>> {
  return await call(`${mailboxPath}/message-store`, { query: { dateFrom: beginning, ...query } });
}

/** What needs its owner, however long ago it came; or a whole conversation. */
async function loadAll(query: Readonly<Record<string, string | number>>): Promise<void> {
  for (let page = 1, totalPages = 1; page <= totalPages; page++) {
    const { records, paging } = await list({ ...query, page, perPage: mostAPage });
    await takeIn(records);
    totalPages = paging.totalPages;
  }
}

const wholeConversations = new Set<number>();

/** Loads what is missing of a conversation. Rejects when it cannot be asked for. */
export async function loadConversation(conversationId: number): Promise<void> {
  const isKnownWhole = position !== undefined && !areOlderLeft.value && conversationById.value.has(conversationId);
  if (isKnownWhole || wholeConversations.has(conversationId)) return;
  await loadAll({ conversationId });
  wholeConversations.add(conversationId);
}

let loadingOlder: Promise<void> | undefined;

/** Loads a stretch of messages before the moment from which the copy is whole. Rejects when it cannot. */
export function loadOlder(): Promise<void> {
  loadingOlder ??= loadStretch().finally(() => {
    loadingOlder = undefined;
  });
  return loadingOlder;
}

async function loadStretch(): Promise<void> {
  const wholeFromMs = position?.wholeFromMs;
  if (!position || wholeFromMs === undefined) return;
  const { records, paging } = await list({ dateTo: new Date(wholeFromMs + 1).toISOString(), perPage: olderCount });
  const isLast = paging.totalElements <= records.length;
  const next = goTo({ ...position, wholeFromMs: isLast ? undefined : oldestMsOf(records) });
  await takeIn(records, { position: next });
}
