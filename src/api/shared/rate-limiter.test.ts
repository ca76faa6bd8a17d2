/** What the window forgives, what the penalty does not, and how much is remembered. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from './rate-limiter.ts';

const windowMs = 60_000;
const startMs = 1_700_000_000_000;

/** Each step: seconds since the start, and the requests left after it, or `no` if it was one too many. */
type Steps = readonly (readonly [atS: number, remaining: number | 'no'])[];

const tables: Readonly<Record<string, { readonly limit: number; readonly steps: Steps }>> = {
  'as many requests as the limit says pass, and not one more': {
    limit: 3,
    steps: [
      [0, 2],
      [0, 1],
      [0, 0],
      [0, 'no'],
    ],
  },
  'the window slides: a request is forgotten one window after it was made, not with the others': {
    limit: 2,
    steps: [
      [0, 1],
      [59, 0],
      [60, 0],
      [119, 0],
      [120, 0],
    ],
  },
  'two windows that touch never let twice the limit through': {
    limit: 2,
    steps: [
      [58, 1],
      [59, 0],
      [61, 'no'],
    ],
  },
  'a penalty lasts a whole window from the request that was one too many': {
    limit: 1,
    steps: [
      [0, 0],
      [59, 'no'],
      [118.999, 'no'],
    ],
  },
  'after a quiet window the penalty is over and the whole allowance back': {
    limit: 2,
    steps: [
      [0, 1],
      [0, 0],
      [30, 'no'],
      [90, 1],
      [90, 0],
    ],
  },
  'every request during a penalty begins it again': {
    limit: 1,
    steps: [
      [0, 0],
      [10, 'no'],
      [69, 'no'],
      [128, 'no'],
      [187, 'no'],
      [247, 0],
    ],
  },
  'a clock that was put back begins a new count': {
    limit: 1,
    steps: [
      [100, 0],
      [100, 'no'],
      [50, 0],
      [50, 'no'],
    ],
  },
};

for (const [name, { limit, steps }] of Object.entries(tables)) {
  test(name, () => {
    const limiter = new RateLimiter({ windowMs });
    const answers = steps.map(([atS]) => {
      const { remaining, isExceeded } = limiter.take('someone', limit, startMs + atS * 1000);
      return [atS, isExceeded ? 'no' : remaining];
    });
    assert.deepEqual(answers, steps);
  });
}

test('each is counted alone', () => {
  const limiter = new RateLimiter({ windowMs });
  assert.equal(limiter.take('a', 1, startMs).isExceeded, false);
  assert.equal(limiter.take('b', 1, startMs).isExceeded, false);
  assert.equal(limiter.take('a', 1, startMs).isExceeded, true);
});

test('a limit that was changed holds from the next request on', () => {
  const limiter = new RateLimiter({ windowMs });
  limiter.take('a', 1, startMs);
  assert.equal(limiter.take('a', 2, startMs).remaining, 1);
});

test('memory is bounded: whoever was quiet longest is forgotten first', () => {
  const limiter = new RateLimiter({ windowMs, maxTimes: 1000 });
  limiter.take('first', 1, startMs);
  for (let index = 0; index < 1000; index++) limiter.take(`other ${index}`, 1, startMs);
  assert.equal(limiter.take('first', 1, startMs).isExceeded, false);
  assert.equal(limiter.take('other 999', 1, startMs).isExceeded, true);
});
