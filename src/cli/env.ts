/** `beckon env`: prints the demo's credentials, as the running server last wrote them. */

import { readFileSync } from 'node:fs';
import { demoEnvFile } from '../demo/demo-env.ts';
import { readConfig } from '../process/config.ts';
import { UserError } from '../process/user-error.ts';

export function env(args: readonly string[]): void {
  const file = demoEnvFile(readConfig(args).data);
  try {
    process.stdout.write(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError(`there is no ${file}: start the demo first, or name its folder with --data`);
  }
}
