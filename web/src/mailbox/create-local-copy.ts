/**
 * The copy of the mailbox: in memory for the screen, in the local database for when there is no network. All tabs of a
 * browser write to one copy, one after another, and each is told what the others wrote.
 */

import { computed, signal } from '@preact/signals';
import type { IDBPTransaction } from 'idb';
import type { MessageJson, SyncRecord } from '../api/shapes.ts';
import type { LocalSchema, OpenDatabase } from '../browser/local-schema.ts';
import type { Clock, OwnerOf, Tabs } from '../browser/ports.ts';
import { type ConversationSummary, conversationsOf, isUnread } from './conversations.ts';
import { type CopyNews, isWhole, type Moment, type Position, positionAfter, type Taken } from './copy-news.ts';
import { asExpected, type Change, changeKeys, type Expected, expectedFrom } from './pending-changes.ts';
import type { MailboxNews } from './tab-news.ts';

export type LocalCopy = ReturnType<typeof createLocalCopy>;

interface CopyParts {
  readonly database: OpenDatabase;
  readonly tabs: Tabs<MailboxNews>;
  readonly clock: Clock;
  readonly ownerOf: OwnerOf;
  readonly myNumberOf: () => string;
}

type Transaction = IDBPTransaction<LocalSchema, ('session' | 'messages' | 'values')[], 'readwrite'>;
type Written = Omit<CopyNews, 'revision'>;
interface Kept {
  readonly transaction: Transaction;
  readonly position: Position | undefined;
  readonly expected: Expected;
  readonly revision: number;
}

const [positionKey, revisionKey, unreadKey] = ['sync', 'revision', 'unread'];
/** So many of the newest are enough for a first screen, and are read first. */
const firstCount = 150;
/** The rest is read in parts, between which the screen can be drawn and scrolled. */
const partCount = 1000;
const mostUnreadFirst = 200;
/** What another tab wrote is told at once; later than this, it was not told at all. */
const lateMs = 1000;

