/** Changing the members and managers of Departments: all of a change, or none of it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChangeMembers, SetManagers } from '../commands/company.ts';
import type { Effect } from '../effect.ts';
import { accountId, actorOf, decideIn, idOf } from './company.fixture.ts';
import { administrator, decides, entry, isForAdministrators, nextSequence, nowMs, refuses } from './tables.fixture.ts';

type Change = [department: string, added: string[], removed: string[]];

function change(changes: Change[], by = '101'): ChangeMembers {
  return {
    ...{ kind: 'change-members', accountId, actor: actorOf(by) },
    changes: changes.map(([department, added, removed]) => {
      return { departmentId: idOf(department), addedIds: added.map(idOf), removedIds: removed.map(idOf) };
    }),
  };
}

const joins = (department: string, number: string): Effect => ({
  ...{ kind: 'member-joined', departmentId: idOf(department), extensionId: idOf(number) },
  ...{ joinedSeq: nextSequence, joinedMs: nowMs },
});
const leaves = (department: string, number: string): Effect => {
  return { kind: 'member-left', departmentId: idOf(department), extensionId: idOf(number), leftSeq: nextSequence };
};
const wordOf = ([department, added, removed]: Change): Effect =>
  entry(['change-members', String(idOf(department)), { addedIds: added.map(idOf), removedIds: removed.map(idOf) }]);

describe('changing members', () => {
  test('opens and closes what is not so yet, each once', () => {
    const changes: Change[] = [['200', ['104', '104', '102'], ['103', '103', '105']]];
    decides({}, change(changes), {
      value: null,
      effects: [joins('200', '104'), leaves('200', '103'), wordOf(['200', ['104'], ['103']])],
    });
  });
  test('of several Departments leaves a word for each that changed', () => {
    decides(
      {},
      change([
        ['200', ['104'], []],
        ['201', [], ['102']],
        ['202', ['105'], []],
      ]),
      {
        effects: [
          ...[joins('200', '104'), wordOf(['200', ['104'], []])],
          ...[joins('202', '105'), wordOf(['202', ['105'], []])],
        ],
      },
    );
  });
  test('takes what several items say of one Department together', () => {
    decides(
      {},
      change([
        ['200', ['104'], []],
        ['200', ['105'], ['102']],
      ]),
      {
        effects: [
          ...[joins('200', '104'), joins('200', '105'), leaves('200', '102')],
          wordOf(['200', ['104', '105'], ['102']]),
        ],
      },
    );
    refuses(
      {},
      change([
        ['200', ['104'], []],
        ['200', [], ['104']],
      ]),
      {
        ...{ code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: '1104' },
      },
    );
  });
  test('that changes nothing leaves nothing', () => {
    decides({}, change([['200', ['102'], ['105']]]), { value: null, effects: [] });
    decides({}, change([]), { value: null, effects: [] });
  });
  test('is done by who manages the Department', () => {
    assert.ok(decideIn({}, change([['200', ['104'], []]], '103')).result.ok);
    refuses({}, change([['203', ['104'], []]], '103'), { code: 'missing-user-permission', subject: 'UserGroups' });
  });
  test('removes also those who are no people any more', () => {
    assert.ok(decideIn({}, change([['200', [], ['107']]])).result.ok);
    assert.ok(decideIn({}, change([['200', [], ['300']]])).result.ok);
  });
});

describe('members are not changed', () => {
  const unknown = (parameter: string, subject: string) =>
    ({ code: 'unknown-referenced-resource', parameter, subject }) as const;
  const rows: [name: string, changes: Change[], refusal: Parameters<typeof refuses>[2]][] = [
    ['of a Department that is not there', [['298', [], []]], unknown('departmentId', '1298')],
    ['of one that is deleted', [['206', [], []]], unknown('departmentId', '1206')],
    ['of a person', [['102', [], []]], unknown('departmentId', '1102')],
    ['by adding someone unknown', [['200', ['999'], []]], unknown('addedExtensionIds', '1999')],
    ['by adding someone deleted', [['200', ['199'], []]], unknown('addedExtensionIds', '1199')],
    [
      'by adding a Department',
      [['200', ['201'], []]],
      { code: 'invalid-parameter', parameter: 'addedExtensionIds', subject: '1201' },
    ],
    ['by removing someone unknown', [['200', [], ['999']]], unknown('removedExtensionIds', '1999')],
  ];
  for (const [name, changes, refusal] of rows) test(name, () => refuses({}, change(changes), refusal));

  test('when several things are wrong, and each is named', () => {
    refuses(
      {},
      change([
        ['298', ['999'], []],
        ['200', ['199'], []],
      ]),
      {
        ...unknown('departmentId', '1298'),
        others: [unknown('addedExtensionIds', '1999'), unknown('addedExtensionIds', '1199')],
      },
    );
  });
  test('though only so much of what is wrong is looked for', () => {
    const numbers = Array.from({ length: 30 }, (_, index) => String(900 + index));
    const { result } = decideIn(
      {},
      change([
        ['200', numbers, []],
        ['298', [], []],
      ]),
    );
    assert.ok(!result.ok);
    assert.equal(1 + (result.refusal.others?.length ?? 0), 20);
  });
  test('by who is signed out or manages nothing', () =>
    isForAdministrators(change([['200', ['104'], []]]), 'UserGroups'));
});

describe('setting managers', () => {
  const set = (department: string, managers: string[]): SetManagers => ({
    ...{ kind: 'set-managers', accountId, actor: administrator },
    ...{ departmentId: idOf(department), managerIds: managers.map(idOf) },
  });
  const word = (added: string[], removed: string[]) =>
    entry(['set-managers', '1200', { addedIds: added.map(idOf), removedIds: removed.map(idOf) }]);
  test('names all who manage from now on', () => {
    decides({}, set('200', ['102', '104', '102']), {
      value: null,
      effects: [
        { kind: 'managers-set', departmentId: idOf('200'), managerIds: [idOf('102'), idOf('104')] },
        word(['102', '104'], ['103']),
      ],
    });
  });
  test('adds to those there are, and may leave nobody', () => {
    const managerIds = [idOf('103'), idOf('102')];
    decides({}, set('200', ['103', '102']), {
      effects: [{ kind: 'managers-set', departmentId: idOf('200'), managerIds }, word(['102'], [])],
    });
    decides({}, set('200', []), {
      effects: [{ kind: 'managers-set', departmentId: idOf('200'), managerIds: [] }, word([], ['103'])],
    });
  });
  test('as they are changes nothing', () => decides({}, set('200', ['103']), { value: null, effects: [] }));
  test('is refused of no Department, of nobody known, and to all but administrators', () => {
    const code = 'unknown-referenced-resource';
    refuses({}, set('206', ['102']), { code, parameter: 'departmentId', subject: '1206' });
    refuses({}, set('200', ['999']), { code, parameter: 'extensionIds', subject: '1999' });
    refuses({}, set('200', ['201']), { code: 'invalid-parameter', parameter: 'extensionIds', subject: '1201' });
    isForAdministrators(set('200', ['102']), 'EditAssignedRoles');
  });
});
