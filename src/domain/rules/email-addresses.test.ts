/** Nobody is given an address that is another's, however it is capitalised. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Extension } from '../extension.ts';
import { answer, idOf, type World } from './company.fixture.ts';
import { changesToTakenAddresses, requireOwnAddress } from './email-addresses.ts';
import { refusalOf, resolved } from './tables.fixture.ts';

function having(number: string, email?: string, type: Extension['type'] = 'User'): Extension {
  const extension = answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension;
  return { ...extension, type, contact: email === undefined ? {} : { email } };
}

const taken = { code: 'email-taken', parameter: 'contact.email' } as const;
/** 104 has it. */
const world: World = {
  facts: { 'people-by-email': ({ email }) => (email === 'ada@a.example' ? [having('104', 'Ada@a.example')] : []) },
};

describe('an address', () => {
  const rows: [name: string, before: Extension | undefined, after: Extension, isTaken: boolean][] = [
    ['of another is refused, in any capitals', having('102'), having('102', 'ADA@a.example'), true],
    ['of another is refused to someone new', undefined, having('150', 'ada@a.example'), true],
    ['that nobody has is given', having('102'), having('102', 'bob@a.example'), false],
    ['may be written differently by who has it', having('104', 'ada@a.example'), having('104', 'ADA@a.example'), false],
    ['may be given to who is found with it', having('104'), having('104', 'ada@a.example'), false],
    ['that two share already may be kept', having('102', 'ada@a.example'), having('102', 'ada@a.example'), false],
    [
      'of a Department is no one’s to sign in with',
      having('200', undefined, 'Department'),
      having('200', 'ada@a.example', 'Department'),
      false,
    ],
    ['may be taken away', having('102', 'bob@a.example'), having('102'), false],
  ];
  for (const [name, before, after, isTaken] of rows) {
    test(name, () => {
      assert.deepEqual(
        refusalOf(() => resolved(world, requireOwnAddress({ before, after }))),
        isTaken ? taken : undefined,
      );
    });
  }
});

describe('of several changes made together', () => {
  const takenOf = (changes: [Extension | undefined, Extension][], where = world): string[] => {
    const pairs = changes.map(([before, after]) => ({ before, after }));
    const found = resolved(where, changesToTakenAddresses(pairs));
    return changes.filter((_, index) => found.has(pairs[index] as never)).map(([, after]) => after.extensionNumber);
  };
  test('those are found that would give another’s address', () => {
    const changes: [Extension, Extension][] = [
      [having('102'), having('102', 'ada@a.example')],
      [having('103'), having('103', 'bob@a.example')],
    ];
    assert.deepEqual(takenOf(changes), ['102']);
  });
  test('two may not get the same one', () => {
    const changes: [Extension, Extension][] = [
      [having('102'), having('102', 'bob@a.example')],
      [having('103'), having('103', 'Bob@a.example')],
    ];
    assert.deepEqual(takenOf(changes), ['102', '103']);
  });
  test('one may take what another gives up, and two may change theirs with one another', () => {
    assert.deepEqual(
      takenOf([
        [having('102'), having('102', 'ada@a.example')],
        [having('104', 'ada@a.example'), having('104')],
      ]),
      [],
    );
    const holders: World = {
      facts: { 'people-by-email': ({ email }) => [having(email === 'ada@a.example' ? '104' : '102', email)] },
    };
    const swap: [Extension, Extension][] = [
      [having('102', 'bob@a.example'), having('102', 'ada@a.example')],
      [having('104', 'ada@a.example'), having('104', 'bob@a.example')],
    ];
    assert.deepEqual(takenOf(swap, holders), []);
  });
  test('one may not get what another of them keeps', () => {
    const changes: [Extension, Extension][] = [
      [having('102'), having('102', 'ada@a.example')],
      [having('104', 'ada@a.example'), having('104', 'ada@a.example')],
    ];
    assert.deepEqual(takenOf(changes), ['102']);
  });
});
