/** Tokens to take a connection up with: whose they are, and what they cannot be made into. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, Sequence, SessionId } from '../domain/ids.ts';
import { firstLife, type Life } from '../domain/place.ts';
import { createRecoveryTokens } from './recovery-tokens.ts';

const tokens = createRecoveryTokens(new Uint8Array(32).fill(7));
const accountId = 1 as AccountId;
const momentAt = (sequence: number, life: Life = firstLife, account = accountId) => ({
  ...{ accountId: account, issuedMs: 1_700_000_000_000 },
  place: { sequence: sequence as Sequence, life },
});
const one = { connectionId: 'one', sessionId: 'of one' as SessionId };
const other = { connectionId: 'other', sessionId: 'of another' as SessionId };

test('of those who are told at one moment each is given a token of its own connection', () => {
  const [mine, theirs] = [one, other].map((who) => tokens.tokenOf(tokens.sealConnection(who), momentAt(5), 3));
  assert.notEqual(mine, theirs);
  assert.deepEqual(tokens.pointFrom(mine ?? ''), { ...one, ...momentAt(5), number: 3 });
  assert.deepEqual(tokens.pointFrom(theirs ?? ''), { ...other, ...momentAt(5), number: 3 });
});

test('moments that differ in anything are told apart, also one after the other', () => {
  const sealed = tokens.sealConnection(one);
  const moments = [momentAt(5), momentAt(6), momentAt(5, 'x' as Life), momentAt(5, firstLife, 2 as AccountId)];
  for (const moment of [...moments, { ...momentAt(5), issuedMs: 1 }, ...moments]) {
    assert.deepEqual(tokens.pointFrom(tokens.tokenOf(sealed, moment, 1)), { ...one, ...moment, number: 1 });
  }
});

test('a token that was changed, or put together of parts that stand for something else, is none', () => {
  const token = tokens.tokenOf(tokens.sealConnection(one), momentAt(5), 3);
  const [moment = '', connection = '', number = ''] = token.split('~');
  for (let index = 0; index < moment.length + connection.length; index++) {
    const changed = `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;
    // The last letter of a seal says less than its bits.
    if (/[.~]/.test(token[index] ?? '') || /[~]/.test(token[index + 1] ?? '~')) continue;
    assert.equal(tokens.pointFrom(changed), undefined, changed);
  }
  for (const text of ['', '~~', token.slice(0, -2), `${connection}~${moment}~${number}`, `${moment}~${moment}~1`]) {
    assert.equal(tokens.pointFrom(text), undefined);
  }
  assert.equal(createRecoveryTokens(new Uint8Array(32).fill(8)).pointFrom(token), undefined);
});
