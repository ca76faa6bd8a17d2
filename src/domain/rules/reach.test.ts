/** Whom a page reaches, as a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extension } from '../extension.ts';
import { answer, idOf, numberOf } from './company.fixture.ts';
import { partyFrom, reachOf } from './reach.ts';
import { resolved } from './tables.fixture.ts';

const extensionOf = (number: string) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension;

const rows: [name: string, from: string, to: string[], reached: string[], skipped: string[], isMember: boolean][] = [
  ['people, in the order of their ids', '101', ['104', '102'], ['102', '104'], [], false],
  [
    'nobody who is not active, but says so',
    '101',
    ['102', '107', '108'],
    ['102'],
    ['107 Frozen', '108 Disabled'],
    false,
  ],
  ['the active members of a Department', '101', ['200'], ['102', '103'], ['107 Frozen'], false],
  ['not the sender, who is a member', '102', ['200'], ['103'], ['107 Frozen'], true],
  ['not the sender, who is named', '102', ['102', '104'], ['104'], [], false],
  ['nobody through a Department that is disabled', '101', ['204', '104'], ['104'], ['204 Disabled'], false],
  [
    'each once, though in two Departments and named',
    '104',
    ['102', '200', '203'],
    ['101', '102', '103'],
    ['107 Frozen'],
    false,
  ],
  [
    'says once of each who was skipped',
    '104',
    ['107', '200', '201'],
    ['102', '103'],
    ['107 Frozen', '108 Disabled'],
    false,
  ],
];
for (const [name, from, to, reached, skipped, isSenderMember] of rows) {
  test(`a page reaches ${name}`, () => {
    const reach = resolved({}, reachOf(idOf(from), to.map(extensionOf)));
    assert.deepEqual(reach.reachedIds.map(numberOf), reached);
    assert.deepEqual(
      reach.skipped.map(({ extensionNumber, reason }) => `${extensionNumber} ${reason}`),
      skipped,
    );
    assert.equal(reach.isSenderMember, isSenderMember);
  });
}

test('a party is shown by id, number and name alone', () => {
  assert.deepEqual(partyFrom(extensionOf('102')), { extensionId: 1102, extensionNumber: '102', name: 'Extension 102' });
});
