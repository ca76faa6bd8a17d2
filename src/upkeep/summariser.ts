/** Keeps the summaries of mailboxes up in the background, in small steps and a small part of the time. */

import { setTimeout as delay } from 'node:timers/promises';
import type { SummarisedStep, SummariseMailboxes } from '../domain/commands/summaries.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';

export interface SummariserOptions {
  readonly store: Store;
  readonly log: { error(about: object, message: string): void };
  /** From the end of one round to the start of the next. */
  readonly intervalMs?: number;
}

export interface Summariser {
  /** Rounds from now on, the first after one interval. */
  start(): void;
  /** No further step; resolves once the one under way has ended. */
  stop(): Promise<void>;
}

/** After each step, how many times as long as it took is left to others. */
const restsAStep = 30;

export function createSummariser({ store, log, intervalMs = 5000 }: SummariserOptions): Summariser {
  const ending = new AbortController();
  const { signal } = ending;
  /** Up to where each account was looked at. Forgotten at a restart: then every mailbox is looked at. */
  const seen = new Map<AccountId, Sequence>();
  let running: Promise<void> | undefined;

  // Rejects when it is ended.
  const rest = (timeMs: number) => delay(timeMs, undefined, { signal, ref: false }).catch(() => {});

  async function summarise(accountId: AccountId): Promise<void> {
    const sinceSeq = seen.get(accountId) ?? (0 as Sequence);
    let fromId: ExtensionId | undefined = 0 as ExtensionId;
    let begunSeq: Sequence | undefined;
    while (fromId !== undefined && !signal.aborted) {
      const startMs = performance.now();
      const step: SummariseMailboxes = { kind: 'summarise-mailboxes', accountId, fromId, sinceSeq };
      const { nextId, nextSequence }: SummarisedStep = unwrap(await store.execute(step));
      begunSeq ??= nextSequence;
      fromId = nextId;
      if (fromId !== undefined) await rest(restsAStep * (performance.now() - startMs));
    }
    if (begunSeq !== undefined && !signal.aborted) seen.set(accountId, begunSeq);
  }

  async function summariseNowAndThen(): Promise<void> {
    while (!signal.aborted) {
      await rest(intervalMs);
      try {
        for (const { accountId } of signal.aborted ? [] : await store.listAccounts()) await summarise(accountId);
      } catch (error) {
        log.error({ err: error }, 'summaries of mailboxes fell behind and are tried again');
      }
    }
  }

  return {
    start() {
      running ??= summariseNowAndThen();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
