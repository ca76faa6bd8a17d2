/** How dates are written in queries. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanFrom, timeFrom, untilFrom } from './queries.ts';

test('a day is its first moment, and a time without a zone is in UTC whosever days are meant', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  assert.equal(timeFrom('2026-11-23', 'dateFrom', 'UTC'), Date.UTC(2026, 10, 23));
  const forms = [
    '2026-11-23T12:00',
    '2026-11-23T12:00:00.000Z',
    '2026-11-23T14:00:00+02:00',
    // A plus sign that was not encoded arrives as a space.
    '2026-11-23T14:00:00 02:00',
    '2026-11-23T04:30:00-0730',
  ];
  for (const text of forms) assert.equal(timeFrom(text, 'dateFrom', 'Europe/Berlin'), noon, text);
});

for (const text of [
  '',
  'now',
  '2026',
  '23.11.2026',
  '2026-02-30',
  '2026-13-01',
  '2026-11-23 12:00',
  '2026-11-23T25:00',
  '1795474138415',
]) {
  test(`"${text}" is no date`, () => {
    assert.throws(() => timeFrom(text, 'dateFrom', 'UTC'), { message: 'invalid-parameter' });
  });
}

const hourMs = 3_600_000;

/** When the day begins there, as clocks in UTC show it, and how many hours it has. */
const days: readonly [zone: string, day: string, begins: string, hours: number][] = [
  ['UTC', '2026-11-30', '2026-11-30T00:00', 24],
  ['Europe/Berlin', '2026-11-30', '2026-11-29T23:00', 24],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00', 23],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00', 25],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00', 25],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00', 24.5],
  ['Asia/Kolkata', '2026-12-31', '2026-12-30T18:30', 24],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00', 24],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00', 23],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00', 0],
];
for (const [zone, day, begins, hours] of days) {
  test(`${day} in ${zone} begins at ${begins} and has ${hours} hours, all of which belong to it`, () => {
    const fromMs = timeFrom(day, 'dateFrom', zone);
    assert.equal(fromMs, Date.parse(`${begins}Z`));
    assert.equal(untilFrom(day, 'dateTo', zone) - fromMs, hours * hourMs);
  });
}

test('a span to a moment includes its millisecond, and a span of days is as long as they are', () => {
  const standard = { days: 1, nowMs: Date.UTC(2026, 9, 26), timeZone: 'Europe/Berlin' };
  const moment = spanFrom({ dateTo: '2026-10-25T12:00:00Z' }, standard);
  const noonMs = Date.UTC(2026, 9, 25, 12);
  assert.deepEqual(moment, { fromMs: noonMs - 24 * hourMs, untilMs: noonMs + 1 });
  const lastDay = spanFrom({ dateTo: '2026-10-25' }, standard);
  assert.equal((lastDay.untilMs ?? 0) - lastDay.fromMs, 25 * hourMs);
  const week = spanFrom({ dateTo: '2026-10-25' }, { ...standard, days: 7 });
  assert.equal(week.fromMs, timeFrom('2026-10-19', 'dateFrom', 'Europe/Berlin'));
  assert.deepEqual(spanFrom({}, standard), { fromMs: standard.nowMs - 24 * hourMs, untilMs: undefined });
});
