/** Who may: whoever is signed in and active, under what their roles allow at this moment. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Refusal } from '../errors.ts';
import type { UserPermission } from '../permission.ts';
import { requireActor, requirePermission, requirePermissionOver } from './actor.ts';
import { actorOf, factsAskedIn, idOf, sendFrom, type World } from './company.fixture.ts';
import { refusalOf, resolved } from './tables.fixture.ts';

const signedOut: Refusal = { code: 'unknown-token' };
const mayNot = (subject: UserPermission): Refusal => ({ code: 'missing-user-permission', subject });

describe('whoever acts', () => {
  const rows: [name: string, number: string, world: World, refusal: Refusal | undefined][] = [
    ['is let through while signed in and active', '102', {}, undefined],
    ['is signed out once the session has ended', '102', { isSessionEnded: true }, signedOut],
    ['is signed out when the session is forgotten', '102', { facts: { session: () => undefined } }, signedOut],
    ['is signed out when Frozen', '107', {}, signedOut],
    ['is signed out when deleted', '199', {}, signedOut],
    ['is signed out when nobody knows them', '105', { facts: { extension: () => undefined } }, signedOut],
  ];
  for (const [name, number, world, refusal] of rows) {
    test(name, () =>
      assert.deepEqual(
        refusalOf(() => resolved(world, requireActor(actorOf(number)))),
        refusal,
      ),
    );
  }
  test('is known by their own extension', () => {
    assert.equal(resolved({}, requireActor(actorOf('102'))).extensionNumber, '102');
  });
});

describe('whoever acts under a permission', () => {
  const rows: [number: string, permission: UserPermission, isAllowed: boolean][] = [
    ['101', 'AuditTrail', true],
    ['102', 'ReadMessages', true],
    ['102', 'AuditTrail', false],
    // 103 manages a Department, which allows no more than that.
    ['103', 'Groups', true],
    ['103', 'AuditTrail', false],
    ['102', 'Groups', false],
  ];
  for (const [number, permission, isAllowed] of rows) {
    test(`${number} ${isAllowed ? 'may' : 'may not'} ${permission}`, () => {
      const act = () => resolved({}, requireActor(actorOf(number, permission)));
      assert.deepEqual(refusalOf(act), isAllowed ? undefined : mayNot(permission));
    });
  }
  test('is asked whether they manage anything only where managing would allow it', () => {
    const asked = (permission: UserPermission) =>
      factsAskedIn({}, { ...sendFrom('102', {}), actor: actorOf('102', permission) }).map(({ kind }) => kind);
    assert.ok(!asked('AuditTrail').includes('is-any-manager'));
    assert.ok(!asked('ReadMessages').includes('is-any-manager'));
    assert.ok(asked('Groups').includes('is-any-manager'));
  });
});

describe('a permission over the whole company', () => {
  test('is not had by managing a part of it', () => {
    assert.deepEqual(
      refusalOf(() => resolved({}, requirePermission(actorOf('103'), 'Groups'))),
      mayNot('Groups'),
    );
  });
  test('is had by administrators while they are signed in, and by the operator', () => {
    assert.equal(
      refusalOf(() => resolved({}, requirePermission(actorOf('101'), 'Groups'))),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => resolved({ isSessionEnded: true }, requirePermission(actorOf('101'), 'Groups'))),
      signedOut,
    );
    assert.equal(
      refusalOf(() => resolved({ isSessionEnded: true }, requirePermission('operator', 'Groups'))),
      undefined,
    );
  });
});

describe('a permission over Departments', () => {
  const rows: [name: string, by: string, departments: string[], permission: UserPermission, isAllowed: boolean][] = [
    ['is had by who manages all of them', '103', ['200'], 'UserGroups', true],
    ['is not had by who manages some of them', '103', ['200', '203'], 'UserGroups', false],
    ['is not had over none', '103', [], 'UserGroups', false],
    ['is not had by who manages none', '102', ['200'], 'UserGroups', false],
    ['is not had for what managing does not allow', '103', ['200'], 'AuditTrail', false],
    ['is had by administrators over any', '101', ['200', '203'], 'UserGroups', true],
    ['is had by administrators over none', '101', [], 'UserGroups', true],
  ];
  for (const [name, by, departments, permission, isAllowed] of rows) {
    test(name, () => {
      const act = () => resolved({}, requirePermissionOver(departments.map(idOf), actorOf(by), permission));
      assert.deepEqual(refusalOf(act), isAllowed ? undefined : mayNot(permission));
    });
  }
  test('is had by the operator, and by nobody who is signed out', () => {
    const world: World = { isSessionEnded: true };
    assert.equal(
      refusalOf(() => resolved(world, requirePermissionOver([idOf('200')], 'operator', 'UserGroups'))),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => resolved(world, requirePermissionOver([idOf('200')], actorOf('103'), 'UserGroups'))),
      signedOut,
    );
  });
});
