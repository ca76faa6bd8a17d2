/** How many requests of a group may be made now, from what the server said last and what was asked since. Pure. */

export interface Asked {
  readonly startMs: number;
  /** The server has counted it by then, and so forgets it a window later at the latest. */
  readonly countedMs: number;
}

/** Of one group of the server's rate limits. Times are milliseconds since 1970. */
export interface Budget {
  readonly limit: number;
  readonly windowMs: number;
  /** What was left when the request that began at `toldMs` was counted. */
  readonly remaining: number;
  readonly toldMs: number;
  /** This browser's own requests of the last window. */
  readonly asked: readonly Asked[];
  /** The server asked to be left alone for so long from then on. */
  readonly held?: { readonly fromMs: number; readonly forMs: number };
}

/** What an answer says of its group. */
export interface Told {
  readonly limit: number;
  readonly remaining: number;
  readonly windowMs: number;
}

export const unknownBudget: Budget = { limit: 0, windowMs: 60_000, remaining: 0, toldMs: 0, asked: [] };

/**
 * How long to wait before the next request, so that `reserve` of the group's share is left for what matters more. Others
 * of the same person count too, at other devices: they show in what is told as remaining, and in no other way.
 */
export function waitMs(budget: Budget, nowMs: number, reserve: number): number {
  const heldMs = heldMsOf(budget, nowMs);
  if (heldMs > 0) return heldMs;
  if (budget.limit === 0 || reserve < 0) return 0;
  const least = Math.min(Math.ceil(budget.limit * reserve), budget.limit - 1);
  const moments = [
    nowMs,
    ...budget.asked.map(({ countedMs }) => countedMs + budget.windowMs),
    budget.toldMs + budget.windowMs,
  ];
  const possible = moments.filter((ms) => ms >= nowMs && leftAt(budget, ms) > least);
  return possible.length === 0 ? budget.windowMs : Math.min(...possible) - nowMs;
}

/** Of a clock that was put back, nothing is to be waited for. */
function heldMsOf({ held }: Budget, nowMs: number): number {
  if (!held || nowMs < held.fromMs) return 0;
  return Math.max(0, held.fromMs + held.forMs - nowMs);
}

function leftAt({ limit, windowMs, remaining, toldMs, asked }: Budget, ms: number): number {
  const isForgotten = ({ countedMs }: Asked) => countedMs <= ms - windowMs;
  const inWindow = asked.filter((one) => !isForgotten(one)).length;
  // What was told is of a window that is over, or of a clock that was put back.
  if (ms >= toldMs + windowMs || ms < toldMs) return limit - inWindow;
  const since = asked.filter(({ startMs }) => startMs > toldMs).length;
  const gone = asked.filter((one) => one.startMs <= toldMs && isForgotten(one)).length;
  return Math.min(limit - inWindow, remaining - since + gone);
}

/** With a request that begins now. */
export function begun(budget: Budget, nowMs: number): Budget {
  const asked = budget.asked.filter(({ startMs }) => Math.abs(nowMs - startMs) < 2 * budget.windowMs);
  return { ...budget, asked: [...asked, { startMs: nowMs, countedMs: nowMs }] };
}

/**
 * With what the answer says that comes now to a request that began at `startMs`. Of what is older than what is known,
 * only that it was counted is new.
 */
export function answered(budget: Budget, startMs: number, nowMs: number, told: Told): Budget {
  const index = budget.asked.findIndex((one) => one.startMs === startMs && one.countedMs === startMs);
  const asked = [...budget.asked.filter((_, at) => at !== index), { startMs, countedMs: nowMs }];
  return startMs < budget.toldMs ? { ...budget, asked } : { ...budget, asked, ...told, toldMs: startMs };
}

export function heldFor(budget: Budget, nowMs: number, forMs: number): Budget {
  return { ...budget, held: { fromMs: nowMs, forMs } };
}
