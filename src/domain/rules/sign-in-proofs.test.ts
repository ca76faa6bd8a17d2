/** What proves who someone is. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AuthorizationCode } from '../authorization-code.ts';
import type { OpenSession } from '../commands/sessions.ts';
import type { SessionId } from '../ids.ts';
import type { Password } from '../password.ts';
import type { Credential } from '../session.ts';
import { accountId, idOf, type World } from './company.fixture.ts';
import { isLocked, requireActivePerson, requireAppStill, requireProof } from './sign-in-proofs.ts';
import {
  app,
  clientId,
  code,
  credential,
  credentialId,
  nowMs,
  otherClientId,
  password,
  refusalOf,
  resolved,
} from './tables.fixture.ts';

const opening = (proof: OpenSession['proof']): OpenSession => ({
  ...{ kind: 'open-session', accountId, sessionId: 'new' as SessionId, proof, clientId, scopes: [], endpointId: 'e' },
  tokens: { accessHash: 'a', accessTtlS: 1, refreshHash: 'r', refreshTtlS: 1 },
});
const extensionId = idOf('102');
const proofIn = (world: World, proof: OpenSession['proof']) => resolved(world, requireProof(opening(proof), nowMs));
const codeOf = (act: () => unknown) => refusalOf(act)?.code;

describe('a credential', () => {
  const proof = { kind: 'credential', extensionId, credentialId } as const;
  const having = (more: Partial<Credential> | undefined): World => ({
    facts: { credential: () => more && { ...credential, ...more } },
  });
  test('signs in whom it belongs to', () => {
    assert.deepEqual(proofIn(having({}), proof), { extensionId, method: 'jwt', credentialId, effects: [] });
  });
  const rows: [name: string, more: Partial<Credential> | undefined, isGood: boolean][] = [
    ['that is not there', undefined, false],
    ['that is revoked', { isRevoked: true }, false],
    ['of someone else', { extensionId: idOf('103') }, false],
    ['that has run out', { expiresMs: nowMs }, false],
    ['that runs out next', { expiresMs: nowMs + 1 }, true],
  ];
  for (const [name, more, isGood] of rows) {
    test(`${name} ${isGood ? 'does' : 'does not'}`, () => {
      assert.equal(
        codeOf(() => proofIn(having(more), proof)),
        isGood ? undefined : 'credential-over',
      );
    });
  }
});

describe('a password', () => {
  const proof = { kind: 'password', extensionId, hash: 'hash' } as const;
  const having = (more: Partial<Password> | undefined): World => ({
    facts: { password: () => more && { ...password, ...more } },
  });
  const effectsOf = (more: Partial<Password>, given: object = {}) =>
    proofIn(having(more), { ...proof, ...given }).effects;
  test('signs in whose it is, and is left alone when nothing was wrong before', () => {
    assert.deepEqual(proofIn(having({}), proof), { extensionId, method: 'password', credentialId: null, effects: [] });
  });
  test('forgets the failures before it, and a lock that is over', () => {
    assert.deepEqual(effectsOf({ failures: 3, lockedUntilMs: nowMs }), [{ kind: 'password-put', password }]);
  });
  test('is kept as a better hash of it', () => {
    const better = { ...password, hash: 'better' };
    assert.deepEqual(effectsOf({}, { betterHash: 'better' }), [{ kind: 'password-put', password: better }]);
  });
  test('from where one has signed in before passes a lock, and leaves it to strangers', () => {
    const locked = { failures: 5, lockedUntilMs: nowMs + 1 };
    assert.deepEqual(effectsOf(locked, { passesLock: true, betterHash: 'better' }), []);
    assert.deepEqual(effectsOf({ failures: 5, lockedUntilMs: nowMs }, { passesLock: true }), [
      { kind: 'password-put', password },
    ]);
    assert.equal(
      codeOf(() => effectsOf(locked)),
      'bad-credentials',
    );
  });
  test('that is not there, or was changed meanwhile, does not', () => {
    assert.equal(
      codeOf(() => proofIn(having(undefined), proof)),
      'bad-credentials',
    );
    assert.equal(
      codeOf(() => effectsOf({ hash: 'other' })),
      'bad-credentials',
    );
  });
  test('is locked up to a moment, and for all who do not pass', () => {
    assert.equal(isLocked({ ...password, lockedUntilMs: nowMs }, {}, nowMs), false);
    assert.equal(isLocked({ ...password, lockedUntilMs: nowMs + 1 }, {}, nowMs), true);
    assert.equal(isLocked({ ...password, lockedUntilMs: nowMs + 1 }, { passesLock: true }, nowMs), false);
  });
});

describe('a code', () => {
  const used = { usedMs: nowMs };
  const having = (more: Partial<AuthorizationCode> | undefined): World => ({
    facts: { 'authorization-code': () => more && { ...code, ...more } },
  });
  const proof = { kind: 'code', codeHash: 'code' } as const;
  test('that this app has just used up signs in, and remembers what it opened', () => {
    const opened = { ...code, ...used, sessionId: 'new' };
    assert.deepEqual(proofIn(having(used), proof), {
      ...{ extensionId, method: 'code', credentialId: null },
      effects: [{ kind: 'code-put', code: opened }],
    });
  });
  const rows: [name: string, more: Partial<AuthorizationCode> | undefined][] = [
    ['that is not there', undefined],
    ['that nobody has used up', {}],
    ['that was tried again', { ...used, isReplayed: true }],
    ['that has opened a session', { ...used, sessionId: 's' as SessionId }],
    ['of another app', { ...used, clientId: otherClientId }],
  ];
  for (const [name, more] of rows) {
    test(`${name} does not`, () =>
      assert.equal(
        codeOf(() => proofIn(having(more), proof)),
        'invalid-grant',
      ));
  }
});

test('whoever is not active is told so, or is not told whether they are there', () => {
  const rows: [
    number: string,
    asked: 'inactive-person' | 'bad-credentials' | undefined,
    refusal: object | undefined,
  ][] = [
    ['102', undefined, undefined],
    ['107', undefined, { code: 'inactive-person', subject: 'Frozen' }],
    ['107', 'bad-credentials', { code: 'bad-credentials', subject: 'Frozen' }],
    ['199', undefined, { code: 'invalid-grant' }],
    ['199', 'bad-credentials', { code: 'bad-credentials' }],
    ['999', undefined, { code: 'invalid-grant' }],
  ];
  for (const [number, asked, refusal] of rows) {
    assert.deepEqual(
      refusalOf(() => resolved({}, requireActivePerson(idOf(number), asked))),
      refusal,
      number,
    );
  }
});

test('an app that was removed lets nobody in', () => {
  assert.equal(
    codeOf(() => resolved({ facts: { app: () => app } }, requireAppStill(clientId))),
    undefined,
  );
  assert.equal(
    codeOf(() => resolved({ facts: { app: () => undefined } }, requireAppStill(clientId))),
    'invalid-client',
  );
});
