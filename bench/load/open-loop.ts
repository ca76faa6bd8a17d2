/** An open loop: requests at fixed times, whether those before are answered or not, from a process of its own. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Program } from '../servers/program.ts';
import { drainPatienceMs } from './load.ts';

/** One kind of request, again and again. */
export interface Stream {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Without one it is a GET. */
  readonly body?: string;
  readonly everyMs: number;
}

export interface OpenLoop {
  readonly streams: readonly Stream[];
  readonly seconds: number;
}

export interface StreamFigures {
  /** How long each took from the moment at which it was to be asked: what waited for others to be asked counts as well. */
  readonly waitsMs: readonly number[];
  /** How many answers had each status other than 200; `0` for none. */
  readonly failed: Readonly<Record<string, number>>;
}

export interface OpenLoopProcess extends AsyncDisposable {
  /** In the order of the streams. */
  run(asked: OpenLoop): Promise<readonly StreamFigures[]>;
}

export function startOpenLoop(): OpenLoopProcess {
  const child = fork(new URL('./open-loop-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const program = new Program('the open loop', child);
  return {
    async run(asked) {
      child.send(asked);
      const patienceMs = asked.seconds * 1000 + 2 * drainPatienceMs;
      const [figures] = await program.during(once(child, 'message'), 'in a round', patienceMs);
      return figures as StreamFigures[];
    },
    [Symbol.asyncDispose]: () => program.stop(),
  };
}
