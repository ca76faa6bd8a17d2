/** What decisions may ask about where an account stands: its time, and its sequence. */

import type { Sequence } from '../ids.ts';

/**
 * `timeMs` is now, but never before the account's last change. `sureMs` is as much of it as is sure to have passed: what
 * has outlived its time is judged by it, so that a clock that is wrong ends nothing.
 */
export interface Now {
  readonly timeMs: number;
  readonly sureMs: number;
}

export interface AccountFacts {
  /** Undefined where there is no such account. The same for all commands that are decided at one moment. */
  now: { ask: object; fact: Now | undefined };
  /**
   * The first of so many numbers of the sequence, one after another, that nobody else has; with a count of 0, the one
   * that the next to take some will get. Nothing may be asked after it, and they are used up only if something changes.
   */
  take: { ask: { count: number }; fact: Sequence };
}
