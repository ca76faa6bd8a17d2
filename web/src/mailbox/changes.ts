/** What people do to their own messages: read, delete, bring back. Shown at once, kept until the server knows. */

import { ownName } from '../api/address.ts';
import { call, isPassing, mailboxPath } from '../api/client.ts';
import type { MessageJson, ReadStatus } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { randomText } from '../session/random.ts';
import { changeLocally, noLongerExpect, removeLocally, takeIn } from './local-copy.ts';
import { startAgain } from './sync.ts';

type Change = { readonly ids: readonly number[]; readonly to: ReadStatus | 'Deleted' | 'Alive' };

/** The server takes so many ids in one address. */
const maxIds = 50;
const keyPrefix = 'change:';
const severalAnswers = { accept: 'application/vnd.ringcentral.multipart+json' } as const;

function* portions(ids: readonly number[]): Generator<readonly number[]> {
  for (let start = 0; start < ids.length; start += maxIds) yield ids.slice(start, start + maxIds);
}

/** Rejects when the server refuses it; without a network it waits. */
export async function mark(ids: readonly number[], to: ReadStatus): Promise<void> {
  await changeLocally(ids, { readStatus: to });
  await keepChange({ ids, to });
  await sendChanges();
}

/** Rejects when the server refuses it; without a network it waits. */
export async function remove(ids: readonly number[]): Promise<void> {
  await removeLocally(ids);
  await keepChange({ ids, to: 'Deleted' });
  await sendChanges();
}

/** Takes a deletion back. Rejects when the server refuses it; without a network it waits, as the deletion may. */
export async function bringBack(messages: readonly MessageJson[]): Promise<void> {
  const ids = messages.map(({ id }) => id);
  noLongerExpect(ids);
  await takeIn(messages.map((message) => ({ ...message, availability: 'Alive' })));
  await keepChange({ ids, to: 'Alive' });
  await sendChanges();
}

async function keepChange(change: Change): Promise<void> {
  const db = await localDatabase();
  for (const ids of portions(change.ids)) {
    // In the order they were made, also when another tab makes some.
    await db.put('values', { ...change, ids }, `${keyPrefix}${Date.now()}:${randomText()}`);
  }
}

/** Tells the server what it does not know yet. Tabs take turns. */
export async function sendChanges(): Promise<void> {
  await navigator.locks.request(ownName('beckon.changes'), async () => {
    const db = await localDatabase();
    const range = IDBKeyRange.bound(keyPrefix, `${keyPrefix}\uffff`);
    for (const key of await db.getAllKeys('values', range)) {
      const change = (await db.get('values', key)) as Change | undefined;
      if (!change) continue;
      try {
        await sendChange(change);
      } catch (error) {
        if (isPassing(error)) return;
        await db.delete('values', key);
        noLongerExpect(change.ids);
        void startAgain();
        throw error;
      }
      await db.delete('values', key);
      noLongerExpect(change.ids);
    }
  });
}

async function sendChange({ ids, to }: Change): Promise<void> {
  const path = `${mailboxPath}/message-store/${ids.join(',')}`;
  if (to === 'Deleted') await call(path, { method: 'DELETE', headers: severalAnswers });
  else if (to === 'Alive') await call(path, { method: 'PATCH', body: { availability: to }, headers: severalAnswers });
  else await call(path, { method: 'PUT', body: { readStatus: to }, headers: severalAnswers });
}

/** Deletes for good, at once. */
export async function purge(id: number): Promise<void> {
  await removeLocally([id]);
  await call(`${mailboxPath}/message-store/${id}`, { method: 'DELETE', query: { purge: 'true' } });
}
