/** When a condition is logged, and what stands of those that were raised. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, createConditions } from './conditions.ts';

function given() {
  const lines: string[] = [];
  const line = (level: string) => (fields: object, text: string) => {
    lines.push(`${level} ${JSON.stringify(fields)} ${text}`);
  };
  const clock = { ms: 1000, nowMs: () => clock.ms };
  const log = { error: line('error'), warn: line('warn'), info: line('info') };
  return { lines, clock, conditions: createConditions({ clock, log }) };
}

const late: Condition = { code: 'late', sentence: 'It is late.', isBlocking: false };

test('a condition is logged once, however often it is raised, with what only the log may say', () => {
  const { lines, conditions } = given();
  conditions.raise({ ...late, detail: 'by 3 s' });
  conditions.raise({ ...late, detail: 'by 4 s' });
  assert.deepEqual(lines, ['warn {"condition":"late","detail":"by 3 s"} It is late.']);
});

test('it stands since it was first raised, and says what was said last', () => {
  const { clock, conditions } = given();
  conditions.raise(late);
  clock.ms = 2000;
  conditions.raise({ ...late, sentence: 'It is later.' });
  assert.deepEqual(conditions.standing(), [{ ...late, sentence: 'It is later.', sinceMs: 1000 }]);
});

test('one that begins to block is logged again, as an error, and comes first', () => {
  const { lines, conditions } = given();
  conditions.raise({ ...late, code: 'other' });
  conditions.raise(late);
  conditions.raise({ ...late, isBlocking: true });
  assert.equal(lines.at(-1), 'error {"condition":"late"} It is late.');
  assert.deepEqual(
    conditions.standing().map(({ code }) => code),
    ['late', 'other'],
  );
});

test('its end is logged once, and what is raised after it is new', () => {
  const { lines, clock, conditions } = given();
  conditions.raise(late);
  conditions.lower('late');
  conditions.lower('late');
  assert.deepEqual(conditions.standing(), []);
  clock.ms = 2000;
  conditions.raise(late);
  assert.equal(conditions.standing()[0]?.sinceMs, 2000);
  assert.equal(lines.length, 3);
});
