/** Every option, as data: its flag, its environment variable and its key are one name. */

import type { TCountryCode } from 'countries-list';
import {
  amount,
  country,
  httpUrl,
  networks,
  oneOf,
  type RateLimits,
  rateLimits,
  someText,
  textOrNothing,
  timeZone,
  webPush,
  wholeNumber,
  yesOrNo,
} from './option-values.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** The folder that everything is kept in. */
  readonly data: string;
  /** The address clients use, without a slash at its end; undefined for the one listened on. */
  readonly publicUrl: string | undefined;
  /** Where the company is. */
  readonly country: TCountryCode;
  readonly logLevel: (typeof logLevels)[number];
  /** Whose days are meant where a day is named without a time. */
  readonly timeZone: string;
  /** The most entries the `to` of a page may have. */
  readonly maxRecipients: number;
  /** Days after which a thread takes no more replies; 0 for never. */
  readonly maxThreadAgeDays: number;
  /** Undefined where the kind of company decides. */
  readonly rateLimits: RateLimits | 'off' | undefined;
  /** Days that an export can be downloaded. */
  readonly exportDays: number;
  /** The most sessions a person may have with one app; 0 for any number. Undefined where the kind of company decides. */
  readonly maxSessions: number | undefined;
  /** Files in PEM: the certificate with those that vouch for it, and its key. Undefined unless TLS is spoken here. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  /** Whether another server before this one speaks TLS with clients. */
  readonly behindProxy: boolean;
  /** Addresses and networks of the servers that are believed about whom they ask for. */
  readonly trustedProxies: readonly string[];
  /** Seconds from one sweep of what has outlived its time to the next. */
  readonly sweepSeconds: number;
  /** Seconds that the server takes at most to end once it is told to. */
  readonly drainSeconds: number;
  /** Seconds for which it says that it is no longer ready before it closes its port. */
  readonly drainGraceSeconds: number;
  /** Hours for which a notification is tried before its webhook is given up. */
  readonly webhookMaxAgeHours: number;
  /** Whether webhooks may be on this machine and in private networks. Undefined where the kind of company decides. */
  readonly allowPrivateAddresses: boolean | undefined;
  /** `off`, `on`, or `on` with the contact that push services are told of. */
  readonly webPush: string;
  /** Where metrics can be read from this machine; 0 for any free port, undefined for nowhere. */
  readonly metricsPort: number | undefined;
}

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

export const options = [
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
    help: 'address that clients use, if it is not the one listened on; may have a path',
    parse: httpUrl,
  }),
  option({
    key: 'country',
    value: 'CODE',
    standard: 'US',
    help: 'country of the company, which clients are told for reading numbers: US, DE (ISO 3166-1 alpha-2)',
    parse: country,
  }),
  option({
    key: 'logLevel',
    value: 'LEVEL',
    standard: 'info',
    help: `how much to log, on standard error: ${logLevels.join(', ')}`,
    parse: oneOf(logLevels),
  }),
  option({
    key: 'timeZone',
    value: 'ZONE',
    standard: 'UTC',
    help: 'whose days are meant where a day is named without a time, such as Europe/Berlin',
    parse: timeZone,
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
    help: 'off, vendor, or requests a minute such as Light=50,Medium=40,Heavy=10,Auth=5,address=60,requests=3000,documents=20000 (vendor; demo: off)',
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
    standard: '',
    help: 'most sessions a person may have with one app, past which the oldest ends; 0 for any number (50; demo: 0)',
    parse: (text) => (text === '' ? undefined : wholeNumber(0, 10_000)(text)),
  }),
  option({
    key: 'tlsCert',
    value: 'FILE',
    standard: '',
    help: 'certificate (PEM, with its chain) to speak TLS with; read anew when it changes and on SIGHUP',
    parse: textOrNothing,
  }),
  option({ key: 'tlsKey', value: 'FILE', standard: '', help: 'private key of that certificate', parse: textOrNothing }),
  option({
    key: 'behindProxy',
    value: '',
    standard: 'no',
    help: 'a proxy before Beckon speaks TLS with clients; needs --public-url',
    parse: yesOrNo,
  }),
  option({
    key: 'trustedProxies',
    value: 'LIST',
    standard: '127.0.0.0/8,::1/128',
    help: 'addresses and networks of proxies to believe about who asks (with --behind-proxy)',
    parse: networks,
  }),
  option({
    key: 'sweepSeconds',
    value: 'SECONDS',
    standard: '60',
    help: 'seconds between two sweeps of what has outlived its time',
    parse: wholeNumber(1, 86_400),
  }),
  option({
    key: 'drainSeconds',
    value: 'SECONDS',
    standard: '20',
    help: 'most seconds to finish what was begun when told to stop; what then still runs is cut off',
    parse: wholeNumber(2, 3600),
  }),
  option({
    key: 'drainGraceSeconds',
    value: 'SECONDS',
    standard: '0',
    help: 'seconds for which /readyz says no before the port closes, so that load balancers turn away in time',
    parse: wholeNumber(0, 600),
  }),
  option({
    key: 'webhookMaxAgeHours',
    value: 'HOURS',
    standard: '24',
    help: 'hours for which a notification is tried before its webhook is blacklisted',
    parse: amount(8760),
  }),
  option({
    key: 'allowPrivateAddresses',
    value: 'CHOICE',
    standard: '',
    help: 'whether webhooks may be on this machine, in private networks, and without TLS (no; demo: yes)',
    parse: (text) => (text === '' ? undefined : yesOrNo(text)),
  }),
  option({
    key: 'metricsPort',
    value: 'NUMBER',
    standard: '',
    help: 'port on 127.0.0.1 to show metrics at /metrics; 0 takes any free one (none)',
    parse: (text) => (text === '' ? undefined : wholeNumber(0, 65535)(text)),
  }),
  option({
    key: 'webPush',
    value: 'CONTACT',
    standard: 'on',
    help: 'on, off, or on with a contact for push services such as mailto:it@clinic.example',
    parse: webPush,
  }),
];

function option<K extends keyof Config>(definition: Omit<Option<K>, 'flag' | 'env'>): Option<keyof Config> {
  const words = definition.key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const env = `BECKON_${words.replaceAll('-', '_').toUpperCase()}`;
  return { ...definition, flag: words, env } as unknown as Option<keyof Config>;
}

/** All options as the table that `--help` prints. */
export function describeOptions(): string {
  const rows = options.map(({ flag, value, env, standard, help }) => [
    `--${flag} ${value}`.trimEnd(),
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
