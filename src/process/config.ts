/** Reads the options from flags and the environment. The only reader of `process.env`. */

import { parseArgs } from 'node:util';
import { type Config, options } from './options.ts';
import { OptionError } from './user-error.ts';

/**
 * The options as given by flags, else by the environment, else as standard. A repeated flag's last value wins.
 * Throws `OptionError` for what is unknown or out of range.
 */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Config {
  return readCommandLine(args, {}, env).config;
}

export interface CommandLine {
  readonly config: Config;
  /** Those of the command's own flags that were given. */
  readonly switches: ReadonlySet<string>;
  /** The values of the command's own flags that take one. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Those of flags that may be given several times, in their order. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** What is neither a flag nor its value. */
  readonly words: readonly string[];
}

/** What a command understands besides the options: flags without a value, with one, with several; words. */
export interface OwnFlags {
  readonly switches?: readonly string[];
  readonly values?: readonly string[];
  readonly lists?: readonly string[];
  readonly hasWords?: boolean;
}

/** As `readConfig`, for a command that has flags of its own, or takes words. */
export function readCommandLine(
  args: readonly string[],
  own: OwnFlags,
  env: NodeJS.ProcessEnv = process.env,
): CommandLine {
  const { flags, ...given } = parseFlags(args, own);
  return { config: configFrom(flags, env), ...given };
}

function configFrom(flags: Readonly<Record<string, string | undefined>>, env: NodeJS.ProcessEnv): Config {
  const entries = options.map(({ key, flag, env: variable, standard, parse }) => {
    const fromFlag = flags[flag];
    const text = fromFlag ?? env[variable] ?? standard;
    try {
      return [key, parse(text)];
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      const name = fromFlag === undefined ? variable : `--${flag}`;
      throw new OptionError(`${name} must be ${error.message}, not "${text}"`);
    }
  });
  return Object.freeze(Object.fromEntries(entries));
}

type Given = string | boolean | (string | boolean)[] | undefined;

function parseFlags(args: readonly string[], { switches = [], values = [], lists = [], hasWords = false }: OwnFlags) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: hasWords,
      options: Object.fromEntries([
        ...options.map(({ flag, value }) => [flag, { type: value === '' ? 'boolean' : 'string' }]),
        ...switches.map((flag) => [flag, { type: 'boolean' }]),
        ...values.map((flag) => [flag, { type: 'string' }]),
        ...lists.map((flag) => [flag, { type: 'string', multiple: true }]),
      ]),
    });
    const all = parsed.values as Record<string, Given>;
    const flags = Object.fromEntries(
      options.filter(({ flag }) => all[flag] !== undefined).map(({ flag }) => [flag, String(all[flag])]),
    );
    return {
      flags,
      switches: new Set(switches.filter((flag) => all[flag] === true)),
      values: Object.fromEntries(values.map((flag) => [flag, all[flag] as string | undefined])),
      lists: Object.fromEntries(lists.map((flag) => [flag, (all[flag] ?? []) as string[]])),
      words: parsed.positionals,
    };
  } catch (error) {
    throw new OptionError((error as Error).message.split(/\.\s/)[0]);
  }
}
