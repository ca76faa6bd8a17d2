/** What was written and is still to be sent. Each page carries its own key, so that however often it is tried it is sent once. */

import { signal } from '@preact/signals';
import { ApiError, call, mailboxPath } from '../api/client.ts';
import type { MessageJson, Party } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { randomText } from '../session/random.ts';
import { takeIn } from './local-copy.ts';

export interface WrittenPage {
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Absent in a reply to everyone. */
  readonly to?: readonly Party[];
  readonly replyOn?: number;
  readonly conversationId?: number;
  readonly text: string;
  readonly writtenMs: number;
  readonly state: 'waiting' | 'sending' | 'failed';
  /** The server's own sentence. */
  readonly reason?: string;
}

export const outbox = signal<readonly WrittenPage[]>([]);

export async function openOutbox(): Promise<void> {
  const kept = (await (await localDatabase()).getAll('outbox')) as unknown as WrittenPage[];
  // What was under way when the browser was closed may or may not have arrived; its key makes asking again harmless.
  outbox.value = kept
    .map((page) => (page.state === 'sending' ? { ...page, state: 'waiting' as const } : page))
    .sort((a, b) => a.writtenMs - b.writtenMs);
}

export type Draft = Pick<WrittenPage, 'to' | 'replyOn' | 'conversationId' | 'text'>;

/** Keeps a page before it is sent, then sends it. Answers the sent message, or undefined while it waits or has failed. */
export async function post(draft: Draft): Promise<MessageJson | undefined> {
  const page: WrittenPage = { ...draft, key: randomText(), writtenMs: Date.now(), state: 'sending' };
  await put(page);
  return await sendOne(page);
}

export async function retry(page: WrittenPage): Promise<MessageJson | undefined> {
  return await sendOne(page);
}

/** Sends whatever waits for the network, in the order it was written. */
export async function sendWaiting(): Promise<void> {
  for (const page of outbox.value.filter(({ state }) => state === 'waiting')) await sendOne(page);
}

export async function discard({ key }: WrittenPage): Promise<void> {
  outbox.value = outbox.value.filter((page) => page.key !== key);
  await (await localDatabase()).delete('outbox', key);
}

async function sendOne(page: WrittenPage): Promise<MessageJson | undefined> {
  // Tabs share the outbox; whoever holds the lock sends, and the others find the page gone.
  return await navigator.locks.request(`beckon.send.${page.key}`, async () => {
    if (!(await (await localDatabase()).get('outbox', page.key))) return undefined;
    const { reason: _reason, ...clean } = page;
    await put({ ...clean, state: 'sending' });
    try {
      const sent = await call<MessageJson>(`${mailboxPath}/company-pager`, {
        method: 'POST',
        headers: { 'idempotency-key': page.key },
        body: {
          text: page.text,
          ...(page.to ? { to: page.to.map(({ extensionNumber }) => ({ extensionNumber })) } : {}),
          ...(page.replyOn === undefined ? {} : { replyOn: page.replyOn }),
        },
      });
      await takeIn([sent]);
      await discard(page);
      return sent;
    } catch (error) {
      await put(afterFailure(clean, error));
      return undefined;
    }
  });
}

/** A refusal is final until a person tries again; an overloaded or unreachable server is asked again by itself. */
function afterFailure(page: WrittenPage, error: unknown): WrittenPage {
  const isRefused = error instanceof ApiError && error.status < 500 && error.status !== 429;
  return isRefused ? { ...page, state: 'failed', reason: error.message } : { ...page, state: 'waiting' };
}

async function put(page: WrittenPage): Promise<void> {
  outbox.value = [...outbox.value.filter(({ key }) => key !== page.key), page].sort(
    (a, b) => a.writtenMs - b.writtenMs,
  );
  await (await localDatabase()).put('outbox', { ...page });
}
