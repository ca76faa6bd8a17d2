/** How options are read. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { describeOptions } from './options.ts';
import { OptionError } from './user-error.ts';

test('without flags or environment every option has its standard value', () => {
  assert.deepEqual(readConfig([], {}), {
    port: 7243,
    host: '127.0.0.1',
    data: 'data',
    publicUrl: undefined,
    logLevel: 'info',
    country: 'US',
    timeZone: 'UTC',
    maxRecipients: 1000,
    maxThreadAgeDays: 0,
    rateLimits: undefined,
    exportDays: 7,
    maxSessions: undefined,
    tlsCert: undefined,
    tlsKey: undefined,
    behindProxy: false,
    trustedProxies: ['127.0.0.0/8', '::1/128'],
    sweepSeconds: 60,
    drainSeconds: 20,
    drainGraceSeconds: 0,
    webhookMaxAgeHours: 24,
    allowPrivateAddresses: undefined,
    metricsPort: undefined,
    webPush: 'on',
  });
});

test('a flag wins over the environment, and its last value over those before', () => {
  const env = { BECKON_PORT: '1', BECKON_LOG_LEVEL: 'warn', BECKON_PUBLIC_URL: 'https://pages.example/' };
  const config = readConfig(['--port', '2', '--port=3', '--data', 'a', '--data', 'b'], env);
  assert.equal(config.port, 3);
  assert.equal(config.data, 'b');
  assert.equal(config.logLevel, 'warn');
  assert.equal(config.publicUrl, 'https://pages.example');
});

test('rate limits are off, the vendor’s, or the vendor’s but for those that are named', () => {
  const limitsOf = (text: string) => readConfig(['--rate-limits', text], {}).rateLimits;
  assert.equal(limitsOf('off'), 'off');
  assert.deepEqual(limitsOf('vendor'), {
    ...{ Light: 50, Medium: 40, Heavy: 10, Auth: 5, address: 60, requests: 3000, documents: 20_000, windowS: 60 },
  });
  assert.deepEqual(limitsOf('Light=7, window=2'), {
    ...{ Light: 7, Medium: 40, Heavy: 10, Auth: 5, address: 60, requests: 3000, documents: 20_000, windowS: 2 },
  });
  for (const text of ['on', 'Light', 'Light=0', 'Light=x', 'light=5', 'windowS=5', 'toString=5', 'Light=5,']) {
    assert.throws(() => limitsOf(text), /^OptionError|--rate-limits must be off, vendor, or limits/, text);
  }
});

test('a time zone goes by its name, however it is capitalised', () => {
  assert.equal(readConfig(['--time-zone', 'europe/berlin'], {}).timeZone, 'Europe/Berlin');
  for (const text of ['', 'Berlin', 'Europe/Atlantis']) {
    assert.throws(() => readConfig(['--time-zone', text], {}), /--time-zone must be a time zone such as UTC or/);
  }
});

test('notifications are on, off, or on with a contact for push services', () => {
  for (const text of ['on', 'off', 'mailto:it@clinic.example', 'https://clinic.example/it']) {
    assert.equal(readConfig(['--web-push', text], {}).webPush, text);
  }
});

const mistakes: [string, string[], NodeJS.ProcessEnv, RegExp][] = [
  ['a port that is no number', ['--port', 'x'], {}, /^--port must be a whole number from 0 to 65535, not "x"$/],
  ['a port out of range', [], { BECKON_PORT: '65536' }, /^BECKON_PORT must be/],
  ['hours that are none', ['--webhook-max-age-hours', '0'], {}, /^--webhook-max-age-hours must be a number above 0/],
  ['a choice that is none', ['--allow-private-addresses', 'x'], {}, /^--allow-private-addresses must be yes or no/],
  ['an empty folder', ['--data='], {}, /^--data must be not empty/],
  ['an unknown log level', ['--log-level', 'loud'], {}, /^--log-level must be one of fatal, /],
  ['a public URL of another kind', ['--public-url', 'ftp://x'], {}, /^--public-url must be an http or https URL/],
  [
    'a trusted proxy that is no address',
    ['--trusted-proxies', '10.0.0.0/33'],
    {},
    /^--trusted-proxies must be addresses/,
  ],
  [
    'a switch that is neither yes nor no',
    [],
    { BECKON_BEHIND_PROXY: 'perhaps' },
    /^BECKON_BEHIND_PROXY must be yes or no/,
  ],
  ['a contact that is none', ['--web-push', 'it@clinic.example'], {}, /^--web-push must be off, on, or a contact/],
  ['a contact without an address', ['--web-push', 'mailto:it'], {}, /^--web-push must be off, on, or a contact/],
  ['an unknown flag', ['--prot', '1'], {}, /--prot/],
  ['a stray word', ['now'], {}, /now/],
];
for (const [name, args, env, message] of mistakes) {
  test(`${name} is refused by name`, () => {
    assert.throws(
      () => readConfig(args, env),
      (error) => error instanceof OptionError && message.test(error.message),
    );
  });
}

test('the table of options shows each flag, its variable and its standard value', () => {
  assert.match(describeOptions(), /--port NUMBER +BECKON_PORT +port .*\(7243\)/);
  assert.match(describeOptions(), /--max-recipients NUMBER +BECKON_MAX_RECIPIENTS .*\(1000\)/);
});
