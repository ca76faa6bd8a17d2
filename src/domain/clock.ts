/** Where the time comes from: the machine's clock, watched for leaps, or a clock a test moves by hand. */

import { DomainError } from './errors.ts';

export interface Clock {
  /** Milliseconds since 1970. Throws `clock-out-of-bounds` while the machine's clock cannot be believed. */
  nowMs(): number;
}

const defaultMaxLeapMs = 30 * 24 * 3600 * 1000;

/**
 * The machine's clock. Time in an account never runs backwards, so one reading far in the future would pin every
 * later page there. A reading more than `maxLeapMs` past what a steady counter expects is therefore refused until the
 * clock is mended, or Beckon restarted if the new time is the true one. The allowance is wide because the steady
 * counter stands still while a machine sleeps.
 */
export function createSystemClock({
  wallMs = Date.now,
  steadyMs = () => performance.now(),
  maxLeapMs = defaultMaxLeapMs,
}: {
  wallMs?: () => number;
  steadyMs?: () => number;
  maxLeapMs?: number;
} = {}): Clock {
  let lastWallMs = wallMs();
  let lastSteadyMs = steadyMs();
  return {
    nowMs() {
      const nowMs = wallMs();
      const nowSteadyMs = steadyMs();
      const leapMs = nowMs - lastWallMs - (nowSteadyMs - lastSteadyMs);
      if (leapMs > maxLeapMs) {
        const days = Math.round(leapMs / 86_400_000);
        throw new DomainError(
          { code: 'clock-out-of-bounds' },
          `the clock leapt ${days} days ahead; mend it, or restart Beckon if it is right now`,
        );
      }
      lastWallMs = nowMs;
      lastSteadyMs = nowSteadyMs;
      return nowMs;
    },
  };
}
