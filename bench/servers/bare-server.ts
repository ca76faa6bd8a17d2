/** Starts the yardsticks: a bare Fastify server that answers every page alike, and bare WebSockets. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { BareAnswer } from './bare-process.ts';
import { Program } from './program.ts';

const startPatienceMs = 30_000;

export interface BareServer extends AsyncDisposable {
  readonly program: Program;
  readonly url: string;
}

/** It answers everything that is asked of a mailbox alike. */
export function startBareServer(answer: BareAnswer): Promise<BareServer> {
  return startBare('./bare-process.ts', answer);
}

/** The yardstick for notifications: `frame` is what everyone who is connected is sent after each request. */
export function startBareSockets(frame: string, env: Readonly<Record<string, string>> = {}): Promise<BareServer> {
  return startBare('./bare-sockets-process.ts', frame, env);
}

/** What webhooks are told to: `GET` gives how much came, and what came last. */
export function startReceiver(): Promise<BareServer> {
  return startBare('./receiver-process.ts', '');
}

async function startBare(
  file: string,
  answer: object | string,
  more: Readonly<Record<string, string>> = {},
): Promise<BareServer> {
  const env = { ...process.env, ...more };
  const child = fork(new URL(file, import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env });
  const program = new Program('the bare server', child);
  try {
    child.send(answer);
    const [port] = (await program.during(once(child, 'message'), 'while starting', startPatienceMs)) as [number];
    return { program, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => program.stop() };
  } catch (error) {
    await program.stop();
    throw error;
  }
}
