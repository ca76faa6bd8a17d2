/** Where lives begin: always further on, whatever the clock says, and for longer than anyone will run a server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sequence } from '../domain/ids.ts';
import { beginningAfter, newLife } from './lives.ts';

const now = Date.UTC(2026, 10, 30);
const day = 24 * 3600 * 1000;
const least = (_below: number) => 0;
const most = (below: number) => below - 1;
const beginAt = (next: number, nowMs: number, random = least) => beginningAfter(next as Sequence, nowMs, random);

test('a life begins past where the sequence ended, also with a clock that stands at 1970, in the past or in the year 9999', () => {
  for (const nowMs of [0, Date.UTC(2019, 1, 1), now, Date.UTC(2099, 1, 1), Date.UTC(9999, 1, 1)]) {
    for (const next of [1, 320_272_670_010, 10 ** 15, 2 ** 53 - 10 ** 9]) {
      for (const random of [least, most]) {
        const sequence = beginAt(next, nowMs, random);
        assert.ok(sequence > next, `${next} at ${nowMs}`);
        assert.ok(Number.isSafeInteger(sequence + 10 ** 6), `${next} at ${nowMs}`);
      }
    }
  }
});

test('with a clock that is right, a life begins past all that one can have written that began 2.4 hours before', () => {
  const lost = beginAt(1, now, most);
  const lostPages = 10 ** 6;
  assert.ok(beginAt(1, now + 2.4 * 3600 * 1000 + lostPages) > lost + lostPages);
});

test('with a clock that stands still, two lives of the same data begin elsewhere', () => {
  const begun = Array.from({ length: 100 }, () => beginningAfter(1 as Sequence, 0));
  assert.equal(new Set(begun).size, 100);
  assert.equal(new Set(Array.from({ length: 100 }, newLife)).size, 100);
});

test('two million starts, each as far on as can be, leave room for as many pages as ever', () => {
  let next = beginAt(1, Date.UTC(2099, 11, 31), most);
  for (let start = 0; start < 2_000_000; start++) next = beginAt(next, 0, most);
  assert.ok(2 ** 53 - next > 10 ** 14, String(next));
});

test('ids have 15 digits until the year 2051, which is what a spreadsheet keeps of a number', () => {
  assert.equal(String(beginAt(1, now, most)).length, 15);
  assert.equal(String(beginAt(1, Date.UTC(2051, 0, 1) - day, most)).length, 15);
});
