/** Where the account's sequence and time stand, and the effect that moves them on. */

import type { Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import type { AccountState } from '../facts/company.ts';
import type { Sequence } from '../ids.ts';

export interface OpenAccount extends AccountState {
  /** The effect that uses up the next `count` numbers of the sequence. */
  advancedBy(count: number): Effect;
}

export function* requireAccount(): Asking<OpenAccount> {
  const account = yield* ask({ kind: 'account' });
  if (!account) throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
  const { nextSequence, timeMs } = account;
  return {
    ...account,
    advancedBy: (count) => ({ kind: 'account-advanced', nextSequence: (nextSequence + count) as Sequence, timeMs }),
  };
}
