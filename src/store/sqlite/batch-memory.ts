/** What a batch has read and not yet written, so that commands alike do not read and write the same again. */

import type { Moment } from '../../domain/clock.ts';
import type { Effect } from '../../domain/effect.ts';
import type { FactRequest } from '../../domain/fact.ts';
import type { AccountState } from '../../domain/facts/company.ts';
import type { AccountId } from '../../domain/ids.ts';

export interface BatchEngine {
  gather(accountId: AccountId, request: FactRequest): unknown;
  apply(accountId: AccountId, effect: Effect): void;
}

export interface BatchMemory extends BatchEngine {
  /** Writes what was held back. Must come before the commit. */
  flush(): void;
}

type Advanced = Extract<Effect, { kind: 'account-advanced' }>;

/** Effects after which what is remembered is still true. */
const harmless: ReadonlySet<Effect['kind']> = new Set([
  'audit-recorded',
  'account-advanced',
  'conversation-added',
  'page-added',
  'copy-changed',
  'copy-purged',
  'report-put',
  'report-removed',
  'pages-indexed',
  'search-index-tidied',
  'subscription-put',
  'subscription-deleted',
  'connections-dropped',
  'delivery-put',
  'subscription-told',
  'deliveries-failed',
  'deliveries-requeued',
  'delivery-forgotten',
  'deliveries-erased',
  'mailbox-summarised',
  'page-erased',
  'copy-gone',
  'copy-waits',
  'copy-removed',
  'page-removed',
  'retention-reached',
  'token-used',
  'access-tokens-ended',
]);

/**
 * One memory a transaction: nobody else writes while it lasts, so that what was read stays true until an effect of the
 * batch's own changes it. An account's new sequence and time are written once, at the end.
 */
export function createBatchMemory({ gather, apply }: BatchEngine, { sureMs }: Moment): BatchMemory {
  const remembered = new Map<string, unknown>();
  const advanced = new Map<AccountId, Advanced>();

  function accountOf(accountId: AccountId, request: FactRequest): unknown {
    const held = advanced.get(accountId);
    if (!held) return gather(accountId, request);
    const { nextSequence, timeMs } = held;
    return { nextSequence, timeMs, sureMs } satisfies AccountState;
  }

  return {
    gather(accountId, request) {
      if (request.kind === 'account') return accountOf(accountId, request);
      const key = keyOf(accountId, request);
      if (key === undefined) return gather(accountId, request);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const fact = gather(accountId, request);
      remembered.set(key, fact);
      return fact;
    },
    apply(accountId, effect) {
      if (effect.kind === 'account-advanced') {
        advanced.set(accountId, effect);
        return;
      }
      if (!harmless.has(effect.kind)) remembered.clear();
      apply(accountId, effect);
    },
    flush() {
      for (const [accountId, effect] of advanced) apply(accountId, effect);
    },
  };
}

/** Undefined for facts that are not worth remembering. */
function keyOf(accountId: AccountId, request: FactRequest): string | undefined {
  switch (request.kind) {
    case 'session':
      return `${accountId} session ${request.sessionId}`;
    case 'extension':
      return `${accountId} extension ${request.extensionId}`;
    case 'extension-by-number':
      return `${accountId} number ${request.extensionNumber}`;
    default:
      return undefined;
  }
}
