/** What goes into the full-text index, and how it is asked. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holderTokens, matchExpression } from './search-words.ts';

const sender = JSON.stringify([101, '101', 'Sender']);
const reached = (count: number) => JSON.stringify(Array.from({ length: count }, (_, n) => 102 + n));

test('a page is indexed under everyone who holds it, its sender once, or as wide when they are many', () => {
  assert.equal(holderTokens(7, sender, reached(2)), 'a7e101 a7e102 a7e103');
  assert.equal(holderTokens(7, sender, '[101]'), 'a7e101');
  assert.equal(holderTokens(7, sender, reached(63)).split(' ').length, 64);
  assert.equal(holderTokens(7, sender, reached(64)), 'a7wide');
});

test('a search asks for the own pages and the wide ones of the account, and takes every term literally', () => {
  const terms = [
    { text: 'say "hi" OR', isPrefix: false },
    { text: '三時', isPrefix: true },
    { text: "l'hôpital", isPrefix: false },
  ];
  const words = '(text : "say hi or") AND (text : "三 時" *) AND (text : "l hopital" OR {text stems} : "hopital")';
  assert.equal(matchExpression(7, 101, terms), `holders : (a7e101 OR a7wide) AND ${words}`);
});
