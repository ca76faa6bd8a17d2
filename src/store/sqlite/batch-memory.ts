/** What a batch has read and not yet written, so that commands alike do not read and write the same again. */

import type { Verdict } from '../../domain/decide.ts';
import type { Effect } from '../../domain/effect.ts';
import { standingChanges } from '../../domain/effect-meanings.ts';
import type { FactRequest } from '../../domain/fact.ts';
import { factsChangedBy } from '../../domain/fact-sources.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Accounts } from './accounts.ts';
import type { RowRequest } from './gather.ts';

export interface BatchEngine {
  gather(accountId: AccountId, request: RowRequest): unknown;
  apply(accountId: AccountId, effect: Effect): void;
}

export interface BatchMemory {
  gather(accountId: AccountId, request: FactRequest): unknown;
  keep(accountId: AccountId, verdict: Pick<Verdict, 'effects' | 'taken'>): void;
  /** Writes what was held back. Must come before the commit. */
  flush(): void;
}

/** What is asked for again and again while commands alike are decided. */
const repeated = ['session', 'extension', 'extension-by-number'] as const;
type Repeated = Extract<RowRequest, { kind: (typeof repeated)[number] }>;

/** Those of them that an effect may have made untrue. */
const forgottenAfter = new Map(
  [...factsChangedBy].map(([kind, facts]) => [kind, repeated.filter((fact) => facts.has(fact))]),
);

/**
 * One memory a transaction: nobody else writes while it lasts, so that what was read stays true until an effect of the
 * batch's own changes it.
 */
export function createBatchMemory({ gather, apply }: BatchEngine, accounts: Accounts): BatchMemory {
  const remembered = new Map<Repeated['kind'], Map<string, unknown>>();

  function recall(accountId: AccountId, request: Repeated): unknown {
    const facts = remembered.get(request.kind) ?? new Map<string, unknown>();
    remembered.set(request.kind, facts);
    const key = keyOf(accountId, request);
    const known = facts.get(key);
    if (known !== undefined) return known;
    const fact = gather(accountId, request);
    facts.set(key, fact);
    return fact;
  }

  return {
    gather(accountId, request) {
      switch (request.kind) {
        case 'now':
          return accounts.now(accountId);
        case 'take':
          return accounts.next(accountId);
        case 'session':
        case 'extension':
        case 'extension-by-number':
          return recall(accountId, request);
        default:
          return gather(accountId, request);
      }
    },
    keep(accountId, { effects, taken }) {
      if (effects.length === 0) return;
      for (const effect of effects) {
        for (const kind of forgottenAfter.get(effect.kind) ?? []) remembered.delete(kind);
        apply(accountId, effect);
      }
      accounts.advance(
        accountId,
        taken,
        effects.some(({ kind }) => standingChanges.has(kind)),
      );
    },
    flush: () => accounts.flush(),
  };
}

function keyOf(accountId: AccountId, request: Repeated): string {
  switch (request.kind) {
    case 'session':
      return `${accountId} ${request.sessionId}`;
    case 'extension':
      return `${accountId} ${request.extensionId}`;
    case 'extension-by-number':
      return `${accountId} ${request.extensionNumber}`;
  }
}
