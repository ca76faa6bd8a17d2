/** Sync tokens: what they hold, how long, and whose they are. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose/jwt/sign';
import type { AccountId, ConversationId, ExtensionId, MessageId, Sequence, SessionId } from '../domain/ids.ts';
import type { Life } from '../domain/place.ts';
import { deriveKey } from './secrets.ts';
import { type SyncState, syncStateFrom, syncToken } from './sync-tokens.ts';

const secret = new Uint8Array(32).fill(7);
const actor = { accountId: 5 as AccountId, extensionId: 101 as ExtensionId, sessionId: 's' as SessionId };
const nowMs = Date.UTC(2026, 10, 24);
const dayMs = 24 * 3600 * 1000;

const moment = (sequence: number, departmentId: number) => ({
  nextSequence: sequence as Sequence,
  memberships: [{ departmentId: departmentId as ExtensionId, joinedMs: nowMs - 1 }],
});
const plain: SyncState = {
  frame: { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER, isDistinct: false },
  position: { nextSequence: 9 as Sequence, memberships: [], knownTo: { sequence: 9 as Sequence, life: '' as Life } },
  isOtherType: false,
};
const full: SyncState = {
  frame: {
    ...{ direction: ['Inbound'], conversationId: 77 as ConversationId, isDistinct: true },
    ...{ dateFromMs: nowMs - dayMs, dateToMs: nowMs },
  },
  position: {
    ...moment(2 ** 53 - 2, 200),
    knownTo: { sequence: (2 ** 53 - 1) as Sequence, life: 'another' as Life },
    unfinished: { since: moment(500, 201), toldFromId: 700 as MessageId },
  },
  heldFrom: { copyId: 600 as MessageId, createdMs: nowMs - 5 },
  isOtherType: true,
};

for (const [name, state] of Object.entries({ plain, full })) {
  test(`a ${name} token gives back what it was made of, for at least 60 days and not for ever`, () => {
    const token = syncToken(secret, actor, { ...state, nowMs });
    assert.match(token, /^[\w.-]+$/, 'fit for a query as it is');
    for (const days of [0, 60]) {
      const { expiresMs: _, ...read } = syncStateFrom(secret, actor, { token, nowMs: nowMs + days * dayMs }) ?? {};
      assert.deepEqual(read, state);
    }
    assert.equal(syncStateFrom(secret, actor, { token, nowMs: nowMs + 100 * dayMs }), undefined);
  });
}

test('a token that tells the rest of what another began ends with it; the one after the last part has a life of its own', () => {
  const first = syncToken(secret, actor, { ...plain, nowMs });
  const { expiresMs = 0 } = syncStateFrom(secret, actor, { token: first, nowMs }) ?? {};
  const lateMs = nowMs + 61 * dayMs;
  const rest = syncToken(secret, actor, { ...full, expiresMs, nowMs: lateMs });
  assert.ok(syncStateFrom(secret, actor, { token: rest, nowMs: expiresMs - 1 }));
  assert.equal(syncStateFrom(secret, actor, { token: rest, nowMs: expiresMs }), undefined);
  const last = syncToken(secret, actor, { ...plain, expiresMs, nowMs: lateMs });
  assert.ok(syncStateFrom(secret, actor, { token: last, nowMs: lateMs + 60 * dayMs }));
});

test('a token is worth nothing to anyone else, on any other server, or with a single letter changed', () => {
  const token = syncToken(secret, actor, { ...full, nowMs });
  const read = (text: string, who = actor, key = secret) => syncStateFrom(key, who, { token: text, nowMs });
  assert.equal(read(token, { ...actor, extensionId: 102 as ExtensionId }), undefined);
  assert.equal(read(token, { ...actor, accountId: 6 as AccountId }), undefined);
  assert.equal(read(token, actor, new Uint8Array(32).fill(8)), undefined);
  for (let place = 0; place < token.length - 1; place += 7) {
    const other = token[place] === 'A' ? 'B' : 'A';
    assert.equal(read(token.slice(0, place) + other + token.slice(place + 1)), undefined, `at ${place}`);
  }
});

test('a token is a JWT, as those of earlier versions are, which are worth what they were', async () => {
  const jwt = new SignJWT({ s: 9, f: [0, Number.MAX_SAFE_INTEGER, [], 0, false], m: [] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('5/101')
    .setExpirationTime(nowMs / 1000 + 60);
  const token = await jwt.sign(deriveKey(secret, 'sync token'));
  const { expiresMs, ...read } = syncStateFrom(secret, actor, { token, nowMs }) ?? {};
  assert.deepEqual(read, plain);
  assert.equal(expiresMs, nowMs + 60_000);
});
