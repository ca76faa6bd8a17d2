/** Keeps the summaries of mailboxes up in the background, in small steps and a small part of the time. */

import type { SummarisedStep, SummariseMailboxes } from '../domain/commands/summaries.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';
import { createRounds, type Upkeep, type UpkeepLog } from './rounds.ts';

export interface SummariserOptions {
  readonly store: Store;
  readonly log: UpkeepLog;
  /** From the end of one round to the start of the next. */
  readonly intervalMs?: number;
}

/** After each step, how many times as long as it took is left to others. */
const restsAStep = 30;

export function createSummariser({ store, log, intervalMs = 5000 }: SummariserOptions): Upkeep {
  /** Up to where each account was looked at. Forgotten at a restart: then every mailbox is looked at. */
  const seen = new Map<AccountId, Sequence>();
  const rounds = createRounds({
    intervalMs,
    async round() {
      for (const { accountId } of await store.server.listAccounts()) await summarise(accountId);
    },
    failed: (err) => log.error({ err }, 'summaries of mailboxes fell behind and are tried again'),
  });
  const { signal } = rounds;

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
      if (fromId !== undefined) await rounds.rest(restsAStep * (performance.now() - startMs));
    }
    if (begunSeq !== undefined && !signal.aborted) seen.set(accountId, begunSeq);
  }

  return rounds;
}
