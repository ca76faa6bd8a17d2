/** Brings new pages into the search index in the background, a short step at a time, and tidies it up after erasures. */

import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { unwrap } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';

const pagesAStep = 100;
/** Sends that arrive meanwhile go first. */
const betweenStepsMs = 5;

export interface Upkeep {
  /** Resolves when the step under way has ended. Nothing is lost by stopping: the next start goes on where it was. */
  stop(): Promise<void>;
}

export function keepSearchIndex(
  store: Store,
  log: Pick<FastifyBaseLogger, 'warn'>,
  { betweenRoundsMs = 1000 }: { betweenRoundsMs?: number } = {},
): Upkeep {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => delay(ms, undefined, { signal, ref: false }).catch(() => {});

  async function bringUpToDate(accountId: AccountId): Promise<void> {
    while (!signal.aborted) {
      const { isIdle } = unwrap(await store.execute({ kind: 'index-pages', accountId, limit: pagesAStep }));
      if (isIdle) return;
      await pause(betweenStepsMs);
    }
  }

  async function keep(): Promise<void> {
    while (!signal.aborted) {
      try {
        for (const { accountId } of await store.listAccounts()) await bringUpToDate(accountId);
      } catch (error) {
        log.warn({ err: error }, 'the search index could not be kept up; it is tried again');
      }
      await pause(betweenRoundsMs);
    }
  }

  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}
