/** Keeping mailboxes within their maximum, a step at a time. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SweepMailboxes } from '../commands/upkeep.ts';
import type { MessageId, Sequence } from '../ids.ts';
import type { Copy } from '../message.ts';
import { standardRetention } from '../retention.ts';
import { accountId, idOf, type World } from './company.fixture.ts';
import { decides, nextSequence, nowMs } from './tables.fixture.ts';

const step: SweepMailboxes = {
  kind: 'sweep-mailboxes',
  accountId,
  sinceSeq: 10 as Sequence,
  afterId: idOf('100'),
  limit: 10,
};
const copyOf = (copyId: number): Copy =>
  ({ copyId, pageId: copyId, availability: 'Alive', lastModifiedMs: 1 }) as unknown as Copy;

function worldWith(people: string[], surplus: number, maximum: number | null = 2): World & { asked: unknown[] } {
  const asked: unknown[] = [];
  const facts: World['facts'] = {
    'retention-state': () => ({
      settings: { ...standardRetention, mailboxMaximum: maximum },
      ...{ retainedToId: 0 as MessageId, recheckAfterId: null },
    }),
    'changed-mailboxes': (request) => {
      asked.push(request);
      return people.map(idOf);
    },
    'surplus-copies': ({ limit }) => [copyOf(1), copyOf(2), copyOf(3)].slice(0, Math.min(surplus, limit)),
  };
  return { facts, asked };
}

const answer = (lastId: string, count: number, isDone: boolean, mailboxMaximum: number | null = 2) => {
  return { lastId: idOf(lastId), mailboxMaximum, nextSequence, count, isDone };
};

test('without a maximum nobody is looked at', () => {
  const world = worldWith(['101'], 1, null);
  decides(world, step, { value: answer('100', 0, true, null), effects: [] });
  assert.deepEqual(world.asked, []);
});

test('what is over becomes Deleted, at a place of its own', () => {
  const changed = [1, 2].map((copyId, index) => ({
    kind: 'copy-changed',
    copy: {
      ...copyOf(copyId),
      ...{ availability: 'Deleted', modifiedSeq: nextSequence + index, lastModifiedMs: nowMs, enteredMs: nowMs },
    },
  }));
  const world = worldWith(['101'], 2);
  decides(world, step, { value: answer('101', 2, true), effects: changed as never });
  assert.deepEqual(world.asked, [{ kind: 'changed-mailboxes', sinceSeq: 10, afterId: idOf('100'), limit: 5 }]);
});

test('mailboxes within their maximum are passed over', () => {
  decides(worldWith(['101', '102'], 0), step, { value: answer('102', 0, true), effects: [] });
  decides(worldWith([], 0), step, { value: answer('100', 0, true), effects: [] });
});

test('a step over as many mailboxes as it takes is not the last', () => {
  decides(worldWith(['101', '102', '103', '104', '105'], 0), step, { value: answer('105', 0, false), effects: [] });
  decides(worldWith(['101', '102', '103', '104'], 0), step, { value: answer('104', 0, true), effects: [] });
});
