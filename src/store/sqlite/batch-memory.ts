/** What a batch has read and not yet written, so that commands alike do not read and write the same again. */

import type { Verdict } from '../../domain/decide.ts';
import type { Effect } from '../../domain/effect.ts';
import { meaningOf, type Piece } from '../../domain/effect-meanings.ts';
import type { FactRequest } from '../../domain/fact.ts';
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

/** What is asked for again and again while commands alike are decided, and what each is answered from. */
const repeatedFacts: Readonly<Partial<Record<RowRequest['kind'], Piece>>> = {
  session: 'session',
  extension: 'extension',
  'extension-by-number': 'extension',
};

/**
 * One memory a transaction: nobody else writes while it lasts, so that what was read stays true until an effect of the
 * batch's own changes it.
 */
export function createBatchMemory({ gather, apply }: BatchEngine, accounts: Accounts): BatchMemory {
  const remembered = new Map<Piece, Map<string, unknown>>();

  function rowFact(accountId: AccountId, request: RowRequest): unknown {
    const piece = repeatedFacts[request.kind];
    const key = keyOf(accountId, request);
    if (piece === undefined || key === undefined) return gather(accountId, request);
    const facts = remembered.get(piece) ?? new Map<string, unknown>();
    remembered.set(piece, facts);
    const known = facts.get(key);
    if (known !== undefined) return known;
    const fact = gather(accountId, request);
    facts.set(key, fact);
    return fact;
  }

  return {
    gather(accountId, request) {
      if (request.kind === 'now') return accounts.now(accountId);
      if (request.kind === 'take') return accounts.next(accountId);
      return rowFact(accountId, request);
    },
    keep(accountId, { effects, taken }) {
      if (effects.length === 0) return;
      for (const effect of effects) {
        for (const piece of meaningOf(effect).changes) remembered.delete(piece);
        apply(accountId, effect);
      }
      accounts.advance(accountId, taken);
    },
    flush: () => accounts.flush(),
  };
}

/** Undefined for facts that are not asked for again. */
function keyOf(accountId: AccountId, request: RowRequest): string | undefined {
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
