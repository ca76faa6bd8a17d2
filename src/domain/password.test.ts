/** Which passwords are good enough, and for how long failures lock one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lockMs, type PasswordFault, passwordFault } from './password.ts';

const about = ['Jonas Lindqvist', 'Lindqvist', 'Jonas', 'Harbour Street Clinic'];
const rows: readonly [string, PasswordFault | undefined][] = [
  ['eleven char', 'too short'],
  ['twelve chars', undefined],
  ['🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦', 'too short'],
  ['x'.repeat(300), 'too long'],
  [`${'correct horse '.repeat(18)}end!`, undefined],
  ['PasswordPassword', 'too common'],
  ['abcabcabcabcabc', 'made of one repeated piece'],
  ['lindqvist1234', 'about its owner'],
  ['lindqvist and the sea', undefined],
  ['jonas swims at dawn', undefined],
  ['            1', undefined],
];
for (const [text, fault] of rows) {
  test(`"${text.slice(0, 30)}" is ${fault ?? 'good enough'}`, () => assert.equal(passwordFault(text, about), fault));
}

test('the first failures cost nothing, each later one twice as much as the one before, up to a quarter of an hour', () => {
  assert.deepEqual(
    [1, 4, 5, 6, 7, 10, 11, 50, 5000].map(lockMs),
    [0, 0, 15_000, 30_000, 60_000, 480_000, 900_000, 900_000, 900_000],
  );
});
