/** Asking for an erasure, and its steps. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RequestErasure } from '../commands/upkeep.ts';
import type { Erasure, ErasureId } from '../erasure.ts';
import type { HoldId } from '../hold.ts';
import type { MessageId } from '../ids.ts';
import type { Copy } from '../message.ts';
import { accountId, decideIn, idOf, type World } from './company.fixture.ts';
import {
  administrator as actor,
  decides,
  entry,
  isForAdministrators,
  nextSequence,
  nowMs,
  refuses,
} from './tables.fixture.ts';

const extensionId = idOf('102');
const asking: RequestErasure = { kind: 'request-erasure', accountId, actor, extensionId };
const begun: Erasure = {
  ...{ erasureId: 5000 as ErasureId, extensionId, requestedMs: nowMs, requestedById: idOf('101') },
  ...{ beforeId: 5000 as MessageId, phase: 'sent', nextId: 0 as MessageId, purgedCount: 0, finishedMs: null },
};

describe('asking for an erasure', () => {
  test('begins it, forgets what they were told, and wakes their browsers no more', () => {
    decides({}, asking, {
      value: begun,
      effects: [
        { kind: 'erasure-put', erasure: begun },
        { kind: 'deliveries-erased', extensionId },
        { kind: 'devices-forgotten', extensionId },
        entry(['request-erasure', '1102', { erasureId: nextSequence }]),
      ],
    });
    assert.equal(decideIn({}, asking).taken, 1);
  });
  test('answers the one that is under way', () => {
    decides({ facts: { 'open-erasure': () => begun } }, asking, { value: begun, effects: [] });
  });
  test('is refused while something is held', () => {
    const hold = { holdId: 44 as HoldId } as never;
    refuses({ facts: { 'hold-on-person': () => hold } }, asking, { code: 'held', subject: '44' });
  });
  test('is refused of nobody known, and of a Department', () => {
    for (const number of ['999', '200']) {
      const subject = String(idOf(number));
      const refusal = { code: 'unknown-resource', parameter: 'extensionId', subject } as const;
      refuses({}, { ...asking, extensionId: idOf(number) }, refusal);
    }
  });
  test('is for administrators', () => isForAdministrators(asking, 'AccountAdministration'));
});

describe('a step of an erasure', () => {
  const copy = { copyId: 9, pageId: 9, extensionId, availability: 'Alive', lastModifiedMs: 1 } as unknown as Copy;
  const asked: unknown[] = [];
  const stepIn = (erasure: Erasure | undefined, stretch: { nextId: MessageId; isEnd: boolean }): World => ({
    facts: {
      'open-erasure': () => erasure,
      'sent-copies': (request) => {
        asked.push(request);
        return { copies: [copy], ...stretch };
      },
      'unpurged-copies': (request) => {
        asked.push(request);
        return { copies: [copy], ...stretch };
      },
      'pages-keeping': () => [{ pageId: 9 as MessageId, unpurgedCount: 1, copyCount: 1, isHeld: false }],
    },
  });
  const step = { kind: 'sweep', accountId, task: 'erasures', limit: 10 } as const;
  test('purges what it finds, erases the texts nobody else has, and says where it goes on', () => {
    const purged: Copy = {
      ...copy,
      availability: 'Purged',
      modifiedSeq: nextSequence,
      lastModifiedMs: nowMs,
      enteredMs: nowMs,
    };
    const after: Erasure = { ...begun, purgedCount: 1, nextId: 30 as MessageId };
    asked.length = 0;
    decides(stepIn(begun, { nextId: 30 as MessageId, isEnd: false }), step, {
      value: { count: 1, isDone: false },
      effects: [
        { kind: 'copy-purged', copy: purged },
        { kind: 'page-erased', pageId: 9 as MessageId },
        { kind: 'erasure-put', erasure: after },
      ],
    });
    assert.deepEqual(asked, [{ kind: 'sent-copies', extensionId, fromId: 0, beforeId: 5000, limit: 10 }]);
  });
  test('asks for the person’s own mailbox once what they sent is done', () => {
    asked.length = 0;
    const mailbox: Erasure = { ...begun, phase: 'mailbox', nextId: 20 as MessageId };
    decideIn(stepIn(mailbox, { nextId: 20 as MessageId, isEnd: true }), step);
    assert.deepEqual(asked, [{ kind: 'unpurged-copies', extensionId, fromId: 20, beforeId: 5000, limit: 10 }]);
  });
  test('is the last where none is open', () => {
    const nothing = stepIn(undefined, { nextId: 0 as MessageId, isEnd: true });
    decides(nothing, step, { value: { count: 0, isDone: true }, effects: [] });
  });
});
