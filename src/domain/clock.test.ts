/** What the machine's clock tells while it is watched. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSystemClock } from './clock.ts';
import { provenAt } from './clock-judgement.ts';

const dayMs = 24 * 3600 * 1000;
const startMs = 1_700_000_000_000;

function clockAt() {
  const now = { wallMs: startMs, steadyMs: 0 };
  const clock = createSystemClock({ wallMs: () => now.wallMs, steadyMs: () => now.steadyMs });
  const pass = (ms: number) => {
    now.wallMs += ms;
    now.steadyMs += ms;
  };
  return { now, clock, pass };
}

test('time that passes on both counters is believed, however much', () => {
  const { clock, pass } = clockAt();
  pass(100 * dayMs);
  assert.equal(clock.isBelieved(), true);
  assert.deepEqual([clock.nowMs(), clock.sureMs()], [startMs + 100 * dayMs, startMs + 100 * dayMs]);
});

test('a leap of 8 days for five seconds dates nothing, and reading goes on by the steady counter', () => {
  const { now, clock, pass } = clockAt();
  now.wallMs += 8 * dayMs;
  pass(5000);
  assert.equal(clock.isBelieved(), false);
  assert.deepEqual([clock.nowMs(), clock.sureMs()], [startMs + 5000, startMs + 5000]);
  now.wallMs -= 8 * dayMs;
  assert.equal(clock.isBelieved(), true);
  assert.equal(clock.nowMs(), startMs + 5000);
});

test('a small step back is passed on: accounts keep their own time from running backwards', () => {
  const { now, clock } = clockAt();
  now.wallMs -= 500_000;
  assert.equal(clock.nowMs(), startMs - 500_000);
});

test('a clock is judged by what is recalled of it', () => {
  const { clock, pass } = clockAt();
  clock.recall(provenAt(startMs - 40 * dayMs));
  assert.equal(clock.isBelieved(), false);
  pass(16_000);
  assert.equal(clock.isBelieved(), true);
  assert.deepEqual([clock.nowMs(), clock.sureMs()], [startMs + 16_000, startMs - 40 * dayMs + 16_000]);
});
