/** Who may give roles, what becomes of those who lose them, and what they allow at the moment of a change. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChangeMembers, SetManagers } from '../commands/company.ts';
import type { AssignRole, SetDefaultRole, SetRoles } from '../commands/roles.ts';
import type { Result } from '../errors.ts';
import type { AssignableRole } from '../role.ts';
import { accountId, actorOf, decideIn, effectOf, idOf, numbers, sendFrom, type World } from './company.fixture.ts';
import { decides, entry, isForAdministrators, refuses } from './tables.fixture.ts';

function setRoles(by: string, number: string, roles: SetRoles['roles']): SetRoles {
  return { kind: 'set-roles', accountId, actor: actorOf(by), extensionId: idOf(number), roles };
}

function assign(by: string, role: AssignableRole, added: string[], removed: string[] = []): AssignRole {
  const [addedIds, removedIds] = [added.map(idOf), removed.map(idOf)];
  return { kind: 'assign-role', accountId, actor: actorOf(by), role, addedIds, removedIds };
}

function changeMembers(by: string, departments: readonly string[]): ChangeMembers {
  const changes = departments.map((number) => ({
    ...{ departmentId: idOf(number), addedIds: [idOf('105')], removedIds: [] },
  }));
  return { kind: 'change-members', accountId, actor: actorOf(by, 'Groups'), changes };
}

function refusalOf(result: Result<unknown>) {
  return result.ok ? undefined : result.refusal;
}

const missing = (subject: string) => ({ code: 'missing-user-permission', subject });

describe('giving roles', () => {
  test('gives just the roles named, once each and in order, and leaves word of it', () => {
    const { effects } = decideIn({}, setRoles('101', '102', ['user', 'auditor', 'user']));
    assert.deepEqual(effectOf(effects, 'extension-put')?.extension.roles, ['user', 'auditor']);
    const { action, target, details, actorId } = effectOf(effects, 'audit-recorded')?.entry ?? {};
    assert.deepEqual(
      { action, target, details, actorId },
      {
        ...{ action: 'set-roles', target: String(idOf('102')), actorId: idOf('101') },
        details: { before: ['user'], after: ['user', 'auditor'] },
      },
    );
  });

  test('the default role is one of those that can be given', () => {
    const { effects } = decideIn({ roles: { '102': ['auditor'] } }, setRoles('101', '102', 'default'));
    assert.deepEqual(effectOf(effects, 'extension-put')?.extension.roles, ['user']);
  });

  test('giving what someone has already changes nothing', () => {
    for (const command of [setRoles('101', '102', ['user']), assign('101', 'user', ['102'])]) {
      assert.deepEqual(decideIn({}, command).effects, []);
    }
  });

  test('nobody is left without a role: whoever loses their last one has the default role', () => {
    const { effects } = decideIn({ roles: { '102': ['auditor'] } }, assign('101', 'auditor', [], ['102']));
    assert.deepEqual(effectOf(effects, 'extension-put')?.extension.roles, ['user']);
    assert.equal(decideIn({}, setRoles('101', '102', [])).result.ok, false);
  });

  test('each person changed has a place of their own in the sequence', () => {
    const { effects, taken } = decideIn({}, assign('101', 'auditor', ['102', '103']));
    const places = effects.flatMap((effect) => (effect.kind === 'extension-put' ? [effect.modifiedSeq] : []));
    assert.deepEqual(places, [5000, 5001]);
    assert.equal(taken, 2);
  });

  const refused: Readonly<Record<string, [SetRoles | AssignRole | SetDefaultRole, object]>> = {
    'a user gives no roles': [setRoles('102', '102', ['administrator']), missing('EditAssignedRoles')],
    'a manager gives no roles': [setRoles('103', '103', ['administrator']), missing('EditAssignedRoles')],
    'a user gives no roles to many': [assign('102', 'administrator', ['102']), missing('EditUserRoles')],
    'a user does not choose the default role': [
      { kind: 'set-default-role', accountId, actor: actorOf('102'), role: 'administrator' },
      missing('Roles'),
    ],
    'a Department has no roles': [
      setRoles('101', '200', ['user']),
      { code: 'invalid-parameter', parameter: 'extensionId' },
    ],
    'whoever is deleted has no roles': [
      setRoles('101', '199', ['user']),
      { code: 'unknown-resource', parameter: 'extensionId', subject: String(idOf('199')) },
    ],
    'someone unknown among many is named': [
      assign('101', 'auditor', ['102', '998']),
      { code: 'unknown-referenced-resource', parameter: 'addedExtensionIds', subject: String(idOf('998')) },
    ],
    'someone both given and taken a role is named': [
      assign('101', 'auditor', ['102'], ['102']),
      { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: String(idOf('102')) },
    ],
  };
  for (const [name, [command, refusal]] of Object.entries(refused)) {
    test(name, () => {
      const { result, effects } = decideIn({}, command);
      assert.deepEqual(refusalOf(result), refusal);
      assert.deepEqual(effects, []);
    });
  }
});

describe('the last active administrator', () => {
  const last = { code: 'last-administrator', subject: '101' };
  const { accountId: account, extensionId } = actorOf('101');
  const about = { accountId: account, actor: actorOf('101'), extensionId };
  const attempts = {
    'is not demoted': [setRoles('101', '101', ['user']), 'records'],
    'is not demoted to the default role': [setRoles('101', '101', 'default'), 'records'],
    'is not demoted among others': [assign('101', 'administrator', [], ['101', '102']), 'removedExtensionIds'],
    'is not disabled': [{ kind: 'update-extension', ...about, changes: { status: 'Disabled' } }, 'status'],
    'is not deleted': [{ kind: 'delete-extension', ...about }, 'extensionId'],
  } as const;
  for (const [name, [command, parameter]] of Object.entries(attempts)) {
    test(name, () => {
      assert.deepEqual(refusalOf(decideIn({}, command).result), { ...last, parameter });
    });

    test(`${name} while there is no other, but else`, () => {
      const world: World = { roles: { '104': ['administrator'] } };
      assert.equal(decideIn(world, command).result.ok, true);
    });
  }

  test('may hand over to another in one change', () => {
    const { effects } = decideIn({}, assign('101', 'administrator', ['102'], ['101']));
    const roles = effects.flatMap((effect) => (effect.kind === 'extension-put' ? [effect.extension.roles] : []));
    assert.deepEqual(roles, [['administrator', 'user'], ['user']]);
  });

  test('may not hand over to someone who is not active', () => {
    const { result } = decideIn({}, assign('101', 'administrator', ['108'], ['101']));
    assert.equal(refusalOf(result)?.code, 'last-administrator');
  });
});

describe('what roles allow', () => {
  test('whoever acts under a permission must have it when the change is decided', () => {
    const command = { ...sendFrom('102', { to: numbers('103') }), actor: actorOf('102', 'InternalSMS') };
    assert.equal(decideIn({}, command).result.ok, true);
    const { result, effects } = decideIn({ roles: { '102': ['auditor'] } }, command);
    assert.deepEqual(refusalOf(result), missing('InternalSMS'));
    assert.deepEqual(effects, []);
  });

  test('a session that has ended is told so first', () => {
    const world: World = { isSessionEnded: true, roles: { '102': [] } };
    const command = { ...sendFrom('102', { to: numbers('103') }), actor: actorOf('102', 'InternalSMS') };
    assert.deepEqual(refusalOf(decideIn(world, command).result), { code: 'unknown-token' });
  });

  test('a manager changes the members of a Department they manage', () => {
    const { result, effects } = decideIn({}, changeMembers('103', ['200']));
    assert.equal(result.ok, true);
    assert.equal(effectOf(effects, 'member-joined')?.extensionId, idOf('105'));
  });

  test('a manager changes no others, not even beside their own', () => {
    for (const departments of [['203'], ['200', '203'], []]) {
      assert.deepEqual(refusalOf(decideIn({}, changeMembers('103', departments)).result), missing('UserGroups'));
    }
  });

  test('whoever manages nothing changes no members', () => {
    assert.deepEqual(refusalOf(decideIn({}, changeMembers('102', ['200'])).result), missing('Groups'));
  });

  test('a manager names no managers, as that gives a role', () => {
    const command: SetManagers = {
      ...{ kind: 'set-managers', accountId, actor: actorOf('103') },
      ...{ departmentId: idOf('200'), managerIds: [idOf('102')] },
    };
    assert.deepEqual(refusalOf(decideIn({}, command).result), missing('EditAssignedRoles'));
  });
});

describe('the default role', () => {
  const setting = (role: AssignableRole): SetDefaultRole => {
    return { kind: 'set-default-role', accountId, actor: actorOf('101'), role };
  };
  test('is another from now on, and the trail says which', () => {
    const word = entry(['set-default-role', null, { role: 'auditor' }]);
    decides({}, setting('auditor'), { value: null, effects: [{ kind: 'default-role-set', role: 'auditor' }, word] });
    isForAdministrators(setting('auditor'), 'Roles');
  });
  test('that it is already changes nothing', () => decides({}, setting('user'), { value: null, effects: [] }));
});

test('a role is taken from nobody who is not there, and given and taken at once to nobody', () => {
  const code = 'unknown-referenced-resource';
  refuses({}, assign('101', 'auditor', [], ['999']), { code, parameter: 'removedExtensionIds', subject: '1999' });
  refuses({}, assign('101', 'auditor', ['999']), { code, parameter: 'addedExtensionIds', subject: '1999' });
  const both = { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: '1102' } as const;
  refuses({}, assign('101', 'auditor', ['102'], ['102']), both);
  isForAdministrators(assign('101', 'auditor', ['102']), 'EditUserRoles');
  isForAdministrators(setRoles('101', '102', ['auditor']), 'EditAssignedRoles');
});
