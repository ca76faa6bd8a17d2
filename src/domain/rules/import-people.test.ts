/** What an import asks and says of files that repeat themselves. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportEntry } from '../people-import.ts';
import { accountId, decideIn, factsAskedIn } from './company.fixture.ts';

function importing(entries: ImportEntry[]) {
  return { kind: 'import-people', accountId, actor: 'operator', entries, isDryRun: true } as const;
}

const membershipsAsked = (entries: ImportEntry[]) =>
  factsAskedIn({}, importing(entries)).filter(({ kind }) => kind === 'memberships-of').length;

test('a number that stands on many lines is looked at once, however often it is refused', () => {
  const entries = Array.from({ length: 50 }, (_, index) => ({
    ...{ line: index + 2, extensionNumber: '102', contact: {}, departments: ['200', '999'] },
  }));
  assert.equal(membershipsAsked(entries), 1);
  const { result } = decideIn({}, importing(entries));
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.map(({ problems }) => problems.map(({ reason }) => reason)),
    [['unknown-department'], ...Array.from({ length: 49 }, () => ['twice'])],
  );
});

test('a line whose e-mail address is none is refused at that column', () => {
  const { result } = decideIn({}, importing([{ extensionNumber: '102', contact: { email: 'nomail' } }]));
  assert.ok(result.ok);
  assert.deepEqual(result.value[0]?.problems, [{ column: 'email', value: 'nomail', reason: 'invalid-value' }]);
});

test('whoever’s line names no Departments is not asked for theirs', () => {
  assert.equal(membershipsAsked([{ extensionNumber: '102', status: 'Disabled', contact: {} }]), 0);
});

test('a Department that a line names again counts once, and is complained of once', () => {
  const departments = ['999', '202', '999', '202', '202'];
  const { result } = decideIn({}, importing([{ extensionNumber: '102', contact: {}, departments }]));
  assert.ok(result.ok);
  const [step] = result.value;
  assert.deepEqual(
    step?.problems.map(({ value }) => value),
    ['999'],
  );
  assert.deepEqual(
    step?.changes.filter((change) => change.startsWith('+')),
    ['+202'],
  );
});
