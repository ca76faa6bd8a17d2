/** Counting failures, changing one's own password, and links that set one. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AcceptInvitation, ChangePassword, CountFailedSignIn, Invite } from '../commands/credentials.ts';
import type { Effect } from '../effect.ts';
import type { Extension } from '../extension.ts';
import type { SessionId } from '../ids.ts';
import { freshPassword, type Password } from '../password.ts';
import { accountId, actorOf, answer, decideIn, idOf, type World } from './company.fixture.ts';
import { canSetPassword } from './passwords.ts';
import {
  administrator,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  invitation,
  isForAdministrators,
  isForWhoeverIsSignedIn,
  nextSequence,
  nowMs,
  password,
  refuses,
  sessionWith,
} from './tables.fixture.ts';

const extensionId = idOf('102');
const having = (more: Partial<Password> | undefined, others: World['facts'] = {}): World => ({
  facts: { password: () => more && { ...password, ...more }, ...others },
});
const personAt = (number: string) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension;
const put = (changed: Partial<Password>): Effect => ({ kind: 'password-put', password: { ...password, ...changed } });

describe('a try that failed', () => {
  const failing: CountFailedSignIn = { kind: 'count-failed-sign-in', accountId, extensionId, address: '192.0.2.1' };
  const lock = (failures: number, lockedSeconds: number, address: string | null = '192.0.2.1'): Effect => ({
    kind: 'audit-recorded',
    entry: {
      ...{ timeMs: nowMs, actorId: null, address, action: 'lock-password', target: '1102' },
      details: { failures, lockedSeconds },
    },
  });
  test('is counted, and locks nothing at first', () => {
    decides(having({ failures: 3 }), failing, { value: null, effects: [put({ failures: 4 })] });
  });
  test('locks the password from the fifth on, longer each time, and the trail says from where it was tried', () => {
    decides(having({ failures: 4 }), failing, {
      effects: [put({ failures: 5, lockedUntilMs: nowMs + 15_000 }), lock(5, 15)],
    });
    decides(having({ failures: 5, lockedUntilMs: nowMs }), failing, {
      effects: [put({ failures: 6, lockedUntilMs: nowMs + 30_000 }), lock(6, 30)],
    });
    const { address: _, ...unknown } = failing;
    decides(having({ failures: 4 }), unknown, {
      effects: [put({ failures: 5, lockedUntilMs: nowMs + 15_000 }), lock(5, 15, null)],
    });
  });
  test('counts for nothing while it is locked, where there is no password, and for nobody', () => {
    decides(having({ failures: 9, lockedUntilMs: nowMs + 1 }), failing, { value: null, effects: [] });
    decides(having(undefined), failing, { value: null, effects: [] });
    decides({}, { ...failing, extensionId: undefined }, { value: null, effects: [] });
  });
});

const living: World['facts'] = {
  'living-sessions': () => ['session', 'a', 'b'].map((id) => sessionWith(id)),
  'devices-of': () => [deviceOf('own'), deviceOf('d', { sessionId: 'a' as SessionId })],
};
const fresh: Effect = { kind: 'password-put', password: freshPassword(extensionId, 'new', nowMs) };
const gone: Effect = { kind: 'invitation-gone', extensionId };

describe('changing one’s password', () => {
  const changing: ChangePassword = {
    kind: 'change-password',
    accountId,
    actor: actorOf('102'),
    oldHash: 'hash',
    newHash: 'new',
  };
  test('ends all other sessions with what rests on them, and the links that were sent', () => {
    const word = entry(['change-password', '1102', {}], { number: '102' });
    const effects = [fresh, gone, endedNow('a'), endedNow('b'), deletedSubscription('d'), word];
    decides(having({}, living), changing, { value: null, effects });
  });
  test('is refused with a wrong one, without one, and while it is locked', () => {
    const refusal = { code: 'wrong-password', parameter: 'currentPassword' } as const;
    refuses(having({ hash: 'other' }), changing, refusal);
    refuses(having(undefined), changing, refusal);
    refuses(having({ lockedUntilMs: nowMs + 1 }), changing, refusal);
    assert.ok(decideIn(having({ lockedUntilMs: nowMs }), changing).result.ok);
    assert.ok(decideIn(having({ lockedUntilMs: nowMs + 1 }), { ...changing, passesLock: true }).result.ok);
    isForWhoeverIsSignedIn(changing, '102', having({}));
  });
});

describe('an invitation', () => {
  const inviting: Invite = {
    kind: 'invite',
    accountId,
    actor: administrator,
    extensionId,
    tokenHash: 'link',
    lifeMs: 10,
  };
  const expiresMs = nowMs + 10;
  test('is a link that works for a time', () => {
    decides({}, inviting, {
      value: { extension: personAt('102'), expiresMs },
      effects: [
        { kind: 'invitation-put', invitation: { extensionId, tokenHash: 'link', expiresMs } },
        entry(['invite', '1102', { expiresMs }]),
      ],
    });
  });
  const rows: [number: string, refusal: Parameters<typeof refuses>[2] | undefined][] = [
    ['109', undefined],
    ['999', { code: 'unknown-resource', parameter: 'extensionId' }],
    ['199', { code: 'unknown-resource', parameter: 'extensionId' }],
    ['107', { code: 'cannot-be-invited', parameter: 'extensionId', subject: '107' }],
    ['200', { code: 'cannot-be-invited', parameter: 'extensionId', subject: '200' }],
  ];
  for (const [number, refusal] of rows) {
    test(`for ${number} is ${refusal?.code ?? 'sent'}`, () => {
      const command = { ...inviting, extensionId: idOf(number) };
      if (refusal) refuses({}, command, refusal);
      else assert.ok(decideIn({}, command).result.ok);
    });
  }
  test('is sent by administrators', () => isForAdministrators(inviting, 'AddRemoveUsers'));
  test('is for whoever owns a mailbox and signs in, or will', () => {
    const may = (status: Extension['status'], more: Partial<Extension> = {}) =>
      canSetPassword({ type: 'User', status, isDeleted: false, ...more });
    assert.deepEqual(
      (['Enabled', 'NotActivated', 'Frozen', 'Disabled', 'Unassigned'] as const).map((status) => may(status)),
      [...[true, true, false, false, false]],
    );
    assert.deepEqual([may('Enabled', { isDeleted: true }), may('Enabled', { type: 'Department' })], [false, false]);
  });
});

describe('accepting an invitation', () => {
  const accepting: AcceptInvitation = {
    kind: 'accept-invitation',
    accountId,
    tokenHash: 'link',
    newHash: 'new',
    address: '192.0.2.1',
  };
  const invited = (more: Partial<typeof invitation> = {}): World => ({
    facts: { invitation: () => ({ ...invitation, ...more }), ...living },
  });
  const by = (number: string) => ({ number, address: '192.0.2.1' });
  test('sets the password, uses the link up, and ends every session', () => {
    const word = entry(['set-password', '1102', { isActivated: false }], by('102'));
    const ended = [...['session', 'a', 'b'].map(endedNow), ...['own', 'd'].map(deletedSubscription)];
    decides(invited(), accepting, { value: personAt('102'), effects: [fresh, gone, ...ended, word] });
  });
  test('lets in who was not active yet', () => {
    const extension: Extension = { ...personAt('109'), status: 'Enabled' };
    const world: World = { facts: { invitation: () => ({ ...invitation, extensionId: idOf('109') }) } };
    const { address: _, ...unknown } = accepting;
    decides(world, unknown, {
      value: extension,
      effects: [
        { kind: 'extension-put', extension, modifiedSeq: nextSequence },
        { kind: 'password-put', password: freshPassword(idOf('109'), 'new', nowMs) },
        { kind: 'invitation-gone', extensionId: idOf('109') },
        entry(['set-password', '1109', { isActivated: true }], { number: '109' }),
      ],
    });
  });
  test('is refused of no link, one that ran out, and to whoever may not sign in', () => {
    const refusal = { code: 'invalid-grant' } as const;
    refuses({ facts: { invitation: () => undefined } }, accepting, refusal);
    refuses(invited({ expiresMs: nowMs }), accepting, refusal);
    refuses(invited({ extensionId: idOf('107') }), accepting, refusal);
    refuses(invited({ extensionId: idOf('999') }), accepting, refusal);
  });
});
