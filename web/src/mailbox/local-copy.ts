/** The browser's own copy of the mailbox: in memory for the screen, in the local database for when there is no network. */

import { computed, signal } from '@preact/signals';
import type { Availability, MessageJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { me } from '../shell/me.ts';
import { conversationsOf, isUnread } from './conversations.ts';

/** What a sync says of one message: all of it, or only that it is gone. */
export type SyncRecord = Pick<MessageJson, 'id' | 'conversationId' | 'availability'> & Partial<MessageJson>;

const messages = signal<ReadonlyMap<number, MessageJson>>(new Map());

/** Conversations that were readable here and are no more, though nobody here deleted them. */
export const lostConversations = signal<ReadonlySet<number>>(new Set());
/** What was deleted or purged here: it goes because its owner wanted it. */
const goneByOwnHand = new Set<number>();

export const allMessages = computed(() => messages.value);
export const conversations = computed(() => conversationsOf(messages.value.values(), me.value?.extensionNumber ?? ''));
export const unreadTotal = computed(() => [...messages.value.values()].filter(isUnread).length);

export async function loadLocalCopy(): Promise<void> {
  const kept = (await (await localDatabase()).getAll('messages')) as unknown as MessageJson[];
  messages.value = new Map(kept.map((message) => [message.id, message]));
}

/** Takes in what a sync said. Answers the messages that were not known before. */
export async function takeIn(records: readonly SyncRecord[]): Promise<MessageJson[]> {
  const next = new Map(messages.value);
  const isNew = (record: SyncRecord) => !messages.value.has(record.id);
  const whole = records.filter(isWhole);
  const added = whole.filter(isNew);
  for (const message of whole) next.set(message.id, message);
  const gone = records.filter((record) => !isWhole(record));
  for (const { id } of gone) next.delete(id);
  messages.value = next;
  noteLost(gone, next);
  await keep(
    whole,
    gone.map(({ id }) => id),
  );
  return added;
}

function isWhole(record: SyncRecord): record is MessageJson {
  return record.availability === ('Alive' satisfies Availability) && record.subject !== undefined;
}

function noteLost(gone: readonly SyncRecord[], left: ReadonlyMap<number, MessageJson>): void {
  const stillHeld = new Set([...left.values()].map(({ conversationId }) => conversationId));
  const lost = new Set([...lostConversations.value].filter((id) => !stillHeld.has(id)));
  for (const { id, conversationId, availability } of gone) {
    if (availability === 'Purged' && !goneByOwnHand.has(id) && !stillHeld.has(conversationId)) lost.add(conversationId);
  }
  lostConversations.value = lost;
}

async function keep(whole: readonly MessageJson[], goneIds: readonly number[]): Promise<void> {
  const transaction = (await localDatabase()).transaction('messages', 'readwrite');
  for (const message of whole) void transaction.store.put({ ...message });
  for (const id of goneIds) void transaction.store.delete(id);
  await transaction.done;
}

/** Shows a change at once, before the server has confirmed it. */
export async function changeLocally(ids: readonly number[], change: Partial<MessageJson>): Promise<void> {
  const next = new Map(messages.value);
  const changed = ids.flatMap((id) => {
    const message = next.get(id);
    return message ? [{ ...message, ...change }] : [];
  });
  for (const message of changed) next.set(message.id, message);
  messages.value = next;
  await keep(changed, []);
}

/** Takes messages off the screen that their owner deleted. */
export async function removeLocally(ids: readonly number[]): Promise<void> {
  for (const id of ids) goneByOwnHand.add(id);
  const next = new Map(messages.value);
  for (const id of ids) next.delete(id);
  messages.value = next;
  await keep([], ids);
}

/** Starts afresh, as after a sync token that the server no longer takes. */
export async function clearLocalCopy(): Promise<void> {
  messages.value = new Map();
  await (await localDatabase()).clear('messages');
}
