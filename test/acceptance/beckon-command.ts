/** Runs the `beckon` command, and whatever else a person would type into a shell, to its end. */

import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { launcher, plainEnvironment, projectFolder } from './server-process.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  /** Variables besides those that any shell has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One that does not end by itself is ended after a while, with 124 for its code. */
const deadlineMs = 60_000;

function run(file: string, args: readonly string[], { cwd = projectFolder, env = {} }: Surroundings): Promise<Ended> {
  const plain = plainEnvironment();
  // The Node.js that runs the tests is the `node` of the shell as well.
  const path = `${dirname(process.execPath)}:${plain.PATH}`;
  return new Promise((resolve) => {
    const options = { cwd, env: { ...plain, PATH: path, ...env }, timeout: deadlineMs };
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 124;
      resolve({ code, stdout, stderr });
    });
  });
}

export function beckon(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return run(launcher, args, surroundings);
}

/** Commands as they are typed or pasted into `sh`. */
export function shell(commands: string, surroundings: Surroundings = {}): Promise<Ended> {
  return run('sh', ['-c', commands], surroundings);
}
