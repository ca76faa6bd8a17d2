/** Who is dead, who holds what, and that an epoch never comes again: the same for every engine. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tending } from '../domain/leases.ts';
import { type KeptLeases, leave, tend } from './leases.ts';

const nothing: KeptLeases = { signs: [], leases: [] };
const tending = (holderId: string, more: Partial<Tending> = {}): Tending => ({
  ...{ holderId, lifeMs: 1000, wanted: ['a'], returned: [], silent: [], isAlone: false },
  ...more,
});
const sign = (holderId: string, beats: number) => ({ holderId, beats, lifeMs: 1000 });

describe('a lease', () => {
  const held = tend(nothing, tending('first')).kept;

  test('is acquired by whoever wants it first, and kept with each sign of life, by the same epoch', () => {
    assert.deepEqual(tend(nothing, tending('first')).tended.held, [{ name: 'a', epoch: 1 }]);
    assert.deepEqual(tend(held, tending('first')).tended.held, [{ name: 'a', epoch: 1 }]);
    assert.deepEqual(tend(held, tending('second')).tended.held, []);
  });

  const rows: Record<string, { more: Partial<Tending>; isTaken: boolean }> = {
    'not taken from whoever gave a sign since': { more: { silent: [sign('first', 0)] }, isTaken: false },
    'taken from whoever gave none': { more: { silent: [sign('first', 1)] }, isTaken: true },
    'taken by whoever is known to be alone': { more: { isAlone: true }, isTaken: true },
    'not given back in the name of another': { more: { returned: [{ name: 'a', epoch: 1 }] }, isTaken: false },
  };
  for (const [name, { more, isTaken }] of Object.entries(rows)) {
    test(`is ${name}`, () => {
      const { tended, kept } = tend(held, tending('second', more));
      assert.deepEqual(tended.held, isTaken ? [{ name: 'a', epoch: 2 }] : []);
      assert.deepEqual(kept.signs.map(({ holderId }) => holderId).sort(), isTaken ? ['second'] : ['first', 'second']);
    });
  }

  test('that was given back, or left, goes to the next by a higher epoch', () => {
    const returned = [{ name: 'a', epoch: 1 }];
    const given = tend(held, tending('first', { wanted: [], returned })).kept;
    for (const free of [given, leave(held, 'first')]) {
      assert.deepEqual(tend(free, tending('second')).tended.held, [{ name: 'a', epoch: 2 }]);
    }
    assert.deepEqual(leave(held, 'first').signs, []);
  });

  test('that was acquired by another meanwhile is not given back by its former holder', () => {
    const { kept } = tend(held, tending('second', { silent: [sign('first', 1)] }));
    const late = tend(kept, tending('first', { returned: [{ name: 'a', epoch: 1 }] }));
    assert.deepEqual(late.tended, { held: [], others: [sign('second', 1)], wasDead: true });
    assert.deepEqual(tend(late.kept, tending('second')).tended.held, [{ name: 'a', epoch: 2 }]);
  });

  test('of whoever was taken for dead is still theirs if nobody wanted it', () => {
    const { kept } = tend(held, tending('second', { wanted: [], silent: [sign('first', 1)] }));
    const { held: again } = tend(kept, tending('first')).tended;
    assert.deepEqual(
      again.map(({ name }) => name),
      ['a'],
    );
  });
});
