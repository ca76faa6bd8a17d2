/** How options are read. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOptions, OptionError, readConfig } from './config.ts';

test('without flags or environment every option has its standard value', () => {
  assert.deepEqual(readConfig([], {}), {
    port: 7243,
    host: '127.0.0.1',
    data: 'data',
    publicUrl: undefined,
    logLevel: 'info',
    maxRecipients: 1000,
    maxThreadAgeDays: 0,
    exportDays: 7,
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

const mistakes: [string, string[], NodeJS.ProcessEnv, RegExp][] = [
  ['a port that is no number', ['--port', 'x'], {}, /^--port must be a whole number from 0 to 65535, not "x"$/],
  ['a port out of range', [], { BECKON_PORT: '65536' }, /^BECKON_PORT must be/],
  ['an empty folder', ['--data='], {}, /^--data must be not empty/],
  ['an unknown log level', ['--log-level', 'loud'], {}, /^--log-level must be one of fatal, /],
  ['a public URL of another kind', ['--public-url', 'ftp://x'], {}, /^--public-url must be an http or https URL/],
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
