/** When a clock is believed, and how much of the time that it shows is sure. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ClockRecord, judgeClock, maxGapMs, provenAt, settleMs, type Trust } from './clock-judgement.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
const startMs = 1_700_000_000_000;

/** What the data know, what the clock shows in days after that, how long it has shown it; then what is made of it. */
const rows: [what: string, shownDays: number, stoodMs: number, trust: Trust, nowDays: number, sureDays: number][] = [
  ['a clock that goes on', 0, hourMs, 'proven', 0, 0],
  ['a long weekend switched off', 4, 0, 'proven', 4, 4],
  ['somewhat more', 4.01, 0, 'unbelieved', 0, 0],
  ['six weeks switched off, or 40 days wrong: at first', 40, 0, 'unbelieved', 0, 0],
  ['the same for not quite 15 seconds', 40, 14_999, 'unbelieved', 0, 0],
  ['the same after 15 seconds', 40, 15_000, 'doubtful', 40, 0],
  ['the same for not quite a day', 40, dayMs - 1, 'doubtful', 40, 0],
  ['the same after a day', 40, dayMs, 'proven', 40, 40],
  ['an hour back', -1 / 24, hourMs, 'proven', -1 / 24, -1 / 24],
  ['months behind at first', -200, 0, 'unbelieved', 0, -200],
  ['months behind after a while', -200, settleMs, 'doubtful', 0, -200],
  ['months behind after a day', -200, dayMs, 'proven', -200, -200],
];

for (const [what, shownDays, stoodMs, trust, nowDays, sureDays] of rows) {
  test(`${what}: ${trust}`, () => {
    const first = judgeClock(provenAt(startMs), startMs + shownDays * dayMs, 0);
    const shownMs = startMs + shownDays * dayMs + stoodMs;
    const then = judgeClock(first.record, shownMs, stoodMs);
    const days = (ms: number) => (ms - startMs - stoodMs) / dayMs;
    assert.deepEqual([then.trust, days(then.nowMs), days(then.sureMs)], [trust, nowDays, sureDays]);
  });
}

test('a leap towards where the clock was expected is a correction, believed at once', () => {
  const wrong = judgeClock(provenAt(startMs), startMs - 50 * 365 * dayMs, 0);
  const right = judgeClock(wrong.record, startMs + dayMs, hourMs);
  assert.deepEqual([right.trust, right.nowMs, right.sureMs], ['proven', startMs + dayMs, startMs + dayMs]);
});

test('small leaps add up to one that is doubted', () => {
  let record = provenAt(startMs);
  const trusts = [2, 4, 6].map((days) => {
    const judgement = judgeClock(record, startMs + days * dayMs, 0);
    record = judgement.record;
    return judgement.trust;
  });
  assert.deepEqual(trusts, ['proven', 'proven', 'unbelieved']);
});

test('what was watched before a restart counts afterwards', () => {
  const first = judgeClock(provenAt(startMs), startMs + 40 * dayMs, 0);
  const stood = judgeClock(first.record, startMs + 40.5 * dayMs, dayMs / 2);
  const restarted = judgeClock(stood.record, startMs + 42 * dayMs, 0);
  assert.equal(restarted.trust, 'doubtful');
  assert.equal(judgeClock(restarted.record, startMs + 42.5 * dayMs, dayMs / 2).trust, 'proven');
});

const wrongMs = [hourMs, 3 * dayMs, 8 * dayMs, 40 * dayMs, 40 * 365 * dayMs].flatMap((ms) => [ms, -ms]);
/** The clock is wrong for some hours, over a time in which the machine rests or is off, and then set right. */
const mishap = fc.record({
  offMs: fc.constantFrom(...wrongMs),
  restMs: fc.constantFrom(0, hourMs, 3 * dayMs, 20 * dayMs),
  wrongForMs: fc.integer({ min: 1, max: 10 * hourMs }),
  rightForMs: fc.integer({ min: 60_000, max: 40 * hourMs }),
});
type Mishap = typeof mishap extends fc.Arbitrary<infer T> ? T : never;

interface Reading {
  readonly judgement: ReturnType<typeof judgeClock>;
  readonly trueMs: number;
  /** For how long Beckon has run since the clock was last moved. */
  readonly stoodMs: number;
}

/** Runs Beckon through them, and then for a day and an hour with a clock that is right. */
function* live(mishaps: readonly Mishap[]): Generator<Reading> {
  let trueMs = startMs;
  let record: ClockRecord = provenAt(trueMs);
  function* run(forMs: number, offMs: number): Generator<Reading> {
    for (let stoodMs = 0; stoodMs < forMs; ) {
      const stepMs = Math.min(forMs - stoodMs, stoodMs < 60_000 ? 1000 : 10 * 60_000);
      stoodMs += stepMs;
      trueMs += stepMs;
      const judgement = judgeClock(record, trueMs + offMs, stepMs);
      record = judgement.record;
      yield { judgement, trueMs, stoodMs };
    }
  }
  for (const { offMs, restMs, wrongForMs, rightForMs } of mishaps) {
    trueMs += restMs;
    yield* run(wrongForMs, offMs);
    yield* run(rightForMs, 0);
  }
  yield* run(25 * hourMs, 0);
}

test('whatever a clock does that is mended within ten hours, what is sure is never more than four days past the truth', () => {
  fc.assert(
    fc.property(fc.array(mishap, { maxLength: 12 }), (mishaps) => {
      for (const { judgement, trueMs } of live(mishaps)) {
        assert.ok(judgement.sureMs <= Math.min(trueMs + maxGapMs, judgement.nowMs));
        assert.ok(judgement.latestMs >= judgement.nowMs);
      }
    }),
    { numRuns: 300 },
  );
});

test('a time that stands is dated by after 15 seconds, and the right one proven within a day', () => {
  fc.assert(
    fc.property(fc.array(mishap, { maxLength: 12 }), (mishaps) => {
      let trust: Trust = 'proven';
      for (const { judgement, stoodMs } of live(mishaps)) {
        trust = judgement.trust;
        assert.ok(trust !== 'unbelieved' || stoodMs <= settleMs + 1000);
      }
      assert.equal(trust, 'proven');
    }),
    { numRuns: 300 },
  );
});
