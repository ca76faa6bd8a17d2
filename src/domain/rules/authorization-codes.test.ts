/** Codes: who is given one, and that each is good for one try. */

import { describe, test } from 'node:test';
import { type AuthorizationCode, codeLifeMs, codeMemoryMs } from '../authorization-code.ts';
import type { IssueCode, UseCode } from '../commands/sessions.ts';
import type { Effect } from '../effect.ts';
import type { SessionId } from '../ids.ts';
import { accountId, idOf, type World } from './company.fixture.ts';
import {
  app,
  clientId,
  code,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  nowMs,
  otherClientId,
  password,
  refuses,
  sessionWith,
} from './tables.fixture.ts';

const facts: World['facts'] = { app: () => app, password: () => password };
const issue: IssueCode = {
  ...{ kind: 'issue-code', accountId, codeHash: 'code', clientId, redirectUri: 'https://a.example/' },
  ...{ codeChallenge: 'challenge', proof: { kind: 'waived', extensionId: idOf('102') } },
};
const issued: AuthorizationCode = { ...code, codeChallenge: 'challenge', expiresMs: nowMs + codeLifeMs };

describe('a code', () => {
  const kept: Effect[] = [
    { kind: 'codes-forgotten', expiredBeforeMs: nowMs - codeMemoryMs },
    { kind: 'code-put', code: issued },
  ];
  test('is good for a minute; those that are long over are forgotten', () => {
    decides({ facts }, issue, { value: null, effects: kept });
  });
  test('is given for a password, whose failures are forgotten', () => {
    const failed = { ...password, failures: 2 };
    const proof = { kind: 'password', extensionId: idOf('102'), hash: 'hash' } as const;
    const effects: Effect[] = [{ kind: 'password-put', password }, ...kept];
    decides({ facts: { ...facts, password: () => failed } }, { ...issue, proof }, { value: null, effects });
    refuses({ facts }, { ...issue, proof: { ...proof, hash: 'other' } }, { code: 'bad-credentials' });
  });
  test('is given to nobody who is not active, and for no app that was removed', () => {
    const to = (number: string): IssueCode => ({ ...issue, proof: { kind: 'waived', extensionId: idOf(number) } });
    refuses({ facts }, to('107'), { code: 'bad-credentials', subject: 'Frozen' });
    refuses({ facts }, to('199'), { code: 'bad-credentials' });
    refuses({ facts: { app: () => undefined } }, issue, { code: 'invalid-client' });
  });
});

describe('trying a code', () => {
  const use: UseCode = { kind: 'use-code', accountId, codeHash: 'code', clientId };
  const having = (more: Partial<AuthorizationCode>, others: World['facts'] = {}): World => ({
    facts: { 'authorization-code': () => ({ ...code, ...more }), ...others },
  });
  test('uses it up', () => {
    const used = { ...code, usedMs: nowMs };
    decides(having({}), use, { value: used, effects: [{ kind: 'code-put', code: used }] });
  });
  const nothing = { value: null, effects: [] };
  test('that has run out, or is not there, gives nothing', () => {
    decides(having({ expiresMs: nowMs }), use, nothing);
    decides({ facts: { 'authorization-code': () => undefined } }, use, nothing);
  });
  test('with another app leaves it as it is, however often it was tried', () => {
    decides(having({}), { ...use, clientId: otherClientId }, nothing);
    decides(having({ usedMs: 1 }), { ...use, clientId: otherClientId }, nothing);
  });
  const again = { usedMs: nowMs - 5, sessionId: 'opened' as SessionId };
  const replayed: Effect = { kind: 'code-put', code: { ...code, ...again, isReplayed: true } };
  test('again ends what it opened, with the browsers that rest on it', () => {
    const world = having(again, {
      session: () => sessionWith('opened'),
      'devices-of': () => [deviceOf('d', { sessionId: again.sessionId })],
    });
    const details = { reason: 'authorization code used again', clientId };
    decides(world, use, {
      value: null,
      effects: [
        replayed,
        endedNow('opened'),
        deletedSubscription('d'),
        entry(['end-session', 'opened', details], { number: '102' }),
      ],
    });
  });
  test('again ends nothing when it opened nothing, or that has ended or is forgotten', () => {
    const effects = [replayed];
    decides(having(again, { session: () => sessionWith('opened', { isEnded: true }) }), use, { value: null, effects });
    decides(having(again, { session: () => undefined }), use, { value: null, effects });
    const unopened: Effect = { kind: 'code-put', code: { ...code, usedMs: nowMs - 5, isReplayed: true } };
    decides(having({ usedMs: nowMs - 5 }), use, { value: null, effects: [unopened] });
  });
});
