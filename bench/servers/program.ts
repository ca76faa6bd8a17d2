/** A program the bench has started: it ends with the measurement, however that ends. */

import type { ChildProcess } from 'node:child_process';

const running = new Set<Program>();
let isInterrupted = false;

const stopPatienceMs = 10_000;

export class Program implements AsyncDisposable {
  readonly name: string;
  readonly child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.child = child;
    running.add(this);
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      // A program that could not be started never exits.
      child.once('error', () => resolve());
    });
    this.#ended.then(() => running.delete(this));
    if (isInterrupted) child.kill('SIGKILL');
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Settles as the promise does. Rejects if the program ends, or the time is over, before that. */
  async during<T>(awaited: Promise<T>, doing: string, patienceMs: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.name} took too long ${doing}`)), patienceMs);
    });
    const gone = this.#ended.then(() => {
      throw new Error(`${this.name} ended ${doing}`);
    });
    try {
      return await Promise.race([awaited, late, gone]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks it to end and waits until it has; makes it, if asking does not help. */
  async stop(): Promise<void> {
    if (!running.has(this)) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stopPatienceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Ends every program, now and from now on; whatever waits for one of them fails. */
export function interruptPrograms(): void {
  isInterrupted = true;
  for (const program of running) program.child.kill('SIGKILL');
}
