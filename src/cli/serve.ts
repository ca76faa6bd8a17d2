/** `beckon serve`: runs the server until it is told to stop. */

import { isAbsolute, relative } from 'node:path';
import { demoCompany } from '../demo/company.ts';
import { demoEnvFile } from '../demo/demo-env.ts';
import { welcome } from '../demo/welcome.ts';
import { startBeckon } from '../main.ts';
import { readConfig } from '../process/config.ts';
import { createLog } from '../process/create-log.ts';
import { shownName } from '../wire/shown-names.ts';

export async function serve(args: readonly string[]): Promise<void> {
  const config = readConfig(args);
  const log = createLog(config.logLevel);
  const beckon = await startBeckon(config, log);
  if (config.tlsCert !== undefined) process.on('SIGHUP', beckon.reloadCertificate);
  // Nor is whoever watches the log kept waiting for where it listens.
  log.flush();
  // Listened for first: whoever has read the welcome may end the server.
  const stop = toldToStop();
  process.stdout.write(beckon.mode === 'demo' ? demoWelcome(beckon.publicUrl, config.data) : ownWelcome(beckon));
  await stop;
  // What was answered is on disk already: ending in the midst of something loses only what nobody was told.
  const limitS = config.drainGraceSeconds + config.drainSeconds;
  const late = setTimeout(() => process.exit(1), limitS * 1000);
  await beckon.close();
  clearTimeout(late);
}

function demoWelcome(publicUrl: string, dataDir: string): string {
  const { name, extensions } = demoCompany;
  return welcome({
    companyName: name,
    publicUrl,
    envFile: shortest(demoEnvFile(dataDir)),
    extensions,
    isColoured: process.stdout.isTTY && process.stdout.hasColors(),
  });
}

function ownWelcome({ publicUrl, companyName }: { publicUrl: string; companyName: string }): string {
  return `
Beckon is listening at ${publicUrl}
API reference: ${publicUrl}/docs

${shownName(companyName)}
`;
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
