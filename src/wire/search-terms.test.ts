/** How searches are read. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchTermsFrom } from './search-terms.ts';

const word = (text: string) => ({ text, isPrefix: false });
const prefix = (text: string) => ({ text, isPrefix: true });

const cases: readonly [search: string, terms: readonly object[]][] = [
  ['front desk', [word('front'), prefix('desk')]],
  ['"front desk" cal', [word('front desk'), prefix('cal')]],
  ['call "front desk"', [word('call'), word('front desk')]],
  ['"not closed', [word('not closed')]],
  ['one"two', [word('one'), word('two')]],
  [
    'a AND b OR NOT (c*) near:d -e +f',
    ['a', 'AND', 'b', 'OR', 'NOT', '(c*)', 'near:d', '-e'].map(word).concat(prefix('+f')),
  ],
  ['word !!!', [word('word')]],
  ['  \t ', []],
  ['!!! "" …', []],
  ['nul\0byte', [word('nul'), prefix('byte')]],
];
for (const [search, terms] of cases) {
  test(`${JSON.stringify(search)} is ${terms.length} terms, in order`, () => {
    assert.deepEqual(searchTermsFrom(search), terms);
  });
}

test('more than 64 terms are not looked for', () => {
  assert.equal(searchTermsFrom('a '.repeat(64))?.length, 64);
  assert.equal(searchTermsFrom('a '.repeat(65)), undefined);
});
