/** Renewing a session as a table: who gets a pair, whether it is a new one, and when it is theft. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RefreshSession } from '../commands/sessions.ts';
import { decide, runDecision } from '../decide.ts';
import type { Effect } from '../effect.ts';
import type { FactRequest } from '../fact.ts';
import type { ClientId } from '../ids.ts';
import { unusedPairGraceMs, usedPairGraceMs } from '../session.ts';
import { accountId, decideIn, effectOf, idOf, type World } from './company.fixture.ts';
import { decides, nowMs, refuses, sessionWith, tokenOf } from './tables.fixture.ts';

const timeMs = 1_700_000_000_000;
const session = { sessionId: 's', extensionId: idOf('102'), clientId: 'app', isEnded: false, expiresMs: timeMs };
const person = { extensionId: idOf('102'), extensionNumber: '102', type: 'User', status: 'Enabled', isDeleted: false };
const token = { kind: 'refresh', sessionId: 's', expiresMs: timeMs + 1, replacedMs: null, usedMs: null };

interface Situation {
  readonly old?: object;
  /** The pair in place of the old one, if it was given out. */
  readonly access?: object;
  readonly refresh?: object;
  readonly session?: object;
  readonly person?: object;
}

const command: RefreshSession = {
  ...{ kind: 'refresh-session', accountId, refreshHash: 'old', clientId: 'app' as ClientId },
  tokens: { accessHash: 'new access', accessTtlS: 60, refreshHash: 'new refresh', refreshTtlS: 120 },
};

function outcomeOf(situation: Situation) {
  const tokens: Readonly<Record<string, object | undefined>> = {
    old: { ...token, tokenHash: 'old', ...situation.old },
    'new access': situation.access && { ...token, kind: 'access', tokenHash: 'new access', ...situation.access },
    'new refresh': situation.refresh && { ...token, tokenHash: 'new refresh', ...situation.refresh },
  };
  const facts: Readonly<Partial<Record<FactRequest['kind'], unknown>>> = {
    now: { timeMs, sureMs: timeMs },
    session: { ...session, ...situation.session },
    extension: { ...person, ...situation.person },
    'devices-of': [],
  };
  const now = { nowMs: timeMs, sureMs: timeMs, latestMs: timeMs, isBelieved: true };
  const { result, effects } = runDecision(decide(command, now), (request) =>
    request.kind === 'token' ? tokens[request.tokenHash] : facts[request.kind],
  );
  const kinds = effects.map(({ kind }) => kind).filter((kind) => kind !== 'audit-recorded');
  return { answer: result.ok ? (result.value === null ? 'theft' : 'pair') : result.refusal.code, kinds };
}

const renewal = ['tokens-expired', 'access-tokens-ended', 'session-renewed', 'token-issued', 'token-issued'];
const replaced = (agoMs: number) => ({ replacedMs: timeMs - agoMs });

const rows: readonly [what: string, situation: Situation, answer: string, kinds: readonly string[]][] = [
  ['a token used for the first time', {}, 'pair', [...renewal.slice(0, 2), 'token-replaced', ...renewal.slice(2)]],
  [
    'one used again, while nobody has used its pair',
    { old: replaced(unusedPairGraceMs - 1), access: {}, refresh: {} },
    ...(['pair', renewal] as const),
  ],
  [
    'one used again an hour later',
    { old: replaced(unusedPairGraceMs), access: {}, refresh: {} },
    'theft',
    ['session-ended'],
  ],
  [
    'one used again just after its pair was used',
    { old: replaced(1_000_000), access: { usedMs: timeMs - usedPairGraceMs + 1 }, refresh: {} },
    ...(['pair', renewal] as const),
  ],
  [
    'one used again well after its pair was used',
    { old: replaced(1_000_000), access: { usedMs: timeMs - usedPairGraceMs }, refresh: {} },
    ...(['theft', ['session-ended']] as const),
  ],
  [
    'one used again just after its pair was itself replaced: nothing comes back to life',
    { old: replaced(1_000_000), refresh: { replacedMs: timeMs - usedPairGraceMs + 1 } },
    ...(['pair', []] as const),
  ],
  [
    'one used again, its pair used a moment ago and long ago: the first use counts',
    { old: replaced(1_000_000), access: { usedMs: timeMs - usedPairGraceMs }, refresh: { replacedMs: timeMs - 1 } },
    ...(['theft', ['session-ended']] as const),
  ],
  ['one that has run out', { old: { expiresMs: timeMs } }, 'invalid-grant', []],
  ['one that is none for renewing', { old: { kind: 'access' } }, 'invalid-grant', []],
  ['one of a session that has ended', { session: { isEnded: true } }, 'invalid-grant', []],
  ['one of another app', { session: { clientId: 'other' } }, 'invalid-grant', []],
  ['one of someone who is frozen', { person: { status: 'Frozen' } }, 'inactive-person', []],
  ['one of someone who was deleted', { person: { isDeleted: true } }, 'invalid-grant', []],
];

for (const [what, situation, answer, kinds] of rows) {
  test(`renewing with ${what}: ${answer}`, () => {
    assert.deepEqual(outcomeOf(situation), { answer, kinds });
  });
}

test('a renewed session lasts as long as its tokens, never shorter than before, and remembers from where', () => {
  const refreshing = (session: object, more: object = {}) => {
    const facts: World['facts'] = {
      token: ({ tokenHash }) => (tokenHash === 'old' ? tokenOf('old', { kind: 'refresh' }) : undefined),
      session: () => sessionWith('session', { ...session, clientId: command.clientId }),
    };
    return effectOf(decideIn({ facts }, { ...command, ...more }).effects, 'session-renewed')?.session;
  };
  assert.partialDeepStrictEqual(refreshing({}), {
    renewedMs: nowMs,
    expiresMs: nowMs + 120_000,
    lastAddress: '192.0.2.9',
  });
  assert.equal(refreshing({ expiresMs: nowMs + 120_001 })?.expiresMs, nowMs + 120_001);
  assert.equal(refreshing({}, { address: '192.0.2.1' })?.lastAddress, '192.0.2.1');
});

test('a token that nobody knows renews nothing', () => {
  refuses({ facts: { token: () => undefined } }, command, { code: 'invalid-grant' });
});

describe('the first use of an access token', () => {
  const use = { kind: 'use-token', accountId, tokenHash: 'access' } as const;
  const used: Effect = { kind: 'token-used', tokenHash: 'access', usedMs: nowMs };
  const rows: [name: string, token: ReturnType<typeof tokenOf> | undefined, effects: Effect[]][] = [
    ['is kept', tokenOf('access'), [used]],
    ['is kept once', tokenOf('access', { usedMs: 1 }), []],
    ['of another kind is not', tokenOf('access', { kind: 'refresh' }), []],
    ['that is gone is not', undefined, []],
  ];
  for (const [name, token, effects] of rows) {
    test(name, () => decides({ facts: { token: () => token } }, use, { value: null, effects }));
  }
});
