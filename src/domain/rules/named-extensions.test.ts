/** Looking up those whom a list names. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactRequest } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { answer, idOf } from './company.fixture.ts';
import { isPerson, lookUp, maxRefusals } from './named-extensions.ts';
import { resolved } from './tables.fixture.ts';

const look = (numbers: string[]) => resolved({}, lookUp(numbers.map(idOf), 'ids', isPerson));

test('each who is there is found once, active or not', () => {
  assert.deepEqual(
    look(['103', '102', '103', '107']).found.map(({ extensionNumber }) => extensionNumber),
    ['103', '102', '107'],
  );
  assert.deepEqual(look(['103']).refusals, []);
});

test('who is not there, deleted, or of another kind is refused by name', () => {
  assert.deepEqual(look(['999', '199', '200', '102']).refusals, [
    { code: 'unknown-referenced-resource', parameter: 'ids', subject: '1999' },
    { code: 'unknown-referenced-resource', parameter: 'ids', subject: '1199' },
    { code: 'invalid-parameter', parameter: 'ids', subject: '1200' },
  ]);
});

test('a list that is wrong throughout is complained of up to twenty times', () => {
  const wrong = Array.from({ length: maxRefusals + 5 }, (_, index) => String(900 + index));
  assert.equal(look(wrong).refusals.length, maxRefusals);
  assert.equal(look(wrong.slice(5)).refusals.length, maxRefusals);
});

test('people are those who own a mailbox', () => {
  const typeOf = (number: string) =>
    answer({ kind: 'extension', extensionId: idOf(number) as ExtensionId } satisfies FactRequest, {});
  assert.deepEqual(
    ['102', '200', '300'].map((number) => isPerson(typeOf(number) as never)),
    [true, false, false],
  );
});
