/** `beckon serve`: runs the server until it is told to stop. */

import { isAbsolute, relative } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { demoCompany } from '../demo/company.ts';
import { demoEnvFile } from '../demo/demo-env.ts';
import { welcome } from '../demo/welcome.ts';
import { startBeckon } from '../main.ts';

export async function serve(args: readonly string[]): Promise<void> {
  const config = readConfig(args);
  // Standard error, so that standard output is for people. Not awaited: a slow terminal must not slow requests.
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: false }));
  const beckon = await startBeckon(config, log);
  const { name, extensions } = demoCompany;
  process.stdout.write(
    welcome({
      companyName: name,
      publicUrl: beckon.publicUrl,
      envFile: shortest(demoEnvFile(config.data)),
      extensions,
      isColoured: process.stdout.isTTY && process.stdout.hasColors(),
    }),
  );
  await toldToStop();
  await beckon.close();
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function shortest(file: string): string {
  const fromHere = relative('.', file);
  return isAbsolute(file) && fromHere.startsWith('..') ? file : fromHere;
}
