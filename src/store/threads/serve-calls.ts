/** The thread's side of calls. */

import { parentPort, workerData } from 'node:worker_threads';
import { packed } from './crossing.ts';
import type { Answer, Call, Given } from './thread.ts';

type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

/** What whoever started this thread has for it. */
export function givenToThread(): unknown {
  return (workerData as Given).given;
}

/** Answers calls until there shall be no more, and then lets go of what they are answered from. */
export function serveCalls(calls: Calls, letGo: () => void): void {
  const port = parentPort;
  if (!port) throw new Error('this is not a thread of its own');
  const answer = (answered: Answer) => port.postMessage(answered);
  port.on('message', async (call: Call | 'end') => {
    if (call === 'end') {
      letGo();
      port.close();
      return;
    }
    const { id, name, args } = call;
    try {
      answer({ id, value: await calls[name]?.(...(args as never[])) });
    } catch (error) {
      answer({ id, failed: packed(error) });
    }
  });
}
