/** What a server keeps in memory, once its garbage is collected. */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from './program.ts';

const stepMs = 20;
const patienceMs = 30_000;

/** For the environment of a server that is to be asked. */
export function heapEnvironment(folder: string): Readonly<Record<string, string>> {
  const preload = join(import.meta.dirname, 'heap-on-demand.cjs');
  return { NODE_OPTIONS: `--expose-gc --require ${preload}`, HEAP_FILE: join(folder, 'heap') };
}

/** Bytes of objects and of what they stand for; rejects if the server was started without that environment. */
export async function keptBytes({ pid, name }: Program, folder: string): Promise<number> {
  const file = `${join(folder, 'heap')}.${pid}`;
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += stepMs) {
    await delay(stepMs);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.endsWith('\n')) return Number(text);
  }
  throw new Error(`${name} did not say how much it keeps`);
}
