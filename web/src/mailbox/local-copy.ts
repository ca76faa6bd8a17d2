/** The browser's own copy of the mailbox: in memory for the screen, in the local database for when there is no network. */

import { computed, signal } from '@preact/signals';
import type { Availability, MessageJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { me } from '../shell/me.ts';
import { type ConversationSummary, conversationsOf, isUnread } from './conversations.ts';

/** What a sync says of one message: all of it, or only that it is gone. */
export type SyncRecord = Pick<MessageJson, 'id' | 'conversationId' | 'availability'> & Partial<MessageJson>;

/** How far the copy goes: kept together with it, so that neither is ever ahead of the other. */
export interface Position {
  readonly token: string;
  /** The copy is whole back to this moment; undefined if it is whole. */
  readonly wholeFromMs?: number | undefined;
}

const positionKey = 'sync';
const messages = signal<ReadonlyMap<number, MessageJson>>(new Map());

/** Conversations that were readable here and are no more, though nobody here deleted them. */
export const lostConversations = signal<ReadonlySet<number>>(new Set());
/** Grows with each round of news that something was deleted or purged, wherever that was done. */
export const goneRounds = signal(0);
/** What was deleted or purged here: it goes because its owner wanted it. */
const goneByOwnHand = new Set<number>();
/** What its owner has changed and the server may not know yet: it outweighs what the server says. */
const expected = new Map<number, Partial<MessageJson> | 'gone'>();

export const allMessages = computed(() => messages.value);
let known: { readonly myNumber: string; readonly byId: ReadonlyMap<number, ConversationSummary> } | undefined;
export const conversations = computed(() => {
  const myNumber = me.value?.extensionNumber ?? '';
  const all = conversationsOf(messages.value.values(), myNumber, known?.myNumber === myNumber ? known.byId : undefined);
  known = { myNumber, byId: new Map(all.map((one) => [one.conversationId, one])) };
  return all;
});
export const conversationById = computed(() => new Map(conversations.value.map((one) => [one.conversationId, one])));
export const unreadTotal = computed(() => {
  let count = 0;
  for (const message of messages.value.values()) if (isUnread(message)) count++;
  return count;
});

/** So many of the newest are enough for a first screen, and are read first. */
const firstCount = 150;
/** The rest is read in parts, between which the screen can be drawn and scrolled. */
const partCount = 1000;
const unreadKey = 'unread';
const mostUnreadFirst = 200;

/** Answers how far the copy goes; undefined if there is none. `onFirst` is called once a first screen can be shown. */
export async function loadLocalCopy(onFirst: (position: Position) => void): Promise<Position | undefined> {
  const db = await localDatabase();
  const first = db.transaction(['messages', 'values']);
  const [kept, values] = [first.objectStore('messages'), first.objectStore('values')];
  const [ids, position, unreadIds] = await Promise.all([
    kept.getAllKeys(),
    values.get(positionKey) as Promise<Position | undefined>,
    values.get(unreadKey) as Promise<readonly number[] | undefined>,
  ]);
  if (!position) return undefined;
  const newest = ids.slice(-firstCount);
  const restIds = ids.slice(0, -firstCount);
  const [some, ...unread] = await Promise.all([
    newest.length > 0 ? kept.getAll(IDBKeyRange.bound(newest[0], newest.at(-1))) : [],
    ...(unreadIds ?? []).filter((id) => id < (newest[0] ?? 0)).map((id) => kept.get(id)),
  ]);
  addKept([...some, ...unread.filter((one) => one !== undefined)]);
  onFirst(position);
  const rest: unknown[] = [];
  for (let start = 0; start < restIds.length; start += partCount) {
    const part = restIds.slice(start, start + partCount);
    rest.push(...(await db.getAll('messages', IDBKeyRange.bound(part[0], part.at(-1)))));
  }
  addKept(rest);
  return position;
}

/** What is here already may have been changed since it was kept. */
function addKept(kept: readonly unknown[]): void {
  const older = (kept as readonly MessageJson[]).flatMap(asExpected);
  messages.value = new Map([...older.map((one) => [one.id, one] as const), ...messages.value]);
}

interface Taken {
  /** How far the copy goes with these records. */
  readonly position?: Position;
  /** Whether what was there before is to go. */
  readonly isAfresh?: boolean;
}

/** Takes in what the server said. Answers the messages that were not known before. */
export async function takeIn(
  records: readonly SyncRecord[],
  { position, isAfresh = false }: Taken = {},
): Promise<MessageJson[]> {
  const before = messages.value;
  const next = new Map(isAfresh ? [] : before);
  const whole = records.filter(isWhole).flatMap(asExpected);
  const added = whole.filter(({ id }) => !before.has(id));
  for (const message of whole) next.set(message.id, message);
  const gone = records.filter((record) => !isWhole(record));
  for (const { id } of gone) next.delete(id);
  if (records.length > 0 || isAfresh) messages.value = next;
  if (gone.length > 0) goneRounds.value += 1;
  noteLost(gone, next);
  await keep({ whole, goneIds: gone.map(({ id }) => id), isAfresh, ...(position ? { position } : {}) });
  return added;
}

function isWhole(record: SyncRecord): record is MessageJson {
  return record.availability === ('Alive' satisfies Availability) && record.subject !== undefined;
}

function asExpected(message: MessageJson): MessageJson[] {
  const change = expected.get(message.id);
  return change === 'gone' ? [] : [change ? { ...message, ...change } : message];
}

function noteLost(gone: readonly SyncRecord[], left: ReadonlyMap<number, MessageJson>): void {
  if (gone.length === 0 && lostConversations.value.size === 0) return;
  const stillHeld = new Set([...left.values()].map(({ conversationId }) => conversationId));
  const lost = new Set([...lostConversations.value].filter((id) => !stillHeld.has(id)));
  for (const { id, conversationId, availability } of gone) {
    if (availability === 'Purged' && !goneByOwnHand.has(id) && !stillHeld.has(conversationId)) lost.add(conversationId);
  }
  lostConversations.value = lost;
}

interface Kept extends Taken {
  readonly whole?: readonly MessageJson[];
  readonly goneIds?: readonly number[];
}

async function keep({ whole = [], goneIds = [], position, isAfresh }: Kept): Promise<void> {
  if (whole.length + goneIds.length === 0 && !position && !isAfresh) return;
  const transaction = (await localDatabase()).transaction(['messages', 'values'], 'readwrite');
  const kept = transaction.objectStore('messages');
  if (isAfresh) void kept.clear();
  for (const message of whole) void kept.put({ ...message });
  for (const id of goneIds) void kept.delete(id);
  const values = transaction.objectStore('values');
  if (position) void values.put(position, positionKey);
  void values.put(newestUnreadIds(), unreadKey);
  await transaction.done;
}

function newestUnreadIds(): number[] {
  const ids: number[] = [];
  for (const message of messages.value.values()) if (isUnread(message)) ids.push(message.id);
  return ids.sort((a, b) => b - a).slice(0, mostUnreadFirst);
}

/** Shows a change at once, before the server has confirmed it. */
export async function changeLocally(ids: readonly number[], change: Partial<MessageJson>): Promise<void> {
  const next = new Map(messages.value);
  const whole = ids.flatMap((id) => {
    expected.set(id, change);
    const message = next.get(id);
    return message ? [{ ...message, ...change }] : [];
  });
  for (const message of whole) next.set(message.id, message);
  messages.value = next;
  await keep({ whole });
}

/** Takes messages off the screen that their owner deleted. */
export async function removeLocally(ids: readonly number[]): Promise<void> {
  const next = new Map(messages.value);
  for (const id of ids) {
    goneByOwnHand.add(id);
    expected.set(id, 'gone');
    next.delete(id);
  }
  messages.value = next;
  await keep({ goneIds: ids });
}

/** The server knows of it now, or has refused it: from here on what the server says counts. */
export function noLongerExpect(ids: readonly number[]): void {
  for (const id of ids) expected.delete(id);
}
