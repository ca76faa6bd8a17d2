/** A decision has the numbers that it took, and no others. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOf } from './block.ts';
import type { Sequence } from './ids.ts';

test('a block gives its numbers one after another, and none that lies outside of it', () => {
  const block = blockOf(5000 as Sequence, 3);
  assert.deepEqual([block.at(0), block.at(1), block.at(2)], [5000, 5001, 5002]);
  for (const index of [3, -1]) assert.throws(() => block.at(index), RangeError);
});

test('a block of none says where the sequence stands, and has nothing to give', () => {
  const block = blockOf(5000 as Sequence, 0);
  assert.equal(block.first, 5000);
  assert.throws(() => block.at(0), RangeError);
});
