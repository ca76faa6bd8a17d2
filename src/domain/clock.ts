/** Where the time comes from: the machine's clock, watched for leaps, or a clock a test moves by hand. */

import { type ClockJudgement, type ClockRecord, judgeClock, provenAt } from './clock-judgement.ts';

export interface Clock {
  /** Milliseconds since 1970: the best that is known. */
  nowMs(): number;
  /** As much of it as is sure to have passed; all of it, for a clock without doubts. */
  sureMs?(): number;
  /** The latest that it can be; what `nowMs` says, for a clock without doubts. */
  latestMs?(): number;
  /** Whether anything that people see may be dated by it; always, for a clock without doubts. */
  isBelieved?(): boolean;
}

/** One moment, as decisions are given it. */
export interface Moment {
  readonly nowMs: number;
  readonly sureMs: number;
  readonly latestMs: number;
  readonly isBelieved: boolean;
}

export function momentOf(clock: Clock): Moment {
  const nowMs = clock.nowMs();
  const [sureMs, latestMs] = [clock.sureMs?.() ?? nowMs, clock.latestMs?.() ?? nowMs];
  return { nowMs, sureMs, latestMs, isBelieved: clock.isBelieved?.() ?? true };
}

export interface SystemClock extends Required<Clock> {
  read(): ClockJudgement;
  /** Judges by what was known of the clock before, instead of by what it showed first. */
  recall(record: ClockRecord): void;
}

/** The machine's clock. Until something is recalled it is judged by what it showed when it was created. */
export function createSystemClock({
  wallMs = Date.now,
  steadyMs = () => performance.now(),
}: {
  wallMs?: () => number;
  steadyMs?: () => number;
} = {}): SystemClock {
  let record = provenAt(wallMs());
  let lastSteadyMs = steadyMs();

  function read(): ClockJudgement {
    const nowSteadyMs = steadyMs();
    const judgement = judgeClock(record, wallMs(), nowSteadyMs - lastSteadyMs);
    record = judgement.record;
    lastSteadyMs = nowSteadyMs;
    return judgement;
  }

  return {
    read,
    nowMs: () => Math.floor(read().nowMs),
    sureMs: () => Math.floor(read().sureMs),
    latestMs: () => Math.floor(read().latestMs),
    isBelieved: () => read().trust !== 'unbelieved',
    recall(known) {
      record = known;
      lastSteadyMs = steadyMs();
    },
  };
}
