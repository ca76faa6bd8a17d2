/** Which copies their holder may use now. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExtensionId, type MessageId, noAudience } from '../ids.ts';
import type { Copy } from '../message.ts';
import { answer, copyIdOf, idOf, type Thread, type World } from './company.fixture.ts';
import { readableNow, requireReadableCopy } from './readable-copy.ts';
import { nowMs, refusalOf, resolved } from './tables.fixture.ts';

const thread: Thread = { explicit: ['101'], departments: ['200'], holders: ['101', '102', '105'] };
const copyOf = (number: string, world: World = { thread }) =>
  answer({ kind: 'copy', extensionId: idOf(number), copyId: copyIdOf(thread, number) }, world) as Copy;

test('whoever is on the explicit list reads as it was delivered, and nothing more is asked', () => {
  const asking = readableNow(copyOf('101'));
  assert.deepEqual(asking.next(), { done: true, value: copyOf('101') });
});

test('a copy that is neither explicit nor for a Department is lost, and nothing is asked of it', () => {
  const asking = readableNow({ ...copyOf('102'), audienceId: noAudience });
  assert.deepEqual(asking.next(), { done: true, value: undefined });
});

test('a member of a Department of the thread reads, from their return on if they left', () => {
  assert.deepEqual(resolved({ thread }, readableNow(copyOf('102'))), copyOf('102'));
  const back: World = { thread, facts: { 'memberships-of': () => [{ departmentId: idOf('200'), joinedMs: nowMs }] } };
  assert.equal(resolved(back, readableNow(copyOf('102')))?.lastModifiedMs, nowMs);
});

test('whoever is in none of them does not', () =>
  assert.equal(resolved({ thread }, readableNow(copyOf('105'))), undefined));

test('what is not there, or not to be read, is refused alike', () => {
  const refusal = (extensionId: ExtensionId, copyId: MessageId) =>
    refusalOf(() => resolved({ thread }, requireReadableCopy(extensionId, copyId)));
  const expected = (copyId: MessageId) => ({
    code: 'unknown-resource',
    parameter: 'messageId',
    subject: String(copyId),
  });
  assert.equal(refusal(idOf('102'), copyIdOf(thread, '102')), undefined);
  for (const copyId of [copyIdOf(thread, '105'), 99 as MessageId]) {
    assert.deepEqual(refusal(idOf('105'), copyId), expected(copyId));
  }
});
