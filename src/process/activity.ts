/** How busy the server was in the last hour: small measurements in memory, so that administrators can see them. */

import type { Conditions } from '../conditions.ts';
import type { ActivityJson, ActivitySample } from '../wire/activity.ts';
import type { Backlog, Observer, Readings } from './observing.ts';

export interface Activity extends Observer {
  /** Measures one interval after another from now on. */
  start(): void;
  stop(): void;
  /** The measurements after a number, oldest first, and the one that is being made. */
  read(afterNumber: number): Promise<ActivityJson>;
  /** Ends the measurement under way, and begins the next. */
  take(): Promise<void>;
}

export interface ActivityOptions {
  readonly clock: { nowMs(): number };
  /** Between two sweeps. */
  readonly sweepSeconds: number;
  /** What is wrong is told beside what was measured. */
  readonly conditions: Pick<Conditions, 'standing'>;
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
  delivered: number;
  undelivered: number;
}

const nothingWaits: Backlog = { waiting: 0, oldestMs: null };

export function createActivity({
  clock,
  sweepSeconds,
  conditions,
  intervalMs = 10_000,
  maxSamples = 360,
}: ActivityOptions): Activity {
  const startMs = clock.nowMs();
  const samples: ActivitySample[] = [];
  let readings: Readings = {};
  let nextNumber = 1;
  let tally = newTally(startMs);
  let sweep: ActivityJson['sweep'] = { isUnderWay: false, intervalSeconds: sweepSeconds, hasStoppedEarly: false };
  let timer: ReturnType<typeof setInterval> | undefined;

  function sampleAt(nowMs: number, { waiting, oldestMs }: Backlog): ActivitySample {
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
      waitingDeliveries: waiting,
      deliveryLagMs: oldestMs === null ? 0 : Math.max(0, nowMs - oldestMs),
    };
  }

  /** A store that cannot be read is told of elsewhere; what else was measured is kept. */
  async function readBacklog(): Promise<Backlog> {
    return (await readings.backlog?.().catch(() => undefined)) ?? nothingWaits;
  }

  async function take(): Promise<void> {
    const backlog = await readBacklog();
    const nowMs = clock.nowMs();
    samples.push(sampleAt(nowMs, backlog));
    if (samples.length > maxSamples) samples.shift();
    nextNumber++;
    tally = newTally(nowMs);
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
    delivered({ attempt }) {
      if (attempt?.isAccepted) tally.delivered++;
      else if (attempt) tally.undelivered++;
    },
    begun() {
      sweep = { ...sweep, isUnderWay: true };
    },
    stepped() {},
    ended(_durationMs, hasStoppedEarly) {
      sweep = { ...sweep, isUnderWay: false, lastEndTime: new Date(clock.nowMs()).toISOString(), hasStoppedEarly };
    },
    follow(more) {
      readings = { ...readings, ...more };
    },
    start() {
      timer ??= setInterval(() => void take(), intervalMs).unref();
    },
    stop() {
      clearInterval(timer);
    },
    take,
    async read(afterNumber) {
      const backlog = await readBacklog();
      return {
        startTime: new Date(startMs).toISOString(),
        intervalSeconds: intervalMs / 1000,
        records: samples.filter(({ number }) => number > afterNumber),
        current: sampleAt(clock.nowMs(), backlog),
        sweep,
        conditions: conditions.standing().map(({ sinceMs, ...condition }) => ({
          ...condition,
          sinceTime: new Date(sinceMs).toISOString(),
        })),
      };
    },
  };
}

function newTally(beganMs: number): Tally {
  return {
    ...{ beganMs, requests: 0, refused: 0, failed: 0, pages: 0, requestMs: 0, slowestRequestMs: 0 },
    ...{ commits: 0, commands: 0, commitMs: 0, slowestCommitMs: 0, waitingCommands: 0, delivered: 0, undelivered: 0 },
  };
}

function timesOf(sumMs: number, count: number, slowestMs: number): { mean: number; slowest: number } | null {
  if (count === 0) return null;
  return { mean: toHundredths(sumMs / count), slowest: toHundredths(slowestMs) };
}

function toHundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
