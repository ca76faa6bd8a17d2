/** A flood: the same request at a steady rate whether the server keeps up or not, from a process of its own. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Program } from '../servers/program.ts';
import { drainPatienceMs, roundPatienceMs } from './load.ts';

export interface Flood {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly perS: number;
  readonly seconds: number;
  /** As many as have to wait at a time; whoever finds none free waits for one, and that counts. */
  readonly connections: number;
}

/** Latencies are from the moment at which a request was due, so that nothing is left out because others waited. */
export interface FloodFigures {
  readonly due: number;
  readonly accepted: Answered;
  /** 503 that said when to come again. */
  readonly refused: Answered;
  /** How many came to each other end: a status, `503` without `Retry-After`, or `0` for none. */
  readonly failed: Readonly<Record<string, number>>;
  /** How far the load itself was behind at the worst: if that is much, it was the load that had too much to do. */
  readonly lateMs: number;
}

export interface Answered {
  /** Within the flood's time. */
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface FloodProcess extends AsyncDisposable {
  run(flood: Flood): Promise<FloodFigures>;
}

export function startFlood(): FloodProcess {
  const child = fork(new URL('./flood-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // In JSON, what is no number for want of answers would arrive as null.
    serialization: 'advanced',
  });
  const program = new Program('the flood', child);
  return {
    async run(flood) {
      child.send(flood);
      const patienceMs = roundPatienceMs(flood.seconds) + drainPatienceMs;
      const [figures] = await program.during(once(child, 'message'), 'in a flood', patienceMs);
      return figures as FloodFigures;
    },
    [Symbol.asyncDispose]: () => program.stop(),
  };
}
