/** Whom `to` names, and who of them can receive. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PartyReference } from '../commands/messages.ts';
import type { Extension } from '../extension.ts';
import { answer, idOf, numbers } from './company.fixture.ts';
import { numbersOf, requireReceivers, resolveRecipients } from './recipients.ts';
import { refusalOf, resolved } from './tables.fixture.ts';

const resolve = (to: PartyReference[]) =>
  resolved({}, resolveRecipients(to)).map(({ extensionNumber }) => extensionNumber);
const extensionsOf = (...list: string[]) =>
  list.map((number) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension);

describe('a list of recipients', () => {
  test('names each once, by number or id, active or not, in the order named', () => {
    const to = [
      ...numbers('107', '102'),
      { extensionId: idOf('107') },
      { extensionId: idOf('103'), extensionNumber: '103' },
    ];
    assert.deepEqual(resolve(to), ['107', '102', '103']);
  });
  const rows: [name: string, to: PartyReference[], code: string, subject: string][] = [
    ['a number nobody has', numbers('102', '999'), 'unknown-referenced-resource', '999'],
    ['an id nobody has', [{ extensionId: idOf('999') }], 'unknown-referenced-resource', '1999'],
    ['neither number nor id', [{}], 'unknown-referenced-resource', 'undefined'],
    ['someone deleted, by id', [{ extensionId: idOf('199') }], 'unknown-referenced-resource', '1199'],
    [
      'a number and an id that disagree',
      [{ extensionId: idOf('103'), extensionNumber: '102' }],
      'recipient-number-mismatch',
      '102',
    ],
  ];
  for (const [name, to, code, subject] of rows) {
    test(`is refused with ${name}`, () => {
      assert.deepEqual(
        refusalOf(() => resolve(to)),
        { code, parameter: 'to', subject },
      );
    });
  }
});

describe('those who are named', () => {
  const refusal = (...list: string[]) => refusalOf(() => requireReceivers(extensionsOf(...list)));
  test('receive if they are people or Departments, and active', () => assert.equal(refusal('102', '200'), undefined));
  test('are refused together, by number, when of a type without a mailbox', () => {
    assert.deepEqual(refusal('102', '300', '107'), {
      code: 'recipient-cannot-receive',
      parameter: 'to',
      subject: '300',
    });
  });
  test('are refused together, by number, when not active', () => {
    assert.deepEqual(refusal('108', '102', '107', '204'), {
      code: 'recipient-inactive',
      parameter: 'to',
      subject: '107, 108, 204',
    });
  });
  test('are listed in the order of their numbers', () =>
    assert.equal(numbersOf(extensionsOf('103', '101', '102')), '101, 102, 103'));
});
