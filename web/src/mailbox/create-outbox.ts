/**
 * What was written and is still to be sent. Each page carries a key of its own, so that however often it is tried it is
 * sent once; and none goes out late without its writer's saying so.
 */

import { computed, signal } from '@preact/signals';
import type { Call } from '../api/create-client.ts';
import { ApiError, isPassing, NetworkError, restAfter } from '../api/refusals.ts';
import type { MessageJson, Party } from '../api/shapes.ts';
import type { OpenDatabase } from '../browser/local-schema.ts';
import type { Clock, Locks, OwnerOf, Tabs } from '../browser/ports.ts';
import type { LocalCopy } from './create-local-copy.ts';
import type { MailboxNews } from './tab-news.ts';

export interface WrittenPage {
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Absent in a reply to everyone. */
  readonly to?: readonly Party[];
  readonly replyOn?: number;
  readonly conversationId?: number;
  readonly text: string;
  readonly writtenMs: number;
  /** When its writer last said that it is to be sent, however long ago it was written. */
  readonly confirmedMs?: number;
  /** The newest message that was here then. */
  readonly afterId?: number;
  /** It waits for the network, for a server that has too much to do, or for its writer to say whether it still counts. */
  readonly state: 'waiting' | 'busy' | 'sending' | 'late' | 'failed';
  /** The server surely does not have it. Otherwise it may: an answer can be lost. */
  readonly isUnsent?: boolean;
  /** Whether it has been tried before: the first try is shown where it was written. */
  readonly hasWaited?: boolean;
  /** Why it failed, in a sentence for people. */
  readonly reason?: string;
}

export type Posted =
  | { readonly kind: 'sent'; readonly message: MessageJson }
  | { readonly kind: 'waiting' | 'late' }
  | { readonly kind: 'failed'; readonly page: WrittenPage };

export type DraftPage = Pick<WrittenPage, 'to' | 'replyOn' | 'conversationId' | 'text'>;

export interface OutboxParts {
  readonly call: Call;
  readonly copy: LocalCopy;
  readonly database: OpenDatabase;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly tabs: Tabs<MailboxNews>;
  readonly ownerOf: OwnerOf;
  readonly mailboxPath: string;
  readonly random: () => string;
  readonly reasonOf: (error: unknown) => string;
  /** How old a page may be that is sent without asking its writer. */
  readonly askAfterMs: () => number;
}

/** What is sent sooner is sent at once, as far as its readers are concerned. */
const soonMs = 60_000;

