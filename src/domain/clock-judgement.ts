/** Whether what a machine's clock shows can be believed, judged by what it showed before. Pure. */

/** A moment that the clock showed, and how long a steady counter ran since then while Beckon did. */
export interface Track {
  readonly wallMs: number;
  readonly watchedMs: number;
}

/** What is known of the clock; kept with the data. */
export interface ClockRecord {
  readonly proven: Track;
  /** The time that it shows instead, which is watched until it is proven too. */
  readonly candidate: Track | null;
}

/**
 * `proven`: the clock is where it is expected. `doubtful`: it has kept another time long enough to date by, and not long
 * enough to destroy by. `unbelieved`: it has only just begun to show another time.
 */
export type Trust = 'proven' | 'doubtful' | 'unbelieved';

export interface ClockJudgement {
  readonly trust: Trust;
  /** The time to date by. */
  readonly nowMs: number;
  /** As much of the time as is sure to have passed: what has outlived its time is judged by it. Never after `nowMs`. */
  readonly sureMs: number;
  /** The latest that it can be by any of what is known. Never before `nowMs`. */
  readonly latestMs: number;
  /** How far ahead of what is expected the clock is; below 0, how far behind. */
  readonly gapMs: number;
  /** How much longer it has to be watched before it is proven. */
  readonly unprovenMs: number;
  readonly record: ClockRecord;
}

const dayMs = 24 * 3600 * 1000;

/** Time that nothing explains but the machine's rest: a long weekend. More of it is doubted, in either direction. */
export const maxGapMs = 4 * dayMs;
/** For how long another time must stand before anything is dated by it. */
export const settleMs = 15_000;
/** For how long Beckon must have run by a time before it is proven. */
export const proofMs = dayMs;

export function provenAt(wallMs: number): ClockRecord {
  return { proven: { wallMs, watchedMs: 0 }, candidate: null };
}

export function judgeClock(before: ClockRecord, wallMs: number, elapsedMs: number): ClockJudgement {
  const proven = moved(before.proven, elapsedMs);
  const gapMs = gapOf(proven, wallMs);
  if (Math.abs(gapMs) <= maxGapMs) return provenJudgement(proven, wallMs, gapMs);
  const watched = before.candidate && moved(before.candidate, elapsedMs);
  const candidate = watched && Math.abs(gapOf(watched, wallMs)) <= maxGapMs ? watched : { wallMs, watchedMs: 0 };
  if (candidate.watchedMs >= proofMs) return provenJudgement({ wallMs, watchedMs: 0 }, wallMs, 0);
  const expectedMs = wallMs - gapMs;
  const trust = candidate.watchedMs >= settleMs ? 'doubtful' : 'unbelieved';
  return {
    ...{ trust, gapMs, unprovenMs: proofMs - candidate.watchedMs, record: { proven, candidate } },
    // A clock that is behind shows what cannot be: what is expected is the least that it can be.
    nowMs: trust === 'doubtful' ? Math.max(wallMs, expectedMs) : expectedMs,
    sureMs: Math.min(wallMs, expectedMs),
    latestMs: Math.max(wallMs, expectedMs),
  };
}

/** What nothing explains adds up from one proof to the next, so that many small leaps come to no large one. */
function provenJudgement(track: Track, wallMs: number, gapMs: number): ClockJudgement {
  const proven = track.watchedMs >= proofMs ? { wallMs, watchedMs: 0 } : track;
  const times = { nowMs: wallMs, sureMs: wallMs, latestMs: wallMs };
  return { trust: 'proven', ...times, gapMs, unprovenMs: 0, record: { proven, candidate: null } };
}

function moved({ wallMs, watchedMs }: Track, elapsedMs: number): Track {
  return { wallMs, watchedMs: watchedMs + elapsedMs };
}

function gapOf({ wallMs, watchedMs }: Track, nowMs: number): number {
  return nowMs - wallMs - watchedMs;
}
