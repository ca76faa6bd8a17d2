/** What an import asks, says and does, line by line. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ImportPeople } from '../commands/company.ts';
import type { Effect } from '../effect.ts';
import type { Extension } from '../extension.ts';
import type { ExtensionId, SessionId } from '../ids.ts';
import type { ImportEntry, ImportStep } from '../people-import.ts';
import { accountId, answer, decideIn, factsAskedIn, idOf, type World } from './company.fixture.ts';
import {
  administrator,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  isForAdministrators,
  nextSequence,
  nowMs,
  refuses,
  sessionWith,
} from './tables.fixture.ts';

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

const extensionOf = (number: string) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension;

function bringing(entries: ImportEntry[], more: Partial<ImportPeople> = {}): ImportPeople {
  return { kind: 'import-people', accountId, actor: administrator, entries, isDryRun: false, ...more };
}

function someoneNew(place: number, extensionNumber: string, more: Partial<Extension> = {}): Extension {
  return {
    ...{ accountId, extensionId: (nextSequence + place) as ExtensionId, extensionNumber, type: 'User' },
    ...{ status: 'Enabled', name: `Extension ${extensionNumber}`, contact: {}, roles: ['user'], isDeleted: false },
    ...more,
  };
}
const put = (extension: Extension): Effect => ({ kind: 'extension-put', extension, modifiedSeq: nextSequence });
const joins = (department: ExtensionId, extensionId: ExtensionId): Effect => ({
  ...{ kind: 'member-joined', departmentId: department, extensionId, joinedSeq: nextSequence, joinedMs: nowMs },
});
const leaves = (department: ExtensionId, extensionId: ExtensionId): Effect => {
  return { kind: 'member-left', departmentId: department, extensionId, leftSeq: nextSequence };
};

/** What an import does, but for the words it leaves in the audit trail. */
function done(command: ImportPeople, world: World = {}): Effect[] {
  const { result, effects } = decideIn(world, command);
  assert.ok(result.ok, JSON.stringify(result));
  return effects.filter(({ kind }) => kind !== 'audit-recorded');
}

