/** README beside what the program says of itself: its options, and its commands. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeOptions } from '../../src/process/options.ts';
import { beckon } from '../acceptance/beckon-command.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

test('the table of options in README has the flags, variables and standards that help has', () => {
  const row = /^\| --([\w-]+) \| (\w+) \| ([^|]*?) ?\|/gm;
  const written = [...readme.replaceAll('`', '').matchAll(row)].map(([, flag, variable, standard = '']) => {
    return `${flag} ${variable} ${standard}`;
  });
  const line = /^ +--([\w-]+)(?: [A-Z]+)? +(BECKON_\w+) +.*?(?: \(([^()]*)\))?$/gm;
  const said = [...describeOptions().matchAll(line)].map(([, flag, variable, standard = '']) => {
    return `${flag} ${variable} ${standard === 'none' ? '' : standard}`;
  });
  assert.ok(said.length > 20);
  assert.deepEqual(written.sort(), said.sort());
});

test('README and help name the same commands', async () => {
  const { stdout } = await beckon(['help']);
  const commands = stdout.slice(stdout.indexOf('Commands\n'), stdout.indexOf('\nOptions'));
  const said = [...commands.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
  const written = new Set([...readme.matchAll(/\.\/beckon (\w+)/g)].map(([, name]) => name));
  assert.deepEqual([...written].sort(), said.sort());
});
