/** Marking messages as read, a sentence each. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SetReadStatus } from '../command.ts';
import type { MessageId, SessionId } from '../ids.ts';
import { accountId, copyIdOf, decideIn, effectOf, idOf, type Thread } from './company.fixture.ts';

const thread: Thread = { explicit: ['101'], departments: ['200'], holders: ['101', '102', '105'] };

function mark(number: string, isRead: boolean, copyId: MessageId = copyIdOf(thread, number)): SetReadStatus {
  const actor = { accountId, sessionId: 's' as SessionId, extensionId: idOf(number) };
  return { kind: 'set-read-status', accountId, actor, copyId, isRead };
}

test('marking as read moves the copy to a new place in the sequence and to a later time', () => {
  const { effects } = decideIn({ thread }, mark('102', true));
  const copy = effectOf(effects, 'copy-changed')?.copy;
  assert.equal(copy?.isRead, true);
  assert.equal(copy?.modifiedSeq, 5000);
  assert.equal(copy?.lastModifiedMs, 1_700_000_000_000);
  assert.equal(effectOf(effects, 'account-advanced')?.nextSequence, 5001);
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
