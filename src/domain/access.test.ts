/** Who may read a thread, as a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asReadable, isParticipant, type Membership, memberSinceMs } from './access.ts';
import type { ExtensionId } from './ids.ts';
import type { Copy } from './message.ts';

const id = (number: number) => number as ExtensionId;
const conversation = { explicitIds: [id(1), id(2)], departmentIds: [id(20), id(21)] };
const inside = (...pairs: [department: number, joinedMs: number][]): Membership[] =>
  pairs.map(([department, joinedMs]) => ({ departmentId: id(department), joinedMs }));

const rows: [name: string, who: number, memberships: Membership[], isOnList: boolean, sinceMs: number | undefined][] = [
  ['someone named', 1, [], true, undefined],
  ['someone named who is also a member', 1, inside([20, 5]), true, 5],
  ['a member of one of its Departments', 3, inside([20, 5]), true, 5],
  ['a member of two of them, since the first', 3, inside([21, 9], [20, 5]), true, 5],
  ['a member of one, and of another company’s half for longer', 3, inside([30, 1], [20, 5]), true, 5],
  ['a member of none of them', 3, inside([30, 1]), false, undefined],
  ['a member of nothing', 3, [], false, undefined],
];
for (const [name, who, memberships, isOnList, sinceMs] of rows) {
  test(`${name} ${isOnList ? 'is' : 'is not'} on the list`, () => {
    assert.equal(isParticipant(conversation, id(who), memberships), isOnList);
    assert.equal(memberSinceMs(conversation, memberships), sinceMs);
  });
}

test('a copy is read as it is by who is named, as new as their return by a member, and by nobody else', () => {
  const copy = { isExplicit: false, lastModifiedMs: 10 } as Copy;
  const explicit = { ...copy, isExplicit: true };
  assert.equal(asReadable(explicit, undefined, []), explicit);
  assert.equal(asReadable(explicit, conversation, inside([20, 50])), explicit);
  assert.deepEqual(asReadable(copy, conversation, inside([20, 50])), { ...copy, lastModifiedMs: 50 });
  assert.deepEqual(asReadable(copy, conversation, inside([20, 5])), copy);
  assert.equal(asReadable(copy, conversation, inside([30, 5])), undefined);
  assert.equal(asReadable(copy, undefined, inside([20, 5])), undefined);
});
