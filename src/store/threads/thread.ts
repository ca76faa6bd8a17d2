/** A thread that is called for what would keep everyone waiting here. Plain data crosses. */

import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname, extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CrossingError, unpacked } from './crossing.ts';

export interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly failed: CrossingError });

export interface Thread {
  /** Rejects as the thread's own function does, or when the thread breaks down: the next call starts another then. */
  call(name: string, ...args: unknown[]): Promise<unknown>;
  /** Resolves once everything that was called for is answered, and the thread gone. */
  end(): Promise<void>;
}

export interface ThreadOptions {
  /** The file that the thread runs, without its ending: the sources end in `.ts`, the package's files in `.js`. */
  readonly entry: URL;
  /** What the thread asks for as `givenToThread`. */
  readonly given: unknown;
  /** Throws if it must not be started now. */
  readonly mayStart?: () => void;
}

/** The thread's `workerData`. */
export interface Given {
  readonly entry: string;
  readonly cache: string | undefined;
  readonly given: unknown;
}

/** A thread keeps no compiled code of itself, and takes a second and thirty MiB to strip the types from its files. */
const beginning = `
  const { entry, cache } = require('node:worker_threads').workerData;
  if (cache) require('node:module').enableCompileCache(cache);
  import(entry);
`;
/** What crosses is short-lived and small: with more room V8 would only clear it away later. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Nothing is started before the first call: a thread costs time and memory. */
export function createThread(options: ThreadOptions): Thread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let newestId = 0;
  let [hasEnded, isEnding] = [false, false];
  let allAnswered = () => {};

  function settle(id: number): Waiting | undefined {
    const one = waiting.get(id);
    waiting.delete(id);
    // Only what somebody waits for keeps a process alive.
    if (waiting.size === 0) {
      worker?.unref();
      allAnswered();
    }
    return one;
  }

  function brokeDown(error: unknown): void {
    worker = undefined;
    for (const id of waiting.keys()) settle(id)?.reject(error);
  }

  function start(): Worker {
    if (hasEnded) throw new Error('the thread was ended');
    options.mayStart?.();
    const cache = getCompileCacheDir();
    const given: Given = {
      entry: `${options.entry.href}${extname(import.meta.filename)}`,
      // The folder's own name is that of the version.
      cache: cache === undefined ? undefined : dirname(cache),
      given: options.given,
    };
    const started = new Worker(beginning, { eval: true, workerData: given, resourceLimits });
    started.on('message', (answer: Answer) => {
      const one = settle(answer.id);
      if ('failed' in answer) one?.reject(unpacked(answer.failed));
      else one?.resolve(answer.value);
    });
    started.on('error', brokeDown);
    started.on('exit', () => worker === started && !isEnding && brokeDown(new Error('the thread has ended')));
    return started;
  }

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const call: Call = { id: ++newestId, name, args };
        worker.postMessage(call);
        waiting.set(call.id, { resolve, reject });
        worker.ref();
      }),
    async end() {
      hasEnded = true;
      if (waiting.size > 0) await new Promise<void>((resolve) => (allAnswered = resolve));
      if (!worker) return;
      isEnding = true;
      const gone = once(worker, 'exit');
      worker.ref();
      worker.postMessage('end');
      await gone;
    },
  };
}
