/** What falls with a person and with a Department that are deleted. */

import { test } from 'node:test';
import type { Effect } from '../effect.ts';
import { accountId, idOf, type World } from './company.fixture.ts';
import {
  administrator,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  nextSequence,
  nowMs,
  resolved,
  sessionWith,
  subscriptionOf,
} from './tables.fixture.ts';
import { untie } from './untie.ts';

const [device, hook] = [deviceOf('browser'), subscriptionOf('hook')];
const world: World = {
  facts: {
    'living-sessions': () => [sessionWith('session'), sessionWith('other')],
    'devices-of': () => [device],
    'subscriptions-of': () => [hook, device],
  },
};

function deletionOf(number: string, extension: object, ties: Effect[], type = 'User'): void {
  const extensionId = idOf(number);
  const put = {
    ...{ accountId, extensionId, extensionNumber: number, type, status: 'Enabled', name: `Extension ${number}` },
    ...{ contact: {}, roles: ['user'], isDeleted: true, ...extension },
  };
  decides(
    world,
    { kind: 'delete-extension', accountId, actor: administrator, extensionId },
    {
      value: null,
      effects: [
        { kind: 'extension-put', extension: put, modifiedSeq: nextSequence } as Effect,
        ...ties,
        entry(['delete-extension', String(extensionId), { extensionNumber: number, type }]),
      ],
    },
  );
}

test('a person leaves their Departments, manages none, is signed out and told no more, and no secret lets them in', () => {
  const extensionId = idOf('102');
  const left = (department: string): Effect => {
    return { kind: 'member-left', departmentId: idOf(department), extensionId, leftSeq: nextSequence };
  };
  deletionOf('102', {}, [
    ...['200', '203', '204'].map(left),
    { kind: 'manager-dismissed', extensionId },
    { kind: 'presence-gone', extensionId },
    endedNow('session'),
    endedNow('other'),
    deletedSubscription('hook'),
    deletedSubscription('browser'),
    { kind: 'credentials-revoked', extensionId },
    { kind: 'password-gone', extensionId },
    { kind: 'invitation-gone', extensionId },
  ]);
});

test('a Department is left by everyone, and managed by nobody', () => {
  const departmentId = idOf('200');
  const ties: Effect[] = [
    { kind: 'department-emptied', departmentId, leftSeq: nextSequence },
    { kind: 'managers-set', departmentId, managerIds: [] },
  ];
  deletionOf('200', { roles: [] }, ties, 'Department');
});

test('how many are in a Department is asked of nobody', () => {
  const department = { extensionId: idOf('200'), type: 'Department' } as never;
  const asks: World = { facts: { 'department-members': () => assertNever(), 'memberships-of': () => assertNever() } };
  resolved(asks, untie(department, nowMs));
});

function assertNever(): never {
  throw new Error('it was asked');
}
