/**
 * Where a life of an account's sequence begins. Data can be put back or copied without a trace in it: a process that
 * writes takes no number for unused, but begins where nobody else can have been. An engine of several nodes begins one
 * for each process as well; their lives lie in one table, in the order in which they began.
 */

import { randomBytes, randomInt } from 'node:crypto';
import type { Sequence } from '../domain/ids.ts';
import type { Life } from '../domain/place.ts';

/** Then the same process begins another: so much the more will have passed between it and any copy of the data. */
export const lifeMs = 24 * 3600 * 1000;

const epochMs = Date.UTC(2020, 0, 1);
/** A later clock is wrong, and would use up the numbers. */
const latestMs = Date.UTC(2100, 0, 1);
/** More than any account uses: with a clock that is right, a later life begins past whatever an earlier one has written. */
const numbersAMs = 1000;
/** For clocks that are not right, and for copies that are started within 2.4 hours of each other. */
const scatter = 2 ** 33;

export function newLife(): Life {
  return randomBytes(9).toString('base64url') as Life;
}

/** Past where the sequence ended. */
export function beginningAfter(
  ended: Sequence,
  nowMs: number,
  random: (below: number) => number = randomInt,
): Sequence {
  const byClock = nowMs < latestMs ? (nowMs - epochMs) * numbersAMs : 0;
  const least = Math.max(ended, byClock);
  // Of what is left a small part at the most, so that no number of starts can use it up.
  const span = Math.min(scatter, Math.floor((Number.MAX_SAFE_INTEGER - least) / 2 ** 19));
  return (least + 1 + random(Math.max(1, span))) as Sequence;
}
