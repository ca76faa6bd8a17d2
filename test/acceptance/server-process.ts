/** The server the acceptance suite talks to: one started here through its launcher, or one that runs elsewhere. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseEnv } from 'node:util';

export const projectFolder = join(import.meta.dirname, '../..');
export const launcher = join(projectFolder, 'beckon');

/** Where the suite sends its requests, and the credentials it signs in with. */
export interface Target {
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  close(): Promise<void>;
}

export const peopleNumbers = ['101', '102', '103', '104', '105', '106'] as const;

const aimingVariables = [
  ...['RINGCENTRAL_SERVER_URL', 'RINGCENTRAL_CLIENT_ID', 'RINGCENTRAL_CLIENT_SECRET'],
  ...peopleNumbers.map((number) => `BECKON_JWT_${number}`),
];

/**
 * The server that the environment names, if it has all the variables of a `demo.env`; else one of our own. A server
 * elsewhere must be left alone by others meanwhile, and the files of the suite run one by one:
 * `node --env-file=demo.env --test --test-concurrency=1 'test/acceptance/*.test.ts'`.
 */
export async function openTarget(): Promise<Target> {
  const env = Object.fromEntries(aimingVariables.map((name) => [name, process.env[name] ?? '']));
  if (Object.values(env).includes('')) return await startServer();
  return { env, url: env.RINGCENTRAL_SERVER_URL ?? '', close: async () => {} };
}

/** The environment without anything that would steer a server: the options given are all it has. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BECKON|RINGCENTRAL|RC)_/.test(name)));
}

export interface StartOptions {
  /** Options of `serve` before and after the suite's own: of one given twice, the last counts. */
  readonly argsBefore?: readonly string[];
  readonly argsAfter?: readonly string[];
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it is started in. */
  readonly cwd?: string;
  /** Where it keeps everything, seen from there; by default a new temporary folder, which `close` removes. */
  readonly dataDir?: string;
}

/** Resolves once the server has said where it listens. Rejects with what it logged if it never does. */
export async function startServer(options: StartOptions = {}): Promise<ServerProcess> {
  const server = new ServerProcess(options);
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'beckon-acceptance-'));
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const startDeadlineMs = 60_000;

/** One data folder and the server on it, which may be stopped and started again. */
export class ServerProcess implements Target {
  /** As an absolute path. */
  readonly dataDir: string;
  readonly #cwd: string;
  readonly #args: readonly string[];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #ownFolder: string | undefined;
  #child: ChildProcess | undefined;
  #env: Readonly<Record<string, string>> = {};
  #output = '';
  #logs = '';

  constructor({ argsBefore = [], argsAfter = [], cwd = projectFolder, env = {}, dataDir }: StartOptions) {
    this.#environment = env;
    this.#ownFolder = dataDir === undefined ? newFolder() : undefined;
    this.dataDir = resolve(cwd, dataDir ?? join(this.#ownFolder ?? '', 'data'));
    this.#cwd = cwd;
    const own = ['--port', '0', '--data', dataDir ?? this.dataDir, '--log-level', 'info'];
    this.#args = ['serve', ...argsBefore, ...own, ...argsAfter];
  }

  get url(): string {
    return this.#env.RINGCENTRAL_SERVER_URL ?? /is listening at (http\S+)/.exec(this.#output)?.[1] ?? '';
  }

  /** Of the server itself; undefined when it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Where it really listens, whatever address it is known by. */
  get listeningUrl(): string {
    return this.#logs.match(/(?<=listening at )http:[^" ]+/g)?.at(-1) ?? '';
  }

  get envFile(): string {
    return join(this.dataDir, 'demo.env');
  }

  /** The credentials as `demo.env` held them when the server had started; none for an organisation. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** What it has printed on standard output since it was last started. */
  output(): string {
    return this.#output;
  }

  /** What it has logged since it was first started; all of it is here once the server has ended. */
  logs(): string {
    return this.#logs;
  }

  async start(): Promise<void> {
    const child = spawn(launcher, this.#args, { cwd: this.#cwd, env: { ...plainEnvironment(), ...this.#environment } });
    this.#child = child;
    running.add(child);
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      this.#logs += chunk;
    });
    this.#output = '';
    const hasEnded = Promise.withResolvers<never>();
    const isListening = Promise.withResolvers<void>();
    child.once('close', () => hasEnded.reject(new Error(`the server ended:\n${this.#logs}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      this.#output += chunk;
      if (/is listening at http\S+\n/.test(this.#output) && this.#output.endsWith('\n')) isListening.resolve();
    });
    const late = delay(startDeadlineMs, undefined, { ref: false }).then(() => {
      throw new Error(`the server never said that it listens:\n${this.#logs}`);
    });
    await Promise.race([isListening.promise, hasEnded.promise, late]);
    this.#env = existsSync(this.envFile)
      ? (parseEnv(readFileSync(this.envFile, 'utf8')) as Record<string, string>)
      : {};
  }

  /** Asks it to stop, and gives its exit code: null if a signal ended it instead. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    this.#child = undefined;
    running.delete(child);
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  }

  /** Ends it with no chance to finish anything. */
  async kill9(): Promise<void> {
    await this.stop('SIGKILL');
  }

  /** Starts it again on the same folder, at another port. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.#ownFolder !== undefined) rmSync(this.#ownFolder, { recursive: true, force: true });
  }
}
