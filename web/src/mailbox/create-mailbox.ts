/**
 * The mailbox of whoever is signed in, in one tab of a browser. One of all the tabs keeps the copy up to date and sends
 * what waits; when it goes, the next takes over.
 */

import { effect, signal } from '@preact/signals';
import type { Call } from '../api/create-client.ts';
import type { OpenDatabase } from '../browser/local-schema.ts';
import type { Clock, Locks, OwnerOf, Tabs } from '../browser/ports.ts';
import type { createLive, Listener } from '../live/create-live.ts';
import { createChanges } from './create-changes.ts';
import { createDrafts } from './create-drafts.ts';
import { createLocalCopy } from './create-local-copy.ts';
import { createOutbox } from './create-outbox.ts';
import { createSync } from './create-sync.ts';
import type { Condition, MailboxNews } from './tab-news.ts';

export interface MailboxParts {
  readonly call: Call;
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly tabs: Tabs<MailboxNews>;
  readonly locks: Locks;
  readonly live: ReturnType<typeof createLive>;
  readonly ownerOf: OwnerOf;
  readonly myNumberOf: () => string;
  readonly random: () => string;
  readonly reasonOf: (error: unknown) => string;
  readonly askAfterMs: () => number;
}

/** While what happens is told at once, whoever comes back to look is not asked for more often than this. */
const freshMs = 15_000;
const mailboxPath = '/restapi/v1.0/account/~/extension/~';

export type Mailbox = ReturnType<typeof createMailbox>;

export function createMailbox(parts: MailboxParts) {
  const { live, locks, tabs } = parts;
  const copy = createLocalCopy(parts);
  const sync = createSync({ ...parts, mailboxPath, copy });
  const changes = createChanges({ ...parts, mailboxPath, copy, sync });
  const outbox = createOutbox({ ...parts, mailboxPath, copy });
  const drafts = createDrafts(parts);
  const condition = signal<Condition>({ connection: 'connecting', staleReason: undefined });
  let isLeading = false;
  let wake = () => {};

  /** What was changed here goes first, so that the answer to what has changed there knows of it. */
  async function goOn(): Promise<void> {
    wake();
    void outbox.sendWaiting();
    await changes.sendChanges().catch(() => undefined);
    await sync.synchroniseUnlessFresh(live.connection.value === 'live' ? freshMs : 0);
  }

  function lead({ onDirectory }: Pick<Listener, 'onDirectory'>): () => void {
    isLeading = true;
    sync.begin();
    const stopTending = outbox.tend();
    const look = () => void goOn();
    const listening = live.listen({
      onBegin: () => void sync.synchronise(),
      onMessages: (news) => void sync.hear(news),
      onPoll: look,
      onDirectory,
    });
    wake = listening.wake;
    const stopHearing = tabs.hear('look', () => {
      tabs.tell({ kind: 'condition', ...condition.value });
      look();
    });
    const stopTelling = effect(() => {
      condition.value = { connection: live.connection.value, staleReason: sync.staleReason.value };
      tabs.tell({ kind: 'condition', ...condition.value });
    });
    onDirectory();
    void changes.sendChanges().catch(() => undefined);
    void sync.synchronise();
    return () => {
      isLeading = false;
      wake = () => {};
      stopTelling();
      stopHearing();
      listening.stop();
      stopTending();
      changes.end();
      sync.end();
    };
  }

  return {
    ...{ copy, sync, changes, outbox, drafts, condition },

    /** Someone looks, or the network is back. */
    look(): void {
      if (isLeading) void goOn();
      else tabs.tell({ kind: 'look' });
    },

    /** Runs until the answer is called. What is kept is shown at once. */
    run(listener: Pick<Listener, 'onDirectory'>): () => void {
      const over = new AbortController();
      const stops = [
        copy.follow(),
        outbox.follow(),
        tabs.hear('condition', (news) => {
          if (!isLeading) condition.value = news;
        }),
      ];
      const loaded = copy.load().catch(() => undefined);
      void outbox.read();
      tabs.tell({ kind: 'look' });
      const led = locks.request('beckon.mailbox', { signal: over.signal }, async () => {
        await loaded;
        // Of what the tab before it wrote last, nobody may have told.
        await copy.reload();
        await outbox.read();
        if (over.signal.aborted) return;
        const stop = lead(listener);
        await new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
        stop();
      });
      led.catch(() => undefined);
      return () => {
        over.abort();
        for (const stop of stops) stop();
      };
    },
  };
}
