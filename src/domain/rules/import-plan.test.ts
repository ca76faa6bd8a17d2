/** Who is who in an import, while nobody who comes with it has an id. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../effect.ts';
import type { Extension } from '../extension.ts';
import type { ImportEntry } from '../people-import.ts';
import { accountId, decideIn, idOf, type World } from './company.fixture.ts';

function person(extensionNumber: string, email: string): Extension {
  return {
    ...{ accountId, extensionId: idOf(extensionNumber), extensionNumber, type: 'User', status: 'Enabled' },
    ...{ name: extensionNumber, contact: { email }, roles: ['user'], isDeleted: false },
  };
}

function importing(entries: readonly ImportEntry[], isDryRun = false, facts: World['facts'] = {}) {
  const command = { kind: 'import-people', accountId, actor: 'operator', entries, isDryRun } as const;
  const { result, effects, taken } = decideIn({ facts }, command);
  assert.ok(result.ok, JSON.stringify(result));
  return { steps: result.value, effects, taken };
}

const briefly = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'member-joined' || effect.kind === 'member-left'
      ? [`${effect.extensionId} ${effect.kind === 'member-joined' ? 'joins' : 'leaves'} ${effect.departmentId}`]
      : [],
  );

const ward: ImportEntry = { extensionNumber: '250', type: 'Department', contact: { firstName: 'Ward' } };

test('people join a Department that comes with the same file, before it or after it', () => {
  const { steps, effects } = importing([
    { extensionNumber: '150', contact: {}, departments: ['250'] },
    ward,
    { extensionNumber: '105', contact: {}, departments: ['250', '200'] },
  ]);
  assert.deepEqual(
    steps.map(({ extensionId }) => extensionId),
    [5000, 5001, idOf('105')],
  );
  assert.deepEqual(briefly(effects), [
    '5000 joins 5001',
    `${idOf('105')} joins 5001`,
    `${idOf('105')} joins ${idOf('200')}`,
  ]);
});

test('one who is there stays in the Departments that their line names, and leaves the others', () => {
  const { effects } = importing([{ extensionNumber: '102', contact: {}, departments: ['203', '205'] }]);
  const [id, departments] = [idOf('102'), ['200', '204'].map(idOf)];
  assert.deepEqual(briefly(effects), [
    `${id} joins ${idOf('205')}`,
    ...departments.map((department) => `${id} leaves ${department}`),
  ]);
});

test('a dry run names the ids that new people would have, and uses up none', () => {
  const entries = [{ extensionNumber: '150', contact: {} }, ward];
  const dry = importing(entries, true);
  assert.deepEqual([dry.taken, dry.effects], [0, []]);
  const real = importing(entries);
  assert.equal(real.taken, 3);
  assert.deepEqual(dry.steps, real.steps);
});

const mailed = (number: string, email: string): ImportEntry => ({ extensionNumber: number, contact: { email } });
const [one, two] = ['one@company.example', 'two@company.example'];

test('two new people cannot have one address, nor anyone new that of somebody who keeps it', () => {
  const reasons = (entries: readonly ImportEntry[]) =>
    importing(entries, true, {
      'people-by-email': ({ email }) => (email === two ? [person('103', two)] : []),
    }).steps.map(({ problems }) => problems.map(({ reason }) => reason));
  assert.deepEqual(reasons([mailed('150', one), mailed('151', one)]), [['email-taken'], ['email-taken']]);
  assert.deepEqual(reasons([mailed('150', one), mailed('151', two)]), [[], ['email-taken']]);
  assert.deepEqual(reasons([mailed('150', two), mailed('103', one)]), [[], []]);
});

test('two people may exchange their addresses', () => {
  const holders: Readonly<Record<string, Extension>> = { [one]: person('102', one), [two]: person('103', two) };
  const { steps } = importing([mailed('102', two), mailed('103', one)], true, {
    'people-by-email': ({ email }) => [holders[email] as Extension],
    'extension-by-number': ({ extensionNumber }) => person(extensionNumber, extensionNumber === '102' ? one : two),
  });
  assert.deepEqual(
    steps.map(({ problems, changes }) => [problems, changes]),
    [
      [[], ['contact']],
      [[], ['contact']],
    ],
  );
});
