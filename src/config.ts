/** Every option: its flag, its environment variable and its key are one name. The only reader of `process.env`. */

import { parseArgs } from 'node:util';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** The folder that everything is kept in. */
  readonly data: string;
  /** The address clients use, without a slash at its end; undefined for the one listened on. */
  readonly publicUrl: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** The most entries the `to` of a page may have. */
  readonly maxRecipients: number;
  /** Days after which a thread takes no more replies; 0 for never. */
  readonly maxThreadAgeDays: number;
  /** Undefined where the kind of company decides. */
  readonly rateLimits: RateLimits | 'off' | undefined;
  /** Days that an export can be downloaded. */
  readonly exportDays: number;
  /** The most sessions a person may have with one app; 0 for any number. */
  readonly maxSessions: number;
}

/** Requests a window. `address` counts attempts to sign in from one network address. */
export interface RateLimits {
  readonly Light: number;
  readonly Medium: number;
  readonly Heavy: number;
  readonly Auth: number;
  readonly address: number;
  readonly windowS: number;
}

/** The vendor's own, and for addresses what an office behind one may need. */
export const vendorRateLimits: RateLimits = { Light: 50, Medium: 40, Heavy: 10, Auth: 5, address: 60, windowS: 60 };

/** Something a person can mend, to be shown to them as it is. */
export class UserError extends Error {}

/** A mistake in the options. */
export class OptionError extends UserError {}

interface Option<K extends keyof Config> {
  readonly key: K;
  readonly flag: string;
  readonly env: string;
  readonly value: string;
  readonly standard: string;
  readonly help: string;
  /** Throws `OptionError` saying what the value should be. */
  readonly parse: (text: string) => Config[K];
}

function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= min && number <= max)) throw new OptionError(`a whole number from ${min} to ${max}`);
    return number;
  };
}

function oneOf<T extends string>(choices: readonly T[]) {
  return (text: string): T => {
    const choice = choices.find((one) => one === text);
    if (choice === undefined) throw new OptionError(`one of ${choices.join(', ')}`);
    return choice;
  };
}

function someText(text: string): string {
  if (text === '') throw new OptionError('not empty');
  return text;
}

function httpUrl(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) throw new OptionError('an http or https URL');
  return url.href.replace(/\/+$/, '');
}

/** `off`, `vendor`, or some of `Light=50,Medium=40,Heavy=10,Auth=5,address=60,window=60`. */
function rateLimits(text: string): Config['rateLimits'] {
  if (text === '') return undefined;
  if (text === 'off') return 'off';
  if (text === 'vendor') return vendorRateLimits;
  const pairs = text.split(',').map((pair): [string, number] => {
    const [name = '', number = ''] = pair.split('=').map((part) => part.trim());
    const key = name === 'window' ? 'windowS' : name;
    const isKnown = name !== 'windowS' && Object.hasOwn(vendorRateLimits, key);
    if (!isKnown || !/^[1-9]\d{0,4}$/.test(number)) {
      throw new OptionError('off, vendor, or limits such as Light=50,Medium=40,Heavy=10,Auth=5,address=60,window=60');
    }
    return [key, Number(number)];
  });
  return { ...vendorRateLimits, ...Object.fromEntries(pairs) };
}

const options = [
  option({
    key: 'port',
    value: 'NUMBER',
    standard: '7243',
    help: 'port to listen on; 0 takes any free one',
    parse: wholeNumber(0, 65535),
  }),
  option({ key: 'host', value: 'ADDRESS', standard: '127.0.0.1', help: 'address to listen on', parse: someText }),
  option({
    key: 'data',
    value: 'FOLDER',
    standard: 'data',
    help: 'folder that everything is kept in',
    parse: someText,
  }),
  option({
    key: 'publicUrl',
    value: 'URL',
    standard: '',
    help: 'address that clients use, if it is not the one listened on',
    parse: httpUrl,
  }),
  option({
    key: 'logLevel',
    value: 'LEVEL',
    standard: 'info',
    help: `how much to log, on standard error: ${logLevels.join(', ')}`,
    parse: oneOf(logLevels),
  }),
  option({
    key: 'maxRecipients',
    value: 'NUMBER',
    standard: '1000',
    help: 'most recipients that one page may name',
    parse: wholeNumber(1, 100_000),
  }),
  option({
    key: 'maxThreadAgeDays',
    value: 'DAYS',
    standard: '0',
    help: 'days after which a thread takes no more replies; 0 for never',
    parse: wholeNumber(0, 36_500),
  }),
  option({
    key: 'rateLimits',
    value: 'LIMITS',
    standard: '',
    help: 'off, vendor, or requests a minute such as Light=50,Medium=40,Heavy=10,Auth=5,address=60 (off in the demo)',
    parse: rateLimits,
  }),
  option({
    key: 'exportDays',
    value: 'DAYS',
    standard: '7',
    help: 'days that an export can be downloaded; then its file is removed',
    parse: wholeNumber(1, 3650),
  }),
  option({
    key: 'maxSessions',
    value: 'NUMBER',
    standard: '0',
    help: 'most sessions a person may have with one app, past which the oldest ends; 0 for any number',
    parse: wholeNumber(0, 10_000),
  }),
];

function option<K extends keyof Config>(definition: Omit<Option<K>, 'flag' | 'env'>): Option<keyof Config> {
  const words = definition.key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const env = `BECKON_${words.replaceAll('-', '_').toUpperCase()}`;
  return { ...definition, flag: words, env } as unknown as Option<keyof Config>;
}

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
  /** The values of the command's own flags that have one. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What is neither a flag nor its value. */
  readonly words: readonly string[];
}

/** As `readConfig`, for a command that has flags of its own, with or without a value, or takes words. */
export function readCommandLine(
  args: readonly string[],
  own: { switches?: readonly string[]; values?: readonly string[]; hasWords?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): CommandLine {
  const { flags, given, words } = parseFlags(args, own);
  const values = Object.fromEntries((own.values ?? []).map((flag) => [flag, flags[flag]]));
  return { config: configFrom(flags, env), switches: given, values, words };
}

function configFrom(flags: Record<string, string | undefined>, env: NodeJS.ProcessEnv): Config {
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

function parseFlags(
  args: readonly string[],
  { switches = [], values: own = [], hasWords = false }: Parameters<typeof readCommandLine>[1],
) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: hasWords,
      options: Object.fromEntries([
        ...[...options.map(({ flag }) => flag), ...own].map((flag) => [flag, { type: 'string' }]),
        ...switches.map((flag) => [flag, { type: 'boolean' }]),
      ]),
    });
    const values = parsed.values as Record<string, string | boolean | undefined>;
    const given = new Set(switches.filter((flag) => values[flag] === true));
    return { flags: values as Record<string, string | undefined>, given, words: parsed.positionals };
  } catch (error) {
    throw new OptionError((error as Error).message.split(/\.\s/)[0]);
  }
}

/** All options as the table that `--help` prints. */
export function describeOptions(): string {
  const rows = options.map(({ flag, value, env, standard, help }) => [
    `--${flag} ${value}`,
    env,
    help + (standard === '' ? '' : ` (${standard})`),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      ([flag = '', env = '', help = '']) => `  ${flag.padEnd(widths[0] ?? 0)}  ${env.padEnd(widths[1] ?? 0)}  ${help}`,
    )
    .join('\n');
}
