/** What signing in, being locked out and being invited leave in the audit trail: who and what, and no secret. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../command.ts';
import { decide, runDecision } from '../decide.ts';
import type { FactRequest } from '../fact.ts';
import type { ClientId, CredentialId, SessionId } from '../ids.ts';
import { accountId, effectOf, idOf } from './company.fixture.ts';

const timeMs = 1_700_000_000_000;
const now = { nowMs: timeMs, sureMs: timeMs, latestMs: timeMs, isBelieved: true };
const secret = 'a hash that must not be told';
const extension = {
  extensionId: idOf('102'),
  extensionNumber: '102',
  type: 'User',
  status: 'Enabled',
  isDeleted: false,
};
const facts: Readonly<Partial<Record<FactRequest['kind'], unknown>>> = {
  now: { timeMs, sureMs: timeMs },
  take: 5000,
  session: { sessionId: 's', extensionId: idOf('102'), clientId: 'app', isEnded: false },
  extension: { ...extension, roles: ['administrator'] },
  password: { extensionId: idOf('102'), hash: secret, failures: 4, lockedUntilMs: 0 },
  invitation: { extensionId: idOf('102'), tokenHash: secret, expiresMs: timeMs + 1 },
  'authorization-code': { codeHash: secret, clientId: 'app', usedMs: timeMs - 1, sessionId: 's' },
  token: { kind: 'refresh', tokenHash: secret, sessionId: 's', expiresMs: timeMs + 1, replacedMs: timeMs - 3_600_000 },
  credential: { credentialId: 'c', extensionId: idOf('102'), label: 'report', isRevoked: false },
  'living-sessions': [],
  'devices-of': [],
  'credential-count': 0,
};

const address = '192.0.2.1';
const actor = { accountId, sessionId: 's' as SessionId, extensionId: idOf('102'), address };
const clientId = 'app' as ClientId;
const credentialId = 'c' as CredentialId;
const tokens = { accessHash: secret, accessTtlS: 1, refreshHash: secret, refreshTtlS: 1 };

const rows: readonly { does: string; command: Command; action: string; actorId: number | null }[] = [
  {
    does: 'a password that is locked',
    command: { kind: 'count-failed-sign-in', accountId, extensionId: idOf('102'), address },
    ...{ action: 'lock-password', actorId: null },
  },
  {
    does: 'a password that its owner changes',
    command: { kind: 'change-password', accountId, actor, oldHash: secret, newHash: secret },
    ...{ action: 'change-password', actorId: idOf('102') },
  },
  {
    does: 'an invitation',
    command: { kind: 'invite', accountId, actor, extensionId: idOf('102'), tokenHash: secret, lifeMs: 1 },
    ...{ action: 'invite', actorId: idOf('102') },
  },
  {
    does: 'a password that is set through an invitation',
    command: { kind: 'accept-invitation', accountId, tokenHash: secret, newHash: secret, address },
    ...{ action: 'set-password', actorId: idOf('102') },
  },
  {
    does: 'a credential that is made',
    command: { kind: 'create-credential', accountId, actor, credentialId, label: 'report', lifeMs: null },
    ...{ action: 'create-credential', actorId: idOf('102') },
  },
  {
    does: 'a credential that is revoked',
    command: { kind: 'revoke-credential', accountId, actor, credentialId },
    ...{ action: 'revoke-credential', actorId: idOf('102') },
  },
  {
    does: 'a session that an old refresh token ends',
    command: { kind: 'refresh-session', accountId, refreshHash: secret, clientId, tokens, address },
    ...{ action: 'end-session', actorId: idOf('102') },
  },
];

for (const { does, command, action, actorId } of rows) {
  test(`${does} leaves an entry that says who and from where, and no secret`, () => {
    const { effects } = runDecision(decide(command, now), ({ kind }) => facts[kind]);
    const entry = effectOf(effects, 'audit-recorded')?.entry;
    assert.deepEqual(
      { action: entry?.action, actorId: entry?.actorId, address: entry?.address, timeMs: entry?.timeMs },
      { action, actorId, address, timeMs },
    );
    assert.ok(!JSON.stringify(entry).includes(secret));
  });
}

test('a code that comes again leaves an entry as well, without an address', () => {
  const command: Command = { kind: 'use-code', accountId, codeHash: secret, clientId };
  const { effects } = runDecision(decide(command, now), ({ kind }) => facts[kind]);
  assert.equal(effectOf(effects, 'audit-recorded')?.entry.action, 'end-session');
  assert.equal(effectOf(effects, 'session-ended')?.sessionId, 's');
});

test('a session is opened for no app that was removed meanwhile', () => {
  const proof = { kind: 'credential', extensionId: idOf('102'), credentialId } as const;
  const session = { sessionId: 's2' as SessionId, clientId, scopes: [], endpointId: 'e', tokens };
  const command: Command = { kind: 'open-session', accountId, proof, ...session };
  const answerWith = (app: unknown) =>
    runDecision(decide(command, now), ({ kind }) => (kind === 'app' ? app : facts[kind])).result;
  assert.equal(answerWith({ clientId, accountId }).ok, true);
  const without = answerWith(undefined);
  assert.equal(!without.ok && without.refusal.code, 'invalid-client');
});

test('a code is given to nobody who is not active', () => {
  const code = { codeHash: 'c', redirectUri: 'https://a.example/', codeChallenge: null };
  const proof = { kind: 'waived', extensionId: idOf('102') } as const;
  const command: Command = { kind: 'issue-code', accountId, proof, clientId, ...code };
  const answerTo = (status: string) =>
    runDecision(decide(command, now), ({ kind }) =>
      kind === 'extension' ? { ...extension, status } : kind === 'app' ? { clientId, accountId } : facts[kind],
    ).result;
  assert.equal(answerTo('Enabled').ok, true);
  const frozen = answerTo('Frozen');
  assert.equal(!frozen.ok && frozen.refusal.code, 'bad-credentials');
});
