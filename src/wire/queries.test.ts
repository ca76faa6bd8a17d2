/** How dates are written in queries. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeFrom } from './queries.ts';

test('a date is midnight, and a time without a zone is in UTC', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  assert.equal(timeFrom('2026-11-23', 'dateFrom'), Date.UTC(2026, 10, 23));
  const forms = [
    '2026-11-23T12:00',
    '2026-11-23T12:00:00.000Z',
    '2026-11-23T14:00:00+02:00',
    // A plus sign that was not encoded arrives as a space.
    '2026-11-23T14:00:00 02:00',
    '2026-11-23T04:30:00-0730',
  ];
  for (const text of forms) assert.equal(timeFrom(text, 'dateFrom'), noon, text);
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
    assert.throws(() => timeFrom(text, 'dateFrom'), { message: 'invalid-parameter' });
  });
}
