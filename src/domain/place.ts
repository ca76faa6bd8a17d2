/** A place in an account's sequence as clients hold it, so that it can be told when the data they knew is no longer there. */

import type { Sequence } from './ids.ts';

/**
 * A stretch of the sequence that one process wrote, named at random; `firstLife` from the founding on. Data that was put
 * back goes on in a life of its own, and so knows which places belong to what was lost.
 */
export type Life = string & { readonly life: unique symbol };

export const firstLife = '' as Life;

export interface Place {
  /** Whoever holds the place may know of everything before it, and of nothing else. */
  readonly sequence: Sequence;
  /** The life that the sequence was in there. */
  readonly life: Life;
}
