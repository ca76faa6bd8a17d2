/** What was written and is still to be sent. Each page carries its own key, so that however often it is tried it is sent once. */

import { computed, signal } from '@preact/signals';
import { ownName } from '../api/address.ts';
import { ApiError, call, isPassing, mailboxPath, NetworkError } from '../api/client.ts';
import { reasonOf } from '../api/reason.ts';
import type { MessageJson, Party } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { randomText } from '../session/random.ts';
import { hearTabs, tellTabs } from '../session/tabs.ts';
import { allMessages, takeIn } from './local-copy.ts';

export interface WrittenPage {
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Absent in a reply to everyone. */
  readonly to?: readonly Party[];
  readonly replyOn?: number;
  readonly conversationId?: number;
  readonly text: string;
  readonly writtenMs: number;
  /** The newest message that was here then. */
  readonly afterId?: number;
  /** It waits for the network, or for a server that has too much to do. */
  readonly state: 'waiting' | 'busy' | 'sending' | 'failed';
  /** Whether it has been tried before: the first try is shown where it was written. */
  readonly hasWaited?: boolean;
  /** Why it failed, in a sentence for people. */
  readonly reason?: string;
}

export type Posted =
  | { readonly kind: 'sent'; readonly message: MessageJson }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly page: WrittenPage };

const retryMs = 10_000;
let retryTimer: ReturnType<typeof setTimeout> | undefined;

export const outbox = signal<readonly WrittenPage[]>([]);

/** Which written page became a message, by its id, as far as the server has said. */
const keyByMessageId = new Map<number, string>();

/** What has not arrived. A sync may bring what is being sent before its own request is answered. */
export const unarrived = computed(() => {
  const arrived = new Set<MessageJson>();
  return outbox.value.filter((page) => {
    const message = page.state === 'sending' ? arrivedAs(page, arrived) : undefined;
    if (message) arrived.add(message);
    return !message;
  });
});

/** `taken` are those that others have become. */
function arrivedAs(
  { key, afterId = Number.POSITIVE_INFINITY, conversationId, text }: WrittenPage,
  taken: ReadonlySet<MessageJson>,
): MessageJson | undefined {
  for (const message of allMessages.value.values()) {
    const { id, direction, subject } = message;
    if (id <= afterId || direction !== 'Outbound' || subject !== text || taken.has(message)) continue;
    if (conversationId !== undefined && conversationId !== message.conversationId) continue;
    if ((keyByMessageId.get(id) ?? key) === key) return message;
  }
  return undefined;
}

/** Shows what is kept, and what other tabs make of it, until the answer is called. */
export function openOutbox(): () => void {
  void readOutbox().then(sendWaiting);
  return hearTabs('outbox-changed', () => void readOutbox());
}

async function readOutbox(): Promise<void> {
  const kept = (await (await localDatabase()).getAll('outbox')) as unknown as WrittenPage[];
  outbox.value = kept.sort((a, b) => a.writtenMs - b.writtenMs);
}

export type Draft = Pick<WrittenPage, 'to' | 'replyOn' | 'conversationId' | 'text'>;

/** Keeps a page before it is sent, then sends it. */
export async function post(draft: Draft): Promise<Posted> {
  const afterId = allMessages.value.keys().reduce((newest, id) => Math.max(newest, id), 0);
  const page: WrittenPage = { ...draft, key: randomText(), writtenMs: Date.now(), afterId, state: 'sending' };
  await put(page);
  return await sendOne(page);
}

export async function retry(page: WrittenPage): Promise<Posted> {
  return await sendOne(page);
}

/**
 * Sends whatever was not refused, in the order it was written. What is being sent by a tab that was closed meanwhile
 * may or may not have arrived; its key makes asking again harmless.
 */
export async function sendWaiting(): Promise<void> {
  clearTimeout(retryTimer);
  for (const page of outbox.value.filter(({ state }) => state !== 'failed')) {
    if ((await sendOne(page)).kind === 'waiting') return;
  }
}

export async function discard({ key }: WrittenPage): Promise<void> {
  outbox.value = outbox.value.filter((page) => page.key !== key);
  await (await localDatabase()).delete('outbox', key);
  tellTabs('outbox-changed');
}

async function sendOne(page: WrittenPage): Promise<Posted> {
  // Tabs share the outbox; whoever holds the lock sends, and the others find the page gone.
  return await navigator.locks.request(ownName(`beckon.send.${page.key}`), async () => {
    if (!(await (await localDatabase()).get('outbox', page.key))) {
      await readOutbox();
      return { kind: 'waiting' };
    }
    const { reason: _reason, ...clean } = page;
    if (page.state !== 'sending') await put({ ...clean, state: 'sending' });
    try {
      const message = await callFor(page);
      keyByMessageId.set(message.id, page.key);
      await takeIn([message]);
      await discard(page);
      return { kind: 'sent', message };
    } catch (error) {
      const after = afterFailure(clean, error);
      // An ended session has its own way to keep what was not sent.
      if (!(error instanceof ApiError && error.status === 401)) await put(after);
      return after.state === 'failed' ? { kind: 'failed', page: after } : { kind: 'waiting' };
    }
  });
}

async function callFor({ key, text, to, replyOn }: WrittenPage): Promise<MessageJson> {
  return await call<MessageJson>(`${mailboxPath}/company-pager`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: {
      text,
      ...(to ? { to: to.map(({ extensionNumber }) => ({ extensionNumber })) } : {}),
      ...(replyOn === undefined ? {} : { replyOn }),
    },
  });
}

/** A refusal is final until a person tries again; an overloaded or unreachable server is asked again by itself. */
function afterFailure(page: WrittenPage, error: unknown): WrittenPage {
  if (error instanceof ApiError && error.status === 401) return { ...page, state: 'waiting' };
  const tried = { ...page, hasWaited: true };
  if (!isPassing(error)) return { ...tried, state: 'failed', reason: reasonOf(error) };
  const delayMs = (error instanceof ApiError && error.retryAfterMs) || retryMs;
  if (navigator.onLine) {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void sendWaiting(), delayMs);
  }
  return { ...tried, state: error instanceof NetworkError ? 'waiting' : 'busy' };
}

async function put(page: WrittenPage): Promise<void> {
  outbox.value = [...outbox.value.filter(({ key }) => key !== page.key), page].sort(
    (a, b) => a.writtenMs - b.writtenMs,
  );
  await (await localDatabase()).put('outbox', { ...page });
  tellTabs('outbox-changed');
}
