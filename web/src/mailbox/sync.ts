/** Keeps the local copy up to date: one full sync, then only what changed, one at a time. */

import { signal } from '@preact/signals';
import { ApiError, call, mailboxPath, NetworkError } from '../api/client.ts';
import type { ListJson, MessageJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { t } from '../text/catalogue.ts';
import { allMessages, clearLocalCopy, loadLocalCopy, type SyncRecord, takeIn } from './local-copy.ts';

interface SyncJson {
  readonly records: readonly SyncRecord[];
  readonly syncInfo: { readonly syncToken: string; readonly olderRecordsExist: boolean };
}

interface Position {
  readonly token: string;
  readonly areOlderLeft: boolean;
}

/** Enough for a first screen; older messages come as they are asked for. */
const firstCount = 250;
const olderCount = 500;
const beginning = '2000-01-01T00:00:00.000Z';

/** Why the local copy is not up to date, if it is not. */
export const staleReason = signal<string | undefined>(undefined);
export const areOlderLeft = signal(false);
/** Whether anything has been loaded at all, from here or from the server. */
export const isLoaded = signal(false);
/** Whether there is nothing on the way that might bring what is not here. */
export const isSettled = signal(false);

let running: Promise<MessageJson[]> | undefined;
let isWantedAgain = false;

/** Shows what is kept here; the server is asked afterwards. */
export async function openMailbox(): Promise<void> {
  await loadLocalCopy();
  areOlderLeft.value = (await position())?.areOlderLeft ?? false;
  isLoaded.value ||= allMessages.value.size > 0;
}

/** Asks what changed. Calls that come while one is under way are answered by one more after it. */
export function synchronise(): Promise<MessageJson[]> {
  if (running) {
    isWantedAgain = true;
    return running;
  }
  isSettled.value = false;
  running = run().finally(() => {
    running = undefined;
    isSettled.value = true;
  });
  return running;
}

async function run(): Promise<MessageJson[]> {
  const added: MessageJson[] = [];
  try {
    do {
      isWantedAgain = false;
      added.push(...(await once()));
    } while (isWantedAgain);
    staleReason.value = undefined;
    isLoaded.value = true;
  } catch (error) {
    staleReason.value = reasonOf(error);
  }
  return added;
}

async function once(): Promise<MessageJson[]> {
  const kept = await position();
  if (!kept) return await afresh();
  try {
    const sync = await call<SyncJson>(`${mailboxPath}/message-sync`, {
      query: { syncType: 'ISync', syncToken: kept.token },
    });
    const added = await takeIn(sync.records);
    await keepPosition({ token: sync.syncInfo.syncToken, areOlderLeft: kept.areOlderLeft });
    return added;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'MSG-333') return await afresh();
    throw error;
  }
}

async function afresh(): Promise<MessageJson[]> {
  const sync = await call<SyncJson>(`${mailboxPath}/message-sync`, {
    query: { syncType: 'FSync', dateFrom: beginning, recordCount: firstCount },
  });
  await clearLocalCopy();
  await takeIn(sync.records);
  await keepPosition({ token: sync.syncInfo.syncToken, areOlderLeft: sync.syncInfo.olderRecordsExist });
  return [];
}

/** Loads a stretch of messages before the oldest one here. */
export async function loadOlder(): Promise<void> {
  const kept = await position();
  if (!kept?.areOlderLeft) return;
  const oldest = Math.min(...[...allMessages.value.values()].map(({ creationTime }) => Date.parse(creationTime)));
  const list = await call<ListJson<MessageJson>>(`${mailboxPath}/message-store`, {
    query: { dateFrom: beginning, dateTo: new Date(oldest).toISOString(), perPage: olderCount },
  });
  const added = await takeIn(list.records);
  await keepPosition({ ...kept, areOlderLeft: added.length > 0 && list.paging.totalPages > 1 });
}

async function position(): Promise<Position | undefined> {
  return (await (await localDatabase()).get('values', 'sync')) as Position | undefined;
}

async function keepPosition(next: Position): Promise<void> {
  areOlderLeft.value = next.areOlderLeft;
  await (await localDatabase()).put('values', next, 'sync');
}

export function reasonOf(error: unknown): string {
  if (error instanceof NetworkError) return t('error.network');
  return error instanceof Error ? error.message : String(error);
}