function stepsOf(command: ImportPeople, world: World = {}): readonly ImportStep[] {
  const { result } = decideIn(world, command);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('an import', () => {
  test('makes who is new, with the next ids, and the Departments that the same file brings', () => {
    const entries: ImportEntry[] = [
      { extensionNumber: '150', contact: { firstName: 'Ada' }, departments: ['250', '200'] },
      { extensionNumber: '250', type: 'Department', status: 'Disabled', contact: {} },
    ];
    const person = someoneNew(0, '150', { name: 'Ada', contact: { firstName: 'Ada' } });
    const department = someoneNew(1, '250', { type: 'Department', status: 'Disabled', roles: [] });
    assert.deepEqual(done(bringing(entries)), [
      put(person),
      joins(department.extensionId, person.extensionId),
      joins(idOf('200'), person.extensionId),
      put(department),
    ]);
    assert.equal(decideIn({}, bringing(entries)).taken, 3);
    assert.deepEqual(
      stepsOf(bringing(entries)).map(({ action, changes }) => [action, changes]),
      [
        ['create', ['+250', '+200']],
        ['create', []],
      ],
    );
  });
  test('changes only what a line says and is not so', () => {
    const after = { ...extensionOf('102'), contact: { firstName: 'Ada' }, name: 'Ada' };
    const command = bringing([{ extensionNumber: '102', contact: { firstName: 'Ada' } }]);
    assert.deepEqual(
      stepsOf(command).map(({ action, changes }) => [action, changes]),
      [['update', ['contact']]],
    );
    assert.deepEqual(done(command), [put(after)]);
    assert.equal(decideIn({}, command).taken, 1);
    const same: World = {
      facts: { 'extension-by-number': () => ({ ...after, contact: { firstName: 'Ada', jobTitle: 'x' } }) },
    };
    decides(same, bringing([{ extensionNumber: '102', status: 'Enabled', contact: { firstName: 'Ada' } }]), {
      effects: [],
    });
    const partly = bringing([{ extensionNumber: '102', contact: { firstName: 'Ada', jobTitle: 'y' } }]);
    assert.deepEqual(stepsOf(partly, same)[0]?.action, 'update');
  });
  test('moves people between Departments, without touching who they are', () => {
    const extensionId = idOf('102');
    const moving = bringing([{ extensionNumber: '102', contact: {}, departments: ['200', '201'] }]);
    assert.deepEqual(stepsOf(moving)[0]?.changes, ['+201', '-203', '-204']);
    assert.deepEqual(done(moving), [
      joins(idOf('201'), extensionId),
      leaves(idOf('203'), extensionId),
      leaves(idOf('204'), extensionId),
    ]);
  });
  test('signs out whoever is no longer active, and the browsers that are woken', () => {
    const world: World = {
      facts: {
        'living-sessions': ({ extensionId }) => [sessionWith(`of ${extensionId}`, { extensionId })],
        'devices-of': () => [deviceOf('d', { sessionId: 'of 1102' as SessionId })],
      },
    };
    const entries: ImportEntry[] = [
      { extensionNumber: '102', status: 'Frozen', contact: {} },
      { extensionNumber: '103', status: 'Enabled', contact: { firstName: 'Bob' } },
      { extensionNumber: '107', status: 'Disabled', contact: {} },
      { extensionNumber: '150', status: 'Disabled', contact: {} },
    ];
    assert.deepEqual(
      stepsOf(bringing(entries), world).map(({ changes }) => changes),
      [['status'], ['contact'], ['status'], []],
    );
    const ended = done(bringing(entries), world).filter(({ kind }) => /ended|deleted/.test(kind));
    assert.deepEqual(ended, [endedNow('of 1102'), deletedSubscription('d')]);
  });
  test('does nothing on trial, and nothing where all is so already', () => {
    assert.deepEqual(done(bringing([{ extensionNumber: '150', contact: {} }], { isDryRun: true })), []);
    const keeping = bringing([{ extensionNumber: '102', contact: {} }]);
    assert.deepEqual(
      stepsOf(keeping).map(({ action }) => action),
      ['keep'],
    );
    decides({}, keeping, { effects: [] });
  });
  test('is for administrators and the operator', () => {
    const importing = bringing([{ extensionNumber: '150', contact: {} }]);
    isForAdministrators(importing, 'AddRemoveUsers');
    assert.ok(decideIn({}, { ...importing, actor: 'operator' }).result.ok);
  });
  test('tells in the trail of the whole, and of each who changed', () => {
    const { effects } = decideIn({}, bringing([{ extensionNumber: '150', contact: {}, departments: ['200'] }]));
    const details = { extensionNumber: '150', type: 'User', status: 'Enabled', roles: ['user'] };
    assert.deepEqual(
      effects.filter(({ kind }) => kind === 'audit-recorded'),
      [
        entry(['import-people', null, { created: 1, updated: 0 }]),
        entry(['create-extension', '5000', { ...details, joinedDepartmentIds: [idOf('200')], isImport: true }]),
      ],
    );
  });
});

describe('an invitation of an import', () => {
  const entries: ImportEntry[] = [
    { extensionNumber: '102', contact: { firstName: 'Ada' } },
    { extensionNumber: '150', contact: {} },
    { extensionNumber: '151', status: 'Disabled', contact: {} },
    { extensionNumber: '250', type: 'Department', contact: {} },
    { extensionNumber: '152', status: 'NotActivated', contact: {} },
  ];
  const expiresMs = nowMs + 10;
  const invitations = { tokenHashes: ['a', 'b', 'c', 'd', 'e'], lifeMs: 10 };
  const invited = (place: number, tokenHash: string): Effect => {
    const extensionId = (nextSequence + place) as ExtensionId;
    return { kind: 'invitation-put', invitation: { extensionId, tokenHash, expiresMs } };
  };
  const madeBy = (more: Partial<ImportPeople>) =>
    done(bringing(entries, more)).filter(({ kind }) => kind === 'invitation-put');
  const until = (more: Partial<ImportPeople>) =>
    stepsOf(bringing(entries, { invitations, ...more })).map(({ invitedUntilMs }) => invitedUntilMs);

  test('is made for whoever is new and signs in, with the link of their own line', () => {
    assert.deepEqual(madeBy({ invitations }), [invited(0, 'b'), invited(3, 'e')]);
    assert.deepEqual(until({}), [undefined, expiresMs, undefined, undefined, expiresMs]);
  });
  test('is made for nobody unless asked for, nor on trial, nor without a link', () => {
    assert.deepEqual(madeBy({}), []);
    assert.deepEqual(until({ isDryRun: true }), Array(5).fill(undefined));
    assert.deepEqual(madeBy({ invitations: { ...invitations, tokenHashes: ['a', 'b'] } }), [invited(0, 'b')]);
  });
  test('leaves a word for each', () => {
    const words = decideIn({}, bringing(entries, { invitations })).effects.flatMap((effect) =>
      effect.kind === 'audit-recorded' && effect.entry.action === 'invite' ? [effect.entry] : [],
    );
    const told = words.map(({ target, details }) => [target, details]);
    assert.deepEqual(told, [
      ['5000', { expiresMs }],
      ['5003', { expiresMs }],
    ]);
  });
});

describe('a line of an import is refused', () => {
  type Row = [name: string, entry: ImportEntry, problems: [column: string, value: string, reason: string][]];
  const rows: Row[] = [
    ['of another type', { extensionNumber: '102', type: 'Department', contact: {} }, [['type', '102', 'other-type']]],
    [
      'when a Department is to be in Departments',
      { extensionNumber: '200', contact: {}, departments: ['201'] },
      [['departments', '200', 'not-a-person']],
    ],
    [
      'when a new Department is to be in Departments',
      { extensionNumber: '250', type: 'Department', contact: {}, departments: ['201'] },
      [['departments', '250', 'not-a-person']],
    ],
    [
      'with a Department that is none, whatever else is wrong',
      { extensionNumber: '102', type: 'Department', contact: {}, departments: ['103'] },
      [
        ['type', '102', 'other-type'],
        ['departments', '103', 'unknown-department'],
      ],
    ],
    [
      'with what another has, whatever else is wrong',
      { extensionNumber: '102', type: 'Department', contact: { email: 'ada@a.example' } },
      [
        ['type', '102', 'other-type'],
        ['email', 'ada@a.example', 'email-taken'],
      ],
    ],
    [
      'that leaves nobody to administer, whatever else is wrong',
      { extensionNumber: '101', type: 'Department', status: 'Frozen', contact: {} },
      [
        ['type', '101', 'other-type'],
        ['status', '101', 'last-administrator'],
      ],
    ],
  ];
  const world: World = { facts: { 'people-by-email': ({ email }) => (email === '' ? [] : [extensionOf('104')]) } };
  for (const [name, line, problems] of rows) {
    test(name, () => {
      const [step] = stepsOf(bringing([line], { isDryRun: true }), world);
      assert.deepEqual(
        step?.problems.map(({ column, value, reason }) => [column, value, reason]),
        problems,
      );
      assert.equal(step?.action, 'refuse');
      const { result, effects } = decideIn(world, bringing([line]));
      assert.deepEqual([result.ok, effects], [false, []]);
    });
  }
  test('not for saying what it is, nor for naming no Departments', () => {
    const entries: ImportEntry[] = [
      { extensionNumber: '102', type: 'User', contact: {} },
      { extensionNumber: '200', contact: {}, departments: [] },
    ];
    decides({}, bringing(entries), { effects: [] });
  });
  test('with its number, where it stands on an earlier line as well', () => {
    const twice = [2, 3].map((line) => ({ line, extensionNumber: '150', contact: {} }));
    const refusal = { code: 'extension-number-taken', parameter: 'extensionNumber', subject: '150', line: 3 } as const;
    refuses({}, bringing(twice), refusal);
  });
  test('at the line of the last administrator alone', () => {
    const entries: ImportEntry[] = ['102', '101'].map((extensionNumber) => {
      return { extensionNumber, status: 'Frozen', contact: {} };
    });
    const counts = (roles: World['roles']) =>
      stepsOf(bringing(entries, { isDryRun: true }), roles ? { roles } : {}).map(({ problems }) => problems.length);
    assert.deepEqual(counts(undefined), [0, 1]);
    assert.deepEqual(counts({ '103': ['administrator'] }), [0, 0]);
  });
});
