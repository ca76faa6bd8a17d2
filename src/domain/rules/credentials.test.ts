/** JWT credentials: made by their owner or for them, and revoked with what was opened with them. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CreateCredential, RevokeCredential } from '../commands/credentials.ts';
import type { CredentialId } from '../ids.ts';
import type { Credential } from '../session.ts';
import { accountId, actorOf, decideIn, idOf, type World } from './company.fixture.ts';
import {
  credential,
  credentialId,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  isForWhoeverIsSignedIn,
  nowMs,
  refuses,
  sessionWith,
} from './tables.fixture.ts';

const actor = actorOf('102');
const having = (count: number): World => ({ facts: { 'credential-count': () => count } });

describe('making a credential', () => {
  const make: CreateCredential = {
    kind: 'create-credential',
    accountId,
    actor,
    credentialId,
    label: ' report ',
    lifeMs: null,
  };
  test('for ever, under its label without the spaces around it, which the trail does not repeat', () => {
    const made: Credential = { ...credential, createdMs: nowMs };
    const word = entry(['create-credential', credentialId, { expiresMs: null }], { number: '102' });
    decides(having(0), make, { value: made, effects: [{ kind: 'credential-added', credential: made }, word] });
  });
  test('for a time', () => {
    const { result } = decideIn(having(0), { ...make, lifeMs: 10 });
    assert.equal(result.ok && result.value.expiresMs, nowMs + 10);
  });
  test('is done by the operator for somebody who is there', () => {
    const made: Credential = { ...credential, createdMs: nowMs };
    const word = entry(['create-credential', credentialId, { expiresMs: null }], 'operator');
    const command = { ...make, actor: { operatorFor: idOf('102') } };
    decides(having(0), command, { value: made, effects: [{ kind: 'credential-added', credential: made }, word] });
    const gone = { ...make, actor: { operatorFor: idOf('199') } };
    refuses(having(0), gone, { code: 'unknown-resource', parameter: 'extensionId', subject: '1199' });
  });
  test('is refused past a hundred, under a label of two lines, and to whoever is signed out', () => {
    assert.ok(decideIn(having(99), make).result.ok);
    refuses(having(100), make, { code: 'too-many-credentials', subject: '100' });
    refuses(having(0), { ...make, label: 'a\nb' }, { code: 'invalid-parameter', parameter: 'label' });
    isForWhoeverIsSignedIn(make, '102', having(0));
  });
});

describe('revoking a credential', () => {
  const revoke: RevokeCredential = { kind: 'revoke-credential', accountId, actor, credentialId };
  const known = (more: Partial<Credential> = {}): World => ({
    facts: {
      credential: () => ({ ...credential, ...more }),
      'living-sessions': () => [
        sessionWith('with it', { credentialId }),
        sessionWith('with another', { credentialId: 'another' as CredentialId }),
        sessionWith('by password'),
      ],
      'devices-of': () => [deviceOf('d', { sessionId: 'with it' as never }), deviceOf('e')],
    },
  });
  test('ends the sessions that were opened with it, and what rests on them', () => {
    decides(known(), revoke, {
      value: null,
      effects: [
        { kind: 'credential-revoked', credentialId },
        endedNow('with it'),
        deletedSubscription('d'),
        entry(['revoke-credential', credentialId, {}], { number: '102' }),
      ],
    });
  });
  test('finds none that is not there, is revoked already, or is someone else’s', () => {
    const refusal = { code: 'unknown-resource', parameter: 'credentialId' } as const;
    refuses({ facts: { credential: () => undefined } }, revoke, refusal);
    refuses(known({ isRevoked: true }), revoke, refusal);
    refuses(known({ extensionId: idOf('103') }), revoke, refusal);
    isForWhoeverIsSignedIn(revoke, '102', known());
  });
});
