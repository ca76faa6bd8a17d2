/** What ends with sessions, as a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionId } from '../ids.ts';
import { idOf, type World } from './company.fixture.ts';
import { endSessions, endSessionsOf } from './endings.ts';
import { deletedSubscription, deviceOf, endedNow, nowMs, resolved, sessionWith } from './tables.fixture.ts';

const restingOn = (id: string, sessionId: string) => deviceOf(id, { sessionId: sessionId as SessionId });
const world: World = {
  facts: {
    'living-sessions': ({ extensionId }) =>
      extensionId === idOf('102') ? [sessionWith('a'), sessionWith('b')] : [sessionWith('c', { extensionId })],
    'devices-of': ({ extensionId }) =>
      extensionId === idOf('102')
        ? [restingOn('1', 'a'), restingOn('2', 'b'), restingOn('3', 'a')]
        : [restingOn('4', 'c')],
  },
};

test('a session ends together with the browsers that it wakes, and no others', () => {
  assert.deepEqual(resolved(world, endSessions([sessionWith('a')], nowMs)), [
    endedNow('a'),
    deletedSubscription('1'),
    deletedSubscription('3'),
  ]);
});

test('of several sessions of one person their browsers are asked for once', () => {
  const asking = endSessions([sessionWith('a'), sessionWith('b')], nowMs);
  assert.deepEqual(asking.next().value, [{ kind: 'devices-of', extensionId: idOf('102') }]);
});

test('where nothing ends nothing is asked', () => assert.deepEqual(resolved({}, endSessions([], nowMs)), []));

test('all sessions of several people end, or those that are meant', () => {
  assert.deepEqual(resolved(world, endSessionsOf([idOf('102'), idOf('103')], nowMs)), [
    ...['a', 'b', 'c'].map(endedNow),
    ...['1', '2', '3', '4'].map(deletedSubscription),
  ]);
  const isMeant = ({ sessionId }: { sessionId: SessionId }) => sessionId === 'b';
  assert.deepEqual(resolved(world, endSessionsOf([idOf('102')], nowMs, isMeant)), [
    endedNow('b'),
    deletedSubscription('2'),
  ]);
});
