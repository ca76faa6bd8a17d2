/** Replying: who may, to which threads, and whom a reply may name. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Conversation } from '../conversation.ts';
import type { ErrorCode } from '../errors.ts';
import type { Extension } from '../extension.ts';
import type { ConversationId, MessageId } from '../ids.ts';
import { answer, copyIdOf, idOf, type Thread, type World } from './company.fixture.ts';
import { nowMs, refusalOf, resolved } from './tables.fixture.ts';
import { addresseesBut, requireInsiders, requireThread } from './thread.ts';

const thread: Thread = { explicit: ['101', '107'], departments: ['200', '206'], holders: ['101', '102', '105'] };
const world: World = { thread };
const conversation = answer({ kind: 'conversation', conversationId: 4001 as ConversationId }, world) as Conversation;

describe('a thread', () => {
  const asked = (number: string, more: object = {}) =>
    requireThread(idOf(number), { replyOn: copyIdOf(thread, number), maxThreadAgeMs: 0, timeMs: nowMs, ...more });
  const rows: [name: string, number: string, more: object, where: World, code: ErrorCode | undefined][] = [
    ['is replied to by who is on its explicit list', '101', {}, world, undefined],
    ['is replied to by a member of its Departments', '102', {}, world, undefined],
    ['is not replied to by who is neither', '105', {}, world, 'not-a-participant'],
    [
      'is not replied to that is gone',
      '101',
      {},
      { thread, facts: { conversation: () => undefined } },
      'not-a-participant',
    ],
    [
      'is not replied to through another’s message',
      '101',
      { replyOn: 4002 as MessageId },
      world,
      'unknown-referenced-resource',
    ],
    [
      'is closed to who has purged the message',
      '101',
      {},
      { thread: { ...thread, availability: 'Purged' } },
      'thread-closed',
    ],
    [
      'is open to who has deleted the message',
      '101',
      {},
      { thread: { ...thread, availability: 'Deleted' } },
      undefined,
    ],
    ['is closed once it is as old as it may be', '101', { maxThreadAgeMs: 1000 }, world, 'thread-closed'],
    ['is open until then', '101', { maxThreadAgeMs: 1001 }, world, undefined],
  ];
  for (const [name, number, more, where, code] of rows) {
    test(name, () => {
      const refusal = refusalOf(() => resolved(where, asked(number, more)));
      assert.equal(refusal?.code, code);
      if (code !== undefined) assert.equal(refusal?.parameter, 'replyOn');
    });
  }
  test('is found by the message', () => assert.deepEqual(resolved(world, asked('101')), conversation));
  test('is judged by its age only where that matters', () => assert.ok(conversation.startedMs < nowMs));
});

const extensionsOf = (list: string[]) =>
  list.map((number) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension);

describe('a reply names', () => {
  const rows: [name: string, numbers: string[], outsiders: string | undefined][] = [
    ['people on the explicit list', ['101', '107'], undefined],
    ['members of the Departments', ['102', '103'], undefined],
    ['Departments of the thread', ['200'], undefined],
    ['no one else', ['105', '101', '104'], '104, 105'],
    ['no other Department', ['201'], '201'],
    ['nobody', [], undefined],
  ];
  for (const [name, numbers, outsiders] of rows) {
    test(name, () => {
      const refusal = refusalOf(() => resolved(world, requireInsiders(conversation, extensionsOf(numbers))));
      const expected = { code: 'invalid-parameter', parameter: 'to', subject: outsiders };
      assert.deepEqual(refusal, outsiders === undefined ? undefined : expected);
    });
  }
});

test('a reply to all goes to everyone on the list and each Department but the replier, and to nobody who was deleted', () => {
  const but = (number: string) =>
    resolved(world, addresseesBut(idOf(number), conversation)).map(({ extensionNumber }) => extensionNumber);
  assert.deepEqual(but('101'), ['107', '200']);
  assert.deepEqual(but('102'), ['101', '107', '200']);
  const unknown: World = { thread, facts: { extension: () => undefined } };
  assert.deepEqual(resolved(unknown, addresseesBut(idOf('102'), conversation)), []);
});