export function createLocalCopy({ database, tabs, clock, ownerOf, myNumberOf }: CopyParts) {
  const messages = signal<ReadonlyMap<number, MessageJson>>(new Map());
  const position = signal<Position | undefined>(undefined);
  /** What has just come that was not known before. */
  const arrivals = signal<readonly MessageJson[]>([]);
  /** Conversations that were readable here and are no more, though nobody here deleted them. */
  const lostConversations = signal<ReadonlySet<number>>(new Set());
  /** Grows with each round of news that something was deleted or purged, wherever that was done. */
  const goneRounds = signal(0);
  /** What was deleted or purged here: it goes because its owner wanted it. */
  const goneByOwnHand = new Set<number>();
  /** With which revision what is gone went, as far as this tab has heard. */
  const goneAt = new Map<number, number>();
  let revision = 0;
  /** Told before what was written before it. */
  const early = new Map<number, CopyNews>();
  let stopWaiting: (() => void) | undefined;

  let known: { readonly myNumber: string; readonly byId: ReadonlyMap<number, ConversationSummary> } | undefined;
  const conversations = computed(() => {
    const myNumber = myNumberOf();
    const before = known?.myNumber === myNumber ? known.byId : undefined;
    const all = conversationsOf(messages.value.values(), myNumber, before);
    known = { myNumber, byId: new Map(all.map((one) => [one.conversationId, one])) };
    return all;
  });
  const unreadTotal = computed(() => {
    let count = 0;
    for (const message of messages.value.values()) if (isUnread(message)) count++;
    return count;
  });

  /** Writes what `change` makes of what is kept, unless whoever it is for has signed out meanwhile. */
  async function write(change: (kept: Kept) => Promise<Written | undefined>): Promise<void> {
    const transaction = (await database()).transaction(['session', 'messages', 'values'], 'readwrite');
    const values = transaction.objectStore('values');
    const [session, before, pending, last = 0] = await Promise.all([
      transaction.objectStore('session').get('current'),
      values.get(positionKey) as Promise<Position | undefined>,
      values.getAll(IDBKeyRange.bound(...changeKeys)) as Promise<Change[]>,
      values.get(revisionKey) as Promise<number | undefined>,
    ]);
    const owner = ownerOf();
    const isTheirs = owner !== undefined && session?.ownerId === owner;
    const expected = expectedFrom(pending);
    const written = isTheirs ? await change({ transaction, position: before, expected, revision: last }) : undefined;
    if (!written) return await transaction.done;
    const news: CopyNews = { ...written, revision: last + 1 };
    if (news.isAfresh) void transaction.objectStore('messages').clear();
    for (const message of news.whole) void transaction.objectStore('messages').put({ ...message });
    for (const { id } of news.gone) void transaction.objectStore('messages').delete(id);
    if (news.position) void values.put(news.position, positionKey);
    void values.put(news.revision, revisionKey);
    void values.put(newestUnreadIds(shownWith(news)), unreadKey);
    await transaction.done;
    tabs.tell({ kind: 'copy', ...news });
    accept(news);
  }

  /** In the order in which it was written. */
  function accept(news: CopyNews): void {
    if (news.revision <= revision) return;
    early.set(news.revision, news);
    for (let next = early.get(revision + 1); next; next = early.get(revision + 1)) {
      early.delete(next.revision);
      revision = next.revision;
      show(next);
    }
    stopWaiting?.();
    stopWaiting = early.size > 0 ? clock.after(lateMs, () => void reload()) : undefined;
  }

  function show(news: CopyNews): void {
    const before = messages.value;
    const next = shownWith(news);
    for (const { id } of news.whole) for (const gone of [goneByOwnHand, goneAt]) gone.delete(id);
    for (const { id } of news.gone) goneAt.set(id, news.revision);
    if (news.isAfresh || news.whole.length + news.gone.length > 0) messages.value = next;
    if (news.position) position.value = news.position;
    const said = news.gone.filter((record) => 'availability' in record);
    for (const record of news.gone) if (!('availability' in record)) goneByOwnHand.add(record.id);
    if (said.length > 0) goneRounds.value += 1;
    noteLost(said, next);
    if (news.isNews) arrivals.value = news.whole.filter(({ id }) => !before.has(id));
  }

  function shownWith({ whole, gone, isAfresh }: Written): Map<number, MessageJson> {
    const next = new Map(isAfresh ? [] : messages.value);
    for (const message of whole) next.set(message.id, message);
    for (const { id } of gone) next.delete(id);
    return next;
  }

  function noteLost(gone: readonly SyncRecord[], left: ReadonlyMap<number, MessageJson>): void {
    if (gone.length === 0 && lostConversations.value.size === 0) return;
    const stillHeld = new Set([...left.values()].map(({ conversationId }) => conversationId));
    const lost = new Set([...lostConversations.value].filter((id) => !stillHeld.has(id)));
    for (const { id, conversationId, availability } of gone) {
      if (availability === 'Purged' && !goneByOwnHand.has(id) && !stillHeld.has(conversationId))
        lost.add(conversationId);
    }
    lostConversations.value = lost;
  }

  /** Everything anew, as it is kept now, if anything was written that this tab has not heard of. */
  async function reload(): Promise<void> {
    const transaction = (await database()).transaction(['messages', 'values']);
    const values = transaction.objectStore('values');
    const newest = ((await values.get(revisionKey)) as number | undefined) ?? 0;
    if (newest <= revision) return;
    const [all, kept] = await Promise.all([
      transaction.objectStore('messages').getAll() as Promise<unknown[]>,
      values.get(positionKey) as Promise<Position | undefined>,
    ]);
    for (const id of messages.value.keys()) goneAt.set(id, newest);
    messages.value = new Map((all as MessageJson[]).map((one) => [one.id, one]));
    for (const id of messages.value.keys()) goneAt.delete(id);
    position.value = kept;
    goTo(newest);
  }

  /** What is shown is what was written up to there; what was told meanwhile comes after it. */
  function goTo(newest: number): void {
    revision = newest;
    const told = [...early.values()];
    early.clear();
    for (const news of told) accept(news);
  }

  /** Shows what is kept: as much as a first screen needs, then the rest. */
  async function load(): Promise<void> {
    const db = await database();
    const first = db.transaction(['messages', 'values']);
    const [kept, values] = [first.objectStore('messages'), first.objectStore('values')];
    const [ids, there, unreadIds, newestRevision] = await Promise.all([
      kept.getAllKeys(),
      values.get(positionKey) as Promise<Position | undefined>,
      values.get(unreadKey) as Promise<readonly number[] | undefined>,
      values.get(revisionKey) as Promise<number | undefined>,
    ]);
    const newest = ids.slice(-firstCount);
    const restIds = ids.slice(0, -firstCount);
    const [some, ...unread] = await Promise.all([
      newest.length > 0 ? kept.getAll(IDBKeyRange.bound(newest[0], newest.at(-1))) : [],
      ...(unreadIds ?? []).filter((id) => id < (newest[0] ?? 0)).map((id) => kept.get(id)),
    ]);
    addKept([...some, ...unread.filter((one) => one !== undefined)]);
    position.value = there;
    goTo(newestRevision ?? 0);
    const rest: unknown[] = [];
    const epoch = there?.epoch;
    for (let start = 0; start < restIds.length; start += partCount) {
      const part = restIds.slice(start, start + partCount);
      rest.push(...(await db.getAll('messages', IDBKeyRange.bound(part[0], part.at(-1)))));
    }
    if (position.value?.epoch === epoch) addKept(rest);
  }

  /** What is here already may have been changed since it was kept, or have gone. */
  function addKept(kept: readonly unknown[]): void {
    const older = (kept as readonly MessageJson[]).filter(({ id }) => !goneAt.has(id));
    messages.value = new Map([...older.map((one) => [one.id, one] as const), ...messages.value]);
  }

  /** Takes in what the server said. */
  async function takeIn(records: readonly SyncRecord[], taken: Taken = {}): Promise<void> {
    const { isAfresh = false, isNews, askedAt } = taken;
    let isUnheard = false;
    await write(async ({ transaction, position: before, expected, revision: last }) => {
      // What was asked of another copy says nothing of this one.
      if (askedAt && askedAt.epoch !== before?.epoch) return undefined;
      isUnheard = askedAt !== undefined && last > revision;
      if (isUnheard) return undefined;
      const store = transaction.objectStore('messages');
      const kept = isAfresh ? [] : await Promise.all(records.map(({ id }) => store.get(id)));
      const isOlder = (record: SyncRecord, index: number) => {
        const there = kept[index] as MessageJson | undefined;
        return (
          there !== undefined &&
          record.lastModifiedTime !== undefined &&
          record.lastModifiedTime < there.lastModifiedTime
        );
      };
      const isGoneSince = ({ id }: SyncRecord) => askedAt !== undefined && (goneAt.get(id) ?? 0) > askedAt.revision;
      const whole = records
        .filter((record, index) => isWhole(record) && !isOlder(record, index) && !isGoneSince(record))
        .flatMap((record) => asExpected(record as MessageJson, expected));
      // What they brought back is not gone, though the server may not know yet.
      const gone = records.filter((one) => !isWhole(one) && expected.get(one.id) !== 'Alive');
      return { whole, gone, isAfresh, isNews, position: positionAfter(before, taken) };
    });
    if (!isUnheard) return;
    // Whether any of it has gone meanwhile is told by what other tabs have written.
    await hearOthers();
    await takeIn(records, taken);
  }

  async function hearOthers(): Promise<void> {
    await new Promise<void>((resolve) => clock.after(lateMs / 20, resolve));
    const newest = ((await (await database()).get('values', revisionKey)) as number | undefined) ?? 0;
    if (newest > revision && early.size === 0) await reload();
  }

  return {
    ...{ messages, position, arrivals, lostConversations, goneRounds, conversations, unreadTotal },
    ...{ load, reload, takeIn },
    conversationById: computed(() => new Map(conversations.value.map((one) => [one.conversationId, one]))),

    moment: (): Moment => ({ revision, epoch: position.value?.epoch }),

    /** Shows a change of its owner's, and keeps it under a key until the server knows of it. `back` is what comes back by it. */
    async change(change: Change, key: string, back: readonly MessageJson[] = []): Promise<void> {
      const { ids, to } = change;
      const asChanged = (there: readonly MessageJson[]): Written =>
        to === 'Deleted'
          ? { whole: [], gone: ids.map((id) => ({ id })) }
          : { whole: [...there, ...back].flatMap((one) => asExpected(one, expectedFrom([change]))), gone: [] };
      // At once, before it is written.
      messages.value = shownWith(asChanged(ids.flatMap((id) => messages.value.get(id) ?? [])));
      await write(async ({ transaction }) => {
        void transaction.objectStore('values').put(change, key);
        const kept = await Promise.all(ids.map((id) => transaction.objectStore('messages').get(id)));
        return asChanged(kept.filter((one) => one !== undefined) as unknown as MessageJson[]);
      });
    },

    /** Takes messages off that their owner removed, the server knowing of it. */
    async remove(ids: readonly number[]): Promise<void> {
      await write(async () => ({ whole: [], gone: ids.map((id) => ({ id })) }));
    },

    /** Shows what other tabs write, until the answer is called. */
    follow: (): (() => void) => tabs.hear('copy', accept),
  };
}

function newestUnreadIds(messages: ReadonlyMap<number, MessageJson>): number[] {
  const ids: number[] = [];
  for (const message of messages.values()) if (isUnread(message)) ids.push(message.id);
  return ids.sort((a, b) => b - a).slice(0, mostUnreadFirst);
}
