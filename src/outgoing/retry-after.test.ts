/** What Retry-After comes to. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterMsFrom } from './retry-after.ts';

const nowMs = Date.parse('2026-01-01T00:00:00Z');

test('Retry-After is seconds or a date, at most an hour ahead; what is neither says nothing', () => {
  const expected: readonly [string | undefined, number | undefined][] = [
    [undefined, undefined],
    ['0', 0],
    ['120', 120_000],
    ['86400', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 05:00:00 GMT', 3_600_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ];
  for (const [text, ms] of expected) {
    const headers = text === undefined ? {} : { 'retry-after': text };
    assert.equal(retryAfterMsFrom(headers, nowMs), ms, text);
  }
});
