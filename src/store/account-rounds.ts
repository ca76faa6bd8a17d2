/** Goes round all accounts in steps, so that none with much to do keeps the others waiting for ever. */

import type { AccountId } from '../domain/ids.ts';

export type Step = 'idle' | 'more';

/** `stepOf` is asked for one account until that is idle, then for the next; the round is idle after the last. */
export function createAccountRounds(accountIds: () => readonly AccountId[], stepOf: (accountId: AccountId) => Step) {
  let left: AccountId[] = [];
  return (): Step => {
    if (left.length === 0) left = [...accountIds()];
    const [accountId] = left;
    if (accountId !== undefined && stepOf(accountId) === 'idle') left.shift();
    return left.length === 0 ? 'idle' : 'more';
  };
}
