/** A send under a key happens once, as long as the key counts. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type IdempotentSend, idempotencyLifeMs, maxWrittenAgoMs } from '../idempotency.ts';
import type { MessageId } from '../ids.ts';
import type { Copy, Message } from '../message.ts';
import { actorOf, decideIn, effectOf, idOf, numbers, sendFrom, type World } from './company.fixture.ts';
import { rememberedSend } from './idempotent-send.ts';
import { decides, nowMs, refuses } from './tables.fixture.ts';

const idempotency = { key: 'k', fingerprint: 'f' };
const sending = sendFrom('102', { to: numbers('103'), idempotency });
const copyId = 9 as MessageId;
const remembered: IdempotentSend = { ...idempotency, extensionId: idOf('102'), copyId, expiresMs: nowMs + 1 };
const copy = { copyId, isExplicit: true } as Copy;
const message = { page: { pageId: copyId }, copy } as Message;

const knowing = (more: Partial<IdempotentSend> = {}, sent: Message | undefined = message): World => ({
  facts: { 'idempotent-send': () => ({ ...remembered, ...more }), message: () => sent },
});

describe('a key', () => {
  test('that was used answers the page it sent, and sends none', () => {
    decides(knowing(), sending, { value: message, effects: [] });
  });
  test('is asked for as its sender’s own', () => {
    const asked: unknown[] = [];
    const facts: World['facts'] = {
      'idempotent-send': (request) => {
        asked.push(request);
        return undefined;
      },
    };
    decideIn({ facts }, sending);
    assert.deepEqual(asked, [{ kind: 'idempotent-send', extensionId: idOf('102'), key: 'k' }]);
  });
  test('that ran out sends anew', () => {
    assert.ok(effectOf(decideIn(knowing({ expiresMs: nowMs }), sending).effects, 'page-added'));
  });
  test('of another request is refused', () => {
    refuses(knowing({ fingerprint: 'other' }), sending, {
      code: 'idempotency-key-reused',
      parameter: 'Idempotency-Key',
    });
  });
  test('answers nothing that its sender may no longer read', () => {
    refuses(knowing({}, { ...message, copy: { ...copy, isExplicit: false } as Copy }), sending, {
      code: 'not-a-participant',
    });
    const gone: World = { facts: { 'idempotent-send': () => remembered, message: () => undefined } };
    refuses(gone, sending, { code: 'not-a-participant' });
  });
});

describe('what is remembered of a send', () => {
  const page = { pageId: 5000, createdMs: nowMs } as never;
  test('is its key for longer than it may be sent; what ran out is forgotten with it', () => {
    const send = { ...idempotency, extensionId: idOf('102'), copyId: 5000, expiresMs: nowMs + idempotencyLifeMs };
    assert.deepEqual(rememberedSend(sending, page, nowMs - 5), [
      { kind: 'send-remembered', send, expiredMs: nowMs - 5 },
    ]);
    assert.ok(idempotencyLifeMs > maxWrittenAgoMs);
  });
  test('is nothing without a key', () => {
    assert.deepEqual(rememberedSend(sendFrom('102', { actor: actorOf('102') }), page, nowMs), []);
  });
});
