/** The address at which people reach an organisation's server, kept in its folder for commands and later starts. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfThisMachine, publicUrlFrom } from './listening.ts';
import type { Config } from './options.ts';

const fileIn = (dataDir: string) => join(dataDir, 'public-url');

/**
 * Kept is what was said, and what others can follow wherever it came from. What leads only whoever sits at this machine
 * here takes the place of nothing that leads everybody.
 */
export function keepAddress({ data, publicUrl: said }: Config, publicUrl: string | undefined): void {
  const kept = keptAddress(data);
  if (publicUrl === undefined || publicUrl === kept) return;
  const isKeepable = said === publicUrl && (kept === undefined || isOfThisMachine(kept));
  if (isOfThisMachine(publicUrl) && !isKeepable) return;
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

/** The same for a server: an address of this machine that leads to another port or door than it opens now is passed over. */
export function withServedAddress(given: Config): Config {
  const config = withKeptAddress(given);
  if (given.publicUrl !== undefined || config.publicUrl === undefined || !isOfThisMachine(config.publicUrl))
    return config;
  const [kept, own] = [new URL(config.publicUrl), new URL(publicUrlFrom(given, given.port))];
  return kept.port === own.port && kept.protocol === own.protocol ? config : given;
}
