/** Marking and deleting messages, a sentence each. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeMessage, DeleteMessage } from '../commands/messages.ts';
import type { MessageId, SessionId } from '../ids.ts';
import { accountId, copyIdOf, decideIn, effectOf, idOf, type Thread } from './company.fixture.ts';

const thread: Thread = { explicit: ['101'], departments: ['200'], holders: ['101', '102', '105'] };

function mark(number: string, isRead: boolean, copyId: MessageId = copyIdOf(thread, number)): ChangeMessage {
  const actor = { accountId, sessionId: 's' as SessionId, extensionId: idOf(number) };
  return { kind: 'change-message', accountId, actor, copyId, change: { isRead } };
}

test('marking as read moves the copy to a new place in the sequence and to a later time', () => {
  const { effects, taken } = decideIn({ thread }, mark('102', true));
  const copy = effectOf(effects, 'copy-changed')?.copy;
  assert.equal(copy?.isRead, true);
  assert.equal(copy?.modifiedSeq, 5000);
  assert.equal(copy?.lastModifiedMs, 1_700_000_000_000);
  assert.equal(taken, 1);
});

test('marking as what it already is succeeds and changes nothing', () => {
  const { result, effects } = decideIn({ thread }, mark('102', false));
  assert.equal(result.ok, true);
  assert.deepEqual(effects, []);
});

test("another's copy, and a copy one lost access to, are not there", () => {
  for (const command of [mark('102', true, copyIdOf(thread, '101')), mark('105', true)]) {
    const { result, effects } = decideIn({ thread }, command);
    const refusal = { code: 'unknown-resource', parameter: 'messageId', subject: String(command.copyId) };
    assert.deepEqual(result, { ok: false, refusal });
    assert.deepEqual(effects, []);
  }
});

function deletion(number: string, isPurge = false): DeleteMessage {
  const actor = { accountId, sessionId: 's' as SessionId, extensionId: idOf(number) };
  return { kind: 'delete-message', accountId, actor, copyId: copyIdOf(thread, number), isPurge };
}

test('deleting makes Alive Deleted and Deleted Purged; with purge either is Purged', () => {
  const rows: [Thread['availability'], boolean, string][] = [
    ['Alive', false, 'Deleted'],
    ['Deleted', false, 'Purged'],
    ['Alive', true, 'Purged'],
    ['Deleted', true, 'Purged'],
  ];
  for (const [availability, isPurge, expected] of rows) {
    const { result, effects } = decideIn({ thread: { ...thread, availability } }, deletion('102', isPurge));
    assert.equal(result.ok && result.value.availability, expected);
    assert.equal(effects[0]?.kind, expected === 'Purged' ? 'copy-purged' : 'copy-changed');
  }
});

test('deleting what is Purged succeeds and changes nothing; it can be neither marked nor restored', () => {
  const world = { thread: { ...thread, availability: 'Purged' as const } };
  assert.deepEqual(decideIn(world, deletion('102')).effects, []);
  assert.equal(decideIn(world, deletion('102')).result.ok, true);
  assert.equal(decideIn(world, mark('102', true)).result.ok, false);
  assert.equal(decideIn(world, { ...mark('102', true), change: { isRestored: true } }).result.ok, false);
});

test('restoring brings a Deleted message back as it was, later than before', () => {
  const world = { thread: { ...thread, availability: 'Deleted' as const } };
  const { effects } = decideIn(world, { ...mark('102', true), change: { isRestored: true } });
  const copy = effectOf(effects, 'copy-changed')?.copy;
  assert.deepEqual([copy?.availability, copy?.isRead, copy?.modifiedSeq], ['Alive', false, 5000]);
  assert.deepEqual(decideIn({ thread }, { ...mark('102', true), change: { isRestored: true } }).effects, []);
});