export function createOutbox(parts: OutboxParts) {
  const { call, copy, database, locks, clock, tabs, ownerOf, mailboxPath, random, reasonOf, askAfterMs } = parts;
  const outbox = signal<readonly WrittenPage[]>([]);
  /** Which written page became a message, by its id, as far as the server has said. */
  const keyByMessageId = new Map<number, string>();
  let stopRetry: (() => void) | undefined;
  let failures = 0;
  let sending: Promise<void> | undefined;
  let isTending = false;

  /** What has not arrived. A sync may bring what is being sent before its own request is answered. */
  const unarrived = computed(() => {
    const arrived = new Set<MessageJson>();
    return outbox.value.filter((page) => {
      const message = page.state === 'sending' ? arrivedAs(page, arrived) : undefined;
      if (message) arrived.add(message);
      return !message;
    });
  });

  /** `taken` are those that others have become. */
  function arrivedAs(page: WrittenPage, taken: ReadonlySet<MessageJson>): MessageJson | undefined {
    const { key, afterId = Number.POSITIVE_INFINITY, conversationId, text } = page;
    for (const message of copy.messages.value.values()) {
      const { id, direction, subject } = message;
      if (id <= afterId || direction !== 'Outbound' || subject !== text || taken.has(message)) continue;
      if (conversationId !== undefined && conversationId !== message.conversationId) continue;
      if ((keyByMessageId.get(id) ?? key) === key) return message;
    }
    return undefined;
  }

  async function read(): Promise<void> {
    const kept = (await (await database()).getAll('outbox')) as unknown as WrittenPage[];
    outbox.value = kept.sort(byTime);
  }

  /** Keeps a page as it is from now on, unless it was discarded or its writer has signed out. Answers whether it did. */
  async function put(page: WrittenPage, { isNew = false } = {}): Promise<boolean> {
    const transaction = (await database()).transaction(['session', 'outbox'], 'readwrite');
    const store = transaction.objectStore('outbox');
    const [session, before] = await Promise.all([
      transaction.objectStore('session').get('current'),
      store.get(page.key),
    ]);
    const owner = ownerOf();
    const isKept = owner !== undefined && session?.ownerId === owner && (isNew || before !== undefined);
    if (isKept) void store.put({ ...page });
    await transaction.done;
    if (!isKept) return false;
    outbox.value = [...outbox.value.filter(({ key }) => key !== page.key), page].sort(byTime);
    tabs.tell({ kind: 'outbox-changed' });
    return true;
  }

  async function discard({ key }: Pick<WrittenPage, 'key'>): Promise<void> {
    outbox.value = outbox.value.filter((page) => page.key !== key);
    await (await database()).delete('outbox', key);
    tabs.tell({ kind: 'outbox-changed' });
  }

  function isLate({ writtenMs, confirmedMs = 0 }: WrittenPage): boolean {
    return clock.nowMs() - Math.max(writtenMs, confirmedMs) > askAfterMs();
  }

  /** Tabs share the outbox; whoever holds the lock sends, and the others find the page gone. */
  async function sendOne(key: string, { isConfirmed = false } = {}): Promise<Posted> {
    return await locks.request(`beckon.send.${key}`, {}, async () => {
      const kept = (await (await database()).get('outbox', key)) as WrittenPage | undefined;
      if (!kept) {
        await read();
        return { kind: 'waiting' };
      }
      const { reason: _reason, ...page } = kept;
      if (isConfirmed) return await trySending({ ...page, confirmedMs: clock.nowMs() });
      return isLate(page) ? await settleLate(page) : await trySending(page);
    });
  }

  /** What may have been sent is asked about; of what was not, its writer has to say whether it still counts. */
  async function settleLate(page: WrittenPage): Promise<Posted> {
    if (!page.isUnsent) {
      try {
        return await arrived(page, () => call(`/beckon/v1/sent/${page.key}`, { priority: 'first' }));
      } catch (error) {
        const isUnknown = error instanceof ApiError && error.status === 404;
        if (!isUnknown) return await failed(page, error);
      }
    }
    await put({ ...page, isUnsent: true, hasWaited: true, state: 'late' });
    return { kind: 'late' };
  }

  async function trySending({ isUnsent = false, ...page }: WrittenPage): Promise<Posted> {
    // From here on it may have been sent, whatever becomes of this tab.
    if (!(await put({ ...page, state: 'sending' }))) return { kind: 'waiting' };
    try {
      return await arrived(page, () => callFor(page));
    } catch (error) {
      return await failed({ ...page, ...(isUnsent ? { isUnsent } : {}) }, error);
    }
  }

  async function callFor({ key, text, to, replyOn, writtenMs }: WrittenPage): Promise<MessageJson> {
    const agoMs = clock.nowMs() - writtenMs;
    return await call<MessageJson>(`${mailboxPath}/company-pager`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      priority: 'first',
      body: {
        text,
        ...(to ? { to: to.map(({ extensionNumber }) => ({ extensionNumber })) } : {}),
        ...(replyOn === undefined ? {} : { replyOn }),
        ...(agoMs < soonMs ? {} : { writtenAgo: Math.floor(agoMs / 1000) }),
      },
    });
  }

  /** What `ask` answers. Should it have gone again before it is here, it stays gone. */
  async function arrived(page: WrittenPage, ask: () => Promise<MessageJson>): Promise<Posted> {
    const askedAt = copy.moment();
    const message = await ask();
    failures = 0;
    keyByMessageId.set(message.id, page.key);
    await copy.takeIn([message], { askedAt });
    await discard(page);
    return { kind: 'sent', message };
  }

  /** A refusal is final until a person tries again; an overloaded or unreachable server is asked again by itself. */
  async function failed(page: WrittenPage, error: unknown): Promise<Posted> {
    const isEnded = error instanceof ApiError && error.status === 401;
    // An ended session has its own way to keep what was not sent.
    if (isEnded) return { kind: 'waiting' };
    const { isUnsent: wasUnsent, ...tried } = { ...page, hasWaited: true };
    if (!isPassing(error)) {
      // Whatever was sent under its key before would have been answered.
      const after: WrittenPage = { ...tried, isUnsent: true, state: 'failed', reason: reasonOf(error) };
      await put(after);
      return { kind: 'failed', page: after };
    }
    const isLost = error instanceof NetworkError || !(error instanceof ApiError && [429, 503].includes(error.status));
    const isUnsent = wasUnsent && !isLost ? { isUnsent: true } : {};
    await put({ ...tried, ...isUnsent, state: error instanceof NetworkError ? 'waiting' : 'busy' });
    failures += 1;
    retryAfter(restAfter(error, failures));
    return { kind: 'waiting' };
  }

  function retryAfter(ms: number): void {
    stopRetry?.();
    stopRetry = isTending ? clock.after(ms, () => void sendWaiting()) : undefined;
  }

  /** Sends whatever was not refused, in the order it was written, until one has to wait. */
  function sendWaiting(): Promise<void> {
    sending ??= sendInOrder().finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function sendInOrder(): Promise<void> {
    stopRetry?.();
    stopRetry = undefined;
    await read();
    for (const { key, state } of outbox.value) {
      if (state === 'failed' || state === 'late') continue;
      if ((await sendOne(key)).kind !== 'waiting') continue;
      if (outbox.value.some((page) => page.key === key)) return;
    }
  }

  return {
    ...{ outbox, unarrived, read, sendWaiting, discard },

    /** Keeps a page before it is sent, then sends it. */
    async post(draft: DraftPage): Promise<Posted> {
      const afterId = copy.messages.value.keys().reduce((newest, id) => Math.max(newest, id), 0);
      const page: WrittenPage = {
        ...{ ...draft, key: random(), writtenMs: clock.nowMs(), afterId },
        ...{ state: 'sending', isUnsent: true },
      };
      await put(page, { isNew: true });
      return await sendOne(page.key);
    },

    /** Its writer says that it is to be sent. */
    async retry({ key }: WrittenPage): Promise<Posted> {
      return await sendOne(key, { isConfirmed: true });
    },

    /** Shows what other tabs make of it, until the answer is called. */
    follow: (): (() => void) => tabs.hear('outbox-changed', () => void read()),

    /** From now on this tab sends what waits, written by whichever; until the answer is called. */
    tend(): () => void {
      isTending = true;
      const stopHearing = tabs.hear('outbox-changed', () => {
        // Another tab tries it at this moment, or has just failed to.
        if (!stopRetry) retryAfter(restAfter(undefined, 2));
      });
      void sendWaiting();
      return () => {
        isTending = false;
        stopRetry?.();
        stopHearing();
      };
    },
  };
}

function byTime(a: WrittenPage, b: WrittenPage): number {
  return a.writtenMs - b.writtenMs;
}
