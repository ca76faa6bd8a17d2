/** When the machine's clock is believed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSystemClock } from './clock.ts';
import type { DomainError } from './errors.ts';

function clockAt() {
  const now = { wallMs: 1_000_000, steadyMs: 0 };
  const clock = createSystemClock({ wallMs: () => now.wallMs, steadyMs: () => now.steadyMs, maxLeapMs: 1000 });
  return { now, clock };
}

test('time that passes on both counters is believed, however much', () => {
  const { now, clock } = clockAt();
  now.wallMs += 1_000_000;
  now.steadyMs += 1_000_000;
  assert.equal(clock.nowMs(), 2_000_000);
});

test('a leap within the allowance is believed, and one past it refused until the clock is mended', () => {
  const { now, clock } = clockAt();
  now.wallMs += 1000;
  assert.equal(clock.nowMs(), 1_001_000);
  now.wallMs += 1001;
  for (let attempt = 0; attempt < 2; attempt++) {
    assert.throws(
      () => clock.nowMs(),
      (error: DomainError) => error.refusal.code === 'clock-out-of-bounds',
    );
  }
  now.wallMs -= 1001;
  assert.equal(clock.nowMs(), 1_001_000);
});

test('a step back is passed on: accounts keep their own time from running backwards', () => {
  const { now, clock } = clockAt();
  now.wallMs -= 500_000;
  assert.equal(clock.nowMs(), 500_000);
});
