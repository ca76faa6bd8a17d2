/** Opening and ending sessions: who gets one, which make room for it, and what ends with each. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { OpenSession } from '../commands/sessions.ts';
import type { Effect } from '../effect.ts';
import type { SessionId } from '../ids.ts';
import { type Session, sessionMemoryMs, type Token } from '../session.ts';
import { accountId, actorOf, decideIn, idOf, type World } from './company.fixture.ts';
import {
  app,
  clientId,
  credential,
  credentialId,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  isForWhoeverIsSignedIn,
  nowMs,
  otherClientId,
  overSocket,
  refuses,
  sessionWith,
  subscriptionOf,
  tokenOf,
} from './tables.fixture.ts';

const newId = 'new' as SessionId;
const tokens = { accessHash: 'access', accessTtlS: 60, refreshHash: 'refresh', refreshTtlS: 600 };
const opening: OpenSession = {
  ...{ kind: 'open-session', accountId, sessionId: newId, clientId, scopes: ['ReadMessages'], endpointId: 'e', tokens },
  ...{ proof: { kind: 'credential', extensionId: idOf('102'), credentialId }, address: '192.0.2.1' },
};
const facts: World['facts'] = { app: () => app, credential: () => credential };

const opened: Session = {
  ...{ accountId, sessionId: newId, extensionId: idOf('102'), clientId, scopes: ['ReadMessages'], endpointId: 'e' },
  ...{ method: 'jwt', credentialId, openedMs: nowMs, renewedMs: nowMs, lastAddress: '192.0.2.1' },
  ...{ expiresMs: nowMs + 600_000, isEnded: false },
};
const access: Token = tokenOf('access', { sessionId: newId, expiresMs: nowMs + 60_000 });
const refresh: Token = tokenOf('refresh', { kind: 'refresh', sessionId: newId, expiresMs: nowMs + 600_000 });
const beginning: Effect[] = [
  { kind: 'sessions-forgotten', extensionId: idOf('102'), endedBeforeMs: nowMs - sessionMemoryMs },
  { kind: 'session-opened', session: opened },
  { kind: 'token-issued', token: { ...access, usedMs: nowMs } },
  { kind: 'token-issued', token: refresh },
];

describe('opening a session', () => {
  test('gives a pair of tokens and lasts as long as the longer-lived', () => {
    decides({ facts }, opening, { value: { session: opened, access, refresh }, effects: beginning });
    const longer = { ...opening, tokens: { ...tokens, accessTtlS: 700 } };
    const { result } = decideIn({ facts }, longer);
    assert.equal(result.ok && result.value.session.expiresMs, nowMs + 700_000);
  });
  test('remembers no address where none is known', () => {
    const { address: _, ...unknown } = opening;
    const { result } = decideIn({ facts }, unknown);
    assert.equal(result.ok && result.value.session.lastAddress, null);
  });
  test('is refused without its app, without a proof, and to whoever is not active', () => {
    refuses({ facts: { ...facts, app: () => undefined } }, opening, { code: 'invalid-client' });
    refuses({ facts: { ...facts, credential: () => undefined } }, opening, { code: 'credential-over' });
    const proof = { kind: 'credential', extensionId: idOf('107'), credentialId } as const;
    const frozen = { ...credential, extensionId: idOf('107') };
    refuses(
      { facts: { ...facts, credential: () => frozen } },
      { ...opening, proof },
      { code: 'inactive-person', subject: 'Frozen' },
    );
  });
});

describe('room for a session', () => {
  const living = ['a', 'b', 'c'].map((id) => sessionWith(id));
  const rows: [name: string, maxSessions: number | undefined, more: World['facts'], ended: string[]][] = [
    ['is never lacking where any number is allowed', undefined, {}, []],
    ['is there while they are fewer than allowed', 4, {}, []],
    ['is made by the oldest', 3, {}, ['a']],
    ['is made by as many as it takes', 1, {}, ['a', 'b', 'c']],
    [
      'is not made by those that have run out',
      3,
      { 'living-sessions': () => [sessionWith('a', { expiresMs: nowMs }), ...living.slice(1)] },
      [],
    ],
    [
      'is not made by one on which a webhook rests',
      2,
      { 'subscriptions-of': () => [subscriptionOf('h', { sessionId: 'a' as SessionId })] },
      ['b'],
    ],
    [
      'is not made by one on which a browser rests',
      2,
      { 'subscriptions-of': () => [deviceOf('d', { sessionId: 'b' as SessionId })] },
      ['a'],
    ],
    [
      'is made by one on which a WebSocket rests',
      3,
      {
        'subscriptions-of': () => [subscriptionOf('w', { sessionId: 'a' as SessionId, channel: overSocket('w') })],
      },
      ['a'],
    ],
    [
      'is made by one on which something rested that has run out',
      3,
      { 'subscriptions-of': () => [subscriptionOf('h', { sessionId: 'a' as SessionId, expiresMs: nowMs })] },
      ['a'],
    ],
  ];
  for (const [name, maxSessions, more, ended] of rows) {
    test(name, () => {
      const world = { facts: { ...facts, 'living-sessions': () => living, ...more } };
      const command = { ...opening, ...(maxSessions === undefined ? {} : { maxSessions }) };
      decides(world, command, { effects: [...ended.map(endedNow), ...beginning] });
    });
  }
});

describe('ending a session by one of its tokens', () => {
  const ending: Command = { kind: 'end-session', accountId, tokenHash: 'access', clientId };
  const session = sessionWith('session');
  const known: World['facts'] = { token: () => tokenOf('access'), session: () => session };
  test('takes with it the browsers that rest on it', () => {
    const world = {
      facts: { ...known, 'devices-of': () => [deviceOf('mine'), deviceOf('other', { sessionId: newId })] },
    };
    decides(world, ending, { value: null, effects: [endedNow('session'), deletedSubscription('mine')] });
  });
  const rows: [name: string, more: World['facts']][] = [
    ['a token that nobody knows', { token: () => undefined }],
    ['a session that nobody knows', { session: () => undefined }],
    ['a session that has ended', { session: () => ({ ...session, isEnded: true }) }],
    ["another app's session", { session: () => ({ ...session, clientId: otherClientId }) }],
  ];
  for (const [name, more] of rows) {
    test(`changes nothing for ${name}`, () =>
      decides({ facts: { ...known, ...more } }, ending, { value: null, effects: [] }));
  }
});

describe('ending one’s own sessions', () => {
  const living = ['session', 'b', 'c'].map((id) => sessionWith(id));
  const world: World = { facts: { 'living-sessions': () => living } };
  const ending = (which: string): Command => {
    return { kind: 'end-own-sessions', accountId, actor: actorOf('102'), which: which as SessionId };
  };
  const rows: [which: string, ended: string[]][] = [
    ['all', ['session', 'b', 'c']],
    ['others', ['b', 'c']],
    ['b', ['b']],
    ['session', ['session']],
  ];
  for (const [which, ended] of rows) {
    test(`ends ${ended.join(' and ')} when asked for ${which}`, () => {
      decides(world, ending(which), { value: null, effects: ended.map(endedNow) });
    });
  }
  test('does not find what is not one’s own; that there are no others is no error', () => {
    refuses(world, ending('someone else’s'), { code: 'unknown-resource', parameter: 'sessionId' });
    decides({ facts: { 'living-sessions': () => [sessionWith('session')] } }, ending('others'), {
      value: null,
      effects: [],
    });
  });
  test('is for whoever is signed in', () => isForWhoeverIsSignedIn(ending('all'), '102', world));
});

test('a token for WebSockets lasts as many seconds as asked, and those that ran out are forgotten', () => {
  const command: Command = {
    kind: 'issue-websocket-token',
    accountId,
    actor: actorOf('102'),
    tokenHash: 'w',
    ttlS: 30,
  };
  decides({}, command, {
    value: null,
    effects: [
      { kind: 'tokens-expired', sessionId: 'session' as SessionId, beforeMs: nowMs },
      { kind: 'token-issued', token: tokenOf('w', { kind: 'websocket', expiresMs: nowMs + 30_000 }) },
    ],
  });
  isForWhoeverIsSignedIn(command, '102');
});
