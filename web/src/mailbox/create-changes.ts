/** What people do to their own messages: read, delete, bring back. Shown at once, kept until the server knows. */

import type { Call } from '../api/create-client.ts';
import { ApiError, isPassing, restAfter } from '../api/refusals.ts';
import type { MessageJson, ReadStatus } from '../api/shapes.ts';
import type { OpenDatabase } from '../browser/local-schema.ts';
import type { Clock, Locks } from '../browser/ports.ts';
import type { LocalCopy } from './create-local-copy.ts';
import type { Sync } from './create-sync.ts';
import { type Change, changeKey, changeKeys } from './pending-changes.ts';

export interface ChangeParts {
  readonly call: Call;
  readonly copy: LocalCopy;
  readonly sync: Sync;
  readonly database: OpenDatabase;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly mailboxPath: string;
  readonly random: () => string;
}

/** The server takes so many ids in one address. */
const maxIds = 50;
/** What follows sooner is told together: in a storm of pages, each is read as it comes. */
const restMs = 1000;
const severalAnswers = { accept: 'application/vnd.ringcentral.multipart+json' } as const;

export function createChanges({ call, copy, sync, database, locks, clock, mailboxPath, random }: ChangeParts) {
  let stopRetry: (() => void) | undefined;
  let restsUntilMs = 0;
  let failures = 0;

  async function keep(ids: readonly number[], to: Change['to']): Promise<void> {
    for (let start = 0; start < ids.length; start += maxIds) {
      const part = ids.slice(start, start + maxIds);
      await copy.change({ ids: part, to }, changeKey(clock.nowMs(), random()));
    }
  }

  /** The next ones that are alike, as many as go into one address. */
  async function nextAlike(): Promise<{ keys: string[]; ids: number[]; to: Change['to'] } | undefined> {
    const transaction = (await database()).transaction('values');
    const range = IDBKeyRange.bound(...changeKeys);
    const [keys, changes] = await Promise.all([
      transaction.store.getAllKeys(range),
      transaction.store.getAll(range) as Promise<Change[]>,
    ]);
    const [first] = changes;
    if (!first) return undefined;
    const ids = new Set(first.ids);
    let count = 1;
    for (; changes[count]?.to === first.to; count++) {
      const all = new Set([...ids, ...(changes[count] as Change).ids]);
      if (all.size > maxIds) break;
      for (const id of all) ids.add(id);
    }
    return { keys: keys.slice(0, count), ids: [...ids], to: first.to };
  }

  async function forget(keys: readonly string[]): Promise<void> {
    const transaction = (await database()).transaction('values', 'readwrite');
    for (const key of keys) void transaction.store.delete(key);
    await transaction.done;
  }

  async function tell({ ids, to }: { ids: readonly number[]; to: Change['to'] }): Promise<void> {
    const path = `${mailboxPath}/message-store/${ids.join(',')}`;
    const asked = { headers: severalAnswers, priority: 'later' } as const;
    if (to === 'Deleted') await call(path, { method: 'DELETE', ...asked });
    else if (to === 'Alive') await call(path, { method: 'PATCH', body: { availability: to }, ...asked });
    else await call(path, { method: 'PUT', body: { readStatus: to }, ...asked });
  }

  /** Tells the server what it does not know yet. Tabs take turns. */
  async function sendChanges(): Promise<void> {
    stopRetry?.();
    await locks.request('beckon.changes', {}, async () => {
      for (let next = await nextAlike(); next; next = await nextAlike()) {
        const restingMs = Math.min(restsUntilMs - clock.nowMs(), restMs);
        if (restingMs > 0) {
          await new Promise<void>((resolve) => clock.after(restingMs, resolve));
          next = (await nextAlike()) ?? next;
        }
        restsUntilMs = clock.nowMs() + restMs;
        try {
          await tell(next);
          failures = 0;
        } catch (error) {
          if (isPassing(error)) {
            failures += 1;
            stopRetry = clock.after(restAfter(error, failures), () => void sendChanges().catch(() => undefined));
            return;
          }
          // An ended session keeps nothing of this.
          if (error instanceof ApiError && error.status === 401) return;
          await forget(next.keys);
          void sync.startAgain().catch(() => undefined);
          throw error;
        }
        await forget(next.keys);
      }
    });
  }

  return {
    sendChanges,

    /** Rejects when the server refuses it; without a network it waits. */
    async mark(ids: readonly number[], to: ReadStatus): Promise<void> {
      await keep(ids, to);
      await sendChanges();
    },

    /** Rejects when the server refuses it; without a network it waits. */
    async remove(ids: readonly number[]): Promise<void> {
      await keep(ids, 'Deleted');
      await sendChanges();
    },

    /** Deletes for good, at once. */
    async purge(id: number): Promise<void> {
      await copy.remove([id]);
      await call(`${mailboxPath}/message-store/${id}`, { method: 'DELETE', query: { purge: 'true' } });
    },

    /** Takes a deletion back. Rejects when the server refuses it; without a network it waits, as the deletion may. */
    async bringBack(messages: readonly MessageJson[]): Promise<void> {
      const back = messages.map((message) => ({ ...message, availability: 'Alive' as const }));
      for (let start = 0; start < back.length; start += maxIds) {
        const part = back.slice(start, start + maxIds);
        const change = { ids: part.map(({ id }) => id), to: 'Alive' } as const;
        await copy.change(change, changeKey(clock.nowMs(), random()), part);
      }
      await sendChanges();
    },

    end(): void {
      stopRetry?.();
    },
  };
}
