/** A block of an account's sequence that a decision has taken. It gives no number that lies outside of it. */

import type { Sequence } from './ids.ts';

export interface Block {
  /** In a block of none: where the sequence stands. */
  readonly first: Sequence;
  /** The numbers one after another, counted from 0. Any beyond the block is a defect. */
  at(index: number): Sequence;
}

export function blockOf(first: Sequence, count: number): Block {
  return {
    first,
    at(index) {
      if (index >= 0 && index < count) return (first + index) as Sequence;
      throw new RangeError(`number ${index} of a block of ${count}`);
    },
  };
}
