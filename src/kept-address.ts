/** The address at which people reach an organisation's server, kept in its folder for commands and later starts. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfThisMachine, publicUrlFrom } from './listening.ts';
import type { Config } from './options.ts';

const fileIn = (dataDir: string) => join(dataDir, 'public-url');

/** What leads only whoever sits at this machine here is not kept: to everybody else it would say nothing. */
export function keepAddress({ data }: Config, publicUrl: string | undefined): void {
  if (publicUrl === undefined || isOfThisMachine(publicUrl) || publicUrl === keptAddress(data)) return;
  const draft = `${fileIn(data)}.${process.pid}`;
  writeFileSync(draft, `${publicUrl}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(data));
}

function keptAddress(dataDir: string): string | undefined {
  try {
    const text = readFileSync(fileIn(dataDir), 'utf8').trim();
    return URL.canParse(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** With the address that was kept, where the options name none at which others reach it. */
export function withKeptAddress(config: Config): Config {
  const isNamed = config.publicUrl !== undefined || !isOfThisMachine(publicUrlFrom(config, config.port));
  return isNamed ? config : { ...config, publicUrl: keptAddress(config.data) };
}
