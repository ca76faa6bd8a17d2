/** What a file of effects gives: for each kind, the function that writes it. */

import type { Effect } from '../../../domain/effect.ts';
import type { AccountId } from '../../../domain/ids.ts';

export type Appliers<E extends Effect> = {
  readonly [K in E['kind']]: (accountId: AccountId, effect: Extract<E, { kind: K }>) => void;
};
