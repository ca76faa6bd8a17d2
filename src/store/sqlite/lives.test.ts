/** When a life of a sequence begins, which are forgotten, and whose places hold then. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Moment } from '../../domain/clock.ts';
import type { AccountId, Sequence } from '../../domain/ids.ts';
import type { Place } from '../../domain/place.ts';
import { createLives, type Lives } from './lives.ts';
import { openDatabase } from './open-database.ts';

const accountId = 7 as AccountId;
const dayMs = 24 * 3600 * 1000;
const startMs = Date.UTC(2026, 10, 30);

/** An account, and the processes that write to it one after another. */
function account(t: TestContext) {
  const db = openDatabase(':memory:');
  t.after(() => db.raw.close());
  db.raw.exec(
    `INSERT INTO account (account_id, name, default_role, next_sequence, last_time_ms) VALUES (7, '', '', 1, 0)`,
  );
  let steadyMs = 0;
  let lives: Lives;
  const starts = () => {
    lives = createLives(db, () => steadyMs);
  };
  starts();
  const next = () => db.statement('SELECT next_sequence AS n FROM account').get()?.n as Sequence;
  return {
    starts,
    passes(ms: number) {
      steadyMs += ms;
    },
    /** Where its last write of the day stands. */
    writes(day: number, doubt: Partial<Moment> = {}): Place {
      const nowMs = startMs + day * dayMs;
      lives.begin([accountId], { nowMs, sureMs: nowMs, latestMs: nowMs, isBelieved: true, ...doubt })();
      db.statement('UPDATE account SET next_sequence = next_sequence + 10').run();
      return lives.placeOf(accountId, next());
    },
    holds: (place: Place) => lives.holds(accountId, place),
  };
}

/** A process on each of the days. */
function written(t: TestContext, days: readonly number[]) {
  const one = account(t);
  return {
    ...one,
    placeOn: new Map(
      days.map((day) => {
        one.starts();
        return [day, one.writes(day)];
      }),
    ),
  };
}

test('a life is forgotten once no token can be from it, and the places of all others hold', (t) => {
  const { placeOn, holds } = written(t, [0, 10, 37, 39, 70, 100]);
  const held = [...placeOn].filter(([, place]) => holds(place)).map(([day]) => day);
  assert.deepEqual(held, [0, 37, 39, 70, 100]);
});

test('a clock that is far ahead, and doubted, forgets none', (t) => {
  const { placeOn, holds, starts, writes } = written(t, [0, 10, 20, 30]);
  starts();
  writes(400, { sureMs: startMs + 31 * dayMs });
  assert.deepEqual([...placeOn.values()].map(holds), [true, true, true, true]);
});

test('a clock that is far behind begins no life where one of the time that it may be can have written', (t) => {
  const late = account(t).writes(300);
  const behind = account(t).writes(-300, { latestMs: startMs + 301 * dayMs });
  assert.ok(behind.sequence > late.sequence);
});

test('one process goes on in its life for a day, whatever the clock shows, and then begins another', (t) => {
  const { writes, passes, holds } = account(t);
  const first = writes(0);
  passes(dayMs - 1);
  const later = writes(300);
  assert.deepEqual([later.life, later.sequence], [first.life, first.sequence + 10]);
  passes(1);
  assert.notEqual(writes(1).life, first.life);
  assert.ok(holds(first) && holds(later));
});

test('what lies between two lives holds for nobody', (t) => {
  const { writes, starts, holds } = account(t);
  const first = writes(0);
  starts();
  writes(1);
  assert.ok(holds(first));
  assert.equal(holds({ ...first, sequence: (first.sequence + 1) as Sequence }), false);
});
