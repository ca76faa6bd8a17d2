/** How busy the server was in the last hour: small measurements in memory, so that administrators can see them. */

import type { Observer, Readings } from './observing.ts';
import type { ActivityJson, ActivitySample } from './wire/activity.ts';

export interface Activity extends Observer {
  /** Measures one interval after another from now on. */
  start(): void;
  stop(): void;
  /** The measurements after a number, oldest first, and the one that is being made. */
  read(afterNumber: number): Omit<ActivityJson, 'sweep'>;
  /** Ends the measurement under way, and begins the next. */
  take(): void;
}

export interface ActivityOptions {
  readonly clock: { nowMs(): number };
  readonly intervalMs?: number;
  /** How many measurements are remembered. */
  readonly maxSamples?: number;
}

const sendOperation = 'createInternalTextMessage';

/** Counted in place: a request costs a few additions, and nothing is allocated. */
interface Tally {
  beganMs: number;
  requests: number;
  refused: number;
  failed: number;
  pages: number;
  requestMs: number;
  slowestRequestMs: number;
  commits: number;
  commands: number;
  commitMs: number;
  slowestCommitMs: number;
  waitingCommands: number;
}

export function createActivity({ clock, intervalMs = 10_000, maxSamples = 360 }: ActivityOptions): Activity {
  const startMs = clock.nowMs();
  const samples: ActivitySample[] = [];
  let readings: Readings = {};
  let nextNumber = 1;
  let tally = newTally(startMs);
  let timer: ReturnType<typeof setInterval> | undefined;

  function sampleNow(): ActivitySample {
    const nowMs = clock.nowMs();
    const { beganMs, requestMs, slowestRequestMs, commitMs, slowestCommitMs, waitingCommands, ...counts } = tally;
    return {
      number: nextNumber,
      endTime: new Date(nowMs).toISOString(),
      seconds: (nowMs - beganMs) / 1000,
      ...counts,
      requestMs: timesOf(requestMs, counts.requests, slowestRequestMs),
      commitMs: timesOf(commitMs, counts.commits, slowestCommitMs),
      waitingCommands: Math.max(waitingCommands, readings.waitingCommands?.() ?? 0),
      sockets: readings.sockets?.() ?? 0,
      memoryBytes: process.memoryUsage.rss(),
      waitingDeliveries: readings.waitingDeliveries?.() ?? null,
      deliveryLagMs: readings.deliveryLagMs === undefined ? null : Math.round(readings.deliveryLagMs()),
    };
  }

  function take(): void {
    samples.push(sampleNow());
    if (samples.length > maxSamples) samples.shift();
    nextNumber++;
    tally = newTally(clock.nowMs());
  }

  return {
    answered(operation, status, durationMs) {
      tally.requests++;
      if (status >= 500) tally.failed++;
      else if (status >= 400) tally.refused++;
      else if (operation === sendOperation) tally.pages++;
      tally.requestMs += durationMs;
      if (durationMs > tally.slowestRequestMs) tally.slowestRequestMs = durationMs;
    },
    committed(commands, durationMs) {
      tally.commits++;
      tally.commands += commands;
      tally.commitMs += durationMs;
      if (durationMs > tally.slowestCommitMs) tally.slowestCommitMs = durationMs;
      const waiting = readings.waitingCommands?.() ?? 0;
      if (waiting > tally.waitingCommands) tally.waitingCommands = waiting;
    },
    follow(more) {
      readings = { ...readings, ...more };
    },
    start() {
      timer ??= setInterval(take, intervalMs).unref();
    },
    stop() {
      clearInterval(timer);
    },
    take,
    read: (afterNumber) => ({
      startTime: new Date(startMs).toISOString(),
      intervalSeconds: intervalMs / 1000,
      records: samples.filter(({ number }) => number > afterNumber),
      current: sampleNow(),
    }),
  };
}

function newTally(beganMs: number): Tally {
  return {
    ...{ beganMs, requests: 0, refused: 0, failed: 0, pages: 0, requestMs: 0, slowestRequestMs: 0 },
    ...{ commits: 0, commands: 0, commitMs: 0, slowestCommitMs: 0, waitingCommands: 0 },
  };
}

function timesOf(sumMs: number, count: number, slowestMs: number): { mean: number; slowest: number } | null {
  if (count === 0) return null;
  return { mean: toHundredths(sumMs / count), slowest: toHundredths(slowestMs) };
}

function toHundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
