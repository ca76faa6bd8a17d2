/** When a window begins and ends, and that nothing in it makes it longer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WindowCounter } from './window-counter.ts';

test('a window begins with the first, ends a window later, and the next begins with nothing', () => {
  const counter = new WindowCounter({ windowMs: 60_000 });
  assert.deepEqual(counter.add('a', 0), { count: 1, endsInS: 60 });
  assert.deepEqual(counter.add('a', 59_001), { count: 2, endsInS: 1 });
  assert.deepEqual(counter.read('a', 60_000), { count: 0, endsInS: 60 });
  assert.deepEqual(counter.add('a', 70_000), { count: 1, endsInS: 60 });
  assert.deepEqual(counter.read('b', 70_000), { count: 0, endsInS: 60 });
});

test('a clock that was put back begins a new window', () => {
  const counter = new WindowCounter({ windowMs: 60_000 });
  counter.add('a', 3_600_000);
  assert.deepEqual(counter.add('a', 0), { count: 1, endsInS: 60 });
});

test('memory is bounded: whoever was quiet longest is forgotten first', () => {
  const counter = new WindowCounter({ windowMs: 60_000, maxKeys: 2 });
  for (const key of ['a', 'b', 'c']) counter.add(key, 0);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => counter.read(key, 0).count),
    [0, 1, 1],
  );
});
