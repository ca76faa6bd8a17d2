/** What a batch has read and not yet written, so that commands alike do not read and write the same again. */

import type { Moment } from '../../domain/clock.ts';
import type { Effect } from '../../domain/effect.ts';
import { meaningOf, type Piece } from '../../domain/effect-meanings.ts';
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

/** What is asked for again and again while commands alike are decided, and what each is answered from. */
const repeatedFacts: Readonly<Partial<Record<FactRequest['kind'], Piece>>> = {
  session: 'session',
  extension: 'extension',
  'extension-by-number': 'extension',
};

type Advanced = Extract<Effect, { kind: 'account-advanced' }>;

/**
 * One memory a transaction: nobody else writes while it lasts, so that what was read stays true until an effect of the
 * batch's own changes it. An account's new sequence and time are written once, at the end.
 */
export function createBatchMemory({ gather, apply }: BatchEngine, { sureMs }: Moment): BatchMemory {
  const remembered = new Map<Piece, Map<string, unknown>>();
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
    },
    apply(accountId, effect) {
      if (effect.kind === 'account-advanced') {
        advanced.set(accountId, effect);
        return;
      }
      for (const piece of meaningOf(effect).changes) remembered.delete(piece);
      apply(accountId, effect);
    },
    flush() {
      for (const [accountId, effect] of advanced) apply(accountId, effect);
    },
  };
}

/** Undefined for facts that are not asked for again. */
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
