/** The load: a process of its own that sends one request again and again over many connections. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Program } from '../servers/program.ts';

export interface Round {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Without one it is a GET. */
  readonly body?: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface RoundFigures {
  /** Of the answers that came within the round's time. */
  readonly requestsPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers with status 200, with those that were still under way when the time was over. */
  readonly accepted: number;
  /** How many answers had each other status. */
  readonly refused: Readonly<Record<string, number>>;
  /** Requests without any answer. */
  readonly unanswered: number;
  /** From the first request to the last answer. */
  readonly tookMs: number;
}

export interface Load extends AsyncDisposable {
  run(round: Round): Promise<RoundFigures>;
}

/** How long beyond the round's time requests under way may take. */
export const drainPatienceMs = 10_000;

export function roundPatienceMs(seconds: number): number {
  return seconds * 1000 + 2 * drainPatienceMs;
}

export function startLoad(): Load {
  const child = fork(new URL('./load-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const program = new Program('the load', child);
  return {
    async run(round) {
      child.send(round);
      const answered = once(child, 'message');
      const [figures] = await program.during(answered, 'in a round', roundPatienceMs(round.seconds));
      return figures as RoundFigures;
    },
    [Symbol.asyncDispose]: () => program.stop(),
  };
}
