/** What keeps a text of others from turning what is beside it, as plain text. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanced, isolated, isolatedList } from '../../src/wire/isolate.ts';

const ward = 'غرفة';
const apart = (text: string) => `\u2068${text}\u2069`;

test('a name from right to left stands apart in a sentence, and one from left to right is left as it is', () => {
  assert.equal(isolated(ward), apart(ward));
  assert.equal(isolated('Zoë Łukasz 3.1 – 日本'), 'Zoë Łukasz 3.1 – 日本');
  assert.equal(isolatedList(['Jonas', '', undefined, ward, 'Bed 12'], ' · '), `Jonas · ${apart(ward)} · Bed 12`);
});

test('a name that ends in a mark turns nothing after it', () => {
  assert.equal(isolated('Desk\u202e'), apart('Desk\u202e'));
});

test('marks that would end the isolation early, or outlast it, are made up for', () => {
  assert.equal(balanced('a\u2069b'), 'ab');
  assert.equal(balanced('a\u2067b'), 'a\u2067b\u2069');
  assert.equal(balanced('\u2069\u2066a\u2069\u2069\u2068b'), '\u2066a\u2069\u2068b\u2069');
});

test('what is isolated already can be put into another sentence', () => {
  assert.equal(isolated(`to ${apart(ward)}`), apart(`to ${apart(ward)}`));
});
