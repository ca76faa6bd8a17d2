/** Subscriptions: made, changed and ended by their owner; those of WebSockets taken up and let go by the server. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { CreateSubscription, UpdateSubscription } from '../commands/subscriptions.ts';
import type { Effect } from '../effect.ts';
import type { Sequence, SessionId } from '../ids.ts';
import { maxSubscriptions, recoveryTimeoutMs, type Subscription } from '../subscription.ts';
import { accountId, actorOf, decideIn, idOf, type World } from './company.fixture.ts';
import {
  browserAt,
  clientId,
  connectionOf,
  decides,
  deletedSubscription,
  isForWhoeverIsSignedIn,
  nextSequence,
  nowMs,
  otherClientId,
  overSocket,
  refuses,
  sessionId,
  sessionWith,
  subscriptionOf,
} from './tables.fixture.ts';

const actor = actorOf('102');
const over = overSocket;
const hook = { transport: 'WebHook', address: 'https://hooks.example/new' } as const;
const socketOf = (id: string, connectionId: string, more: Partial<Subscription> = {}) =>
  subscriptionOf(id, { channel: over(connectionId), ...more });
const put = (subscription: Subscription): Effect => ({ kind: 'subscription-put', subscription });
const unknown = { code: 'unknown-resource', parameter: 'subscriptionId' } as const;

/** What has taken the place of the connection `c`, which is the seventh of this process. */
const newer: [name: string, channel: Subscription['channel']][] = [
  ['a later one here', { ...over('c'), epoch: 8 }],
  ['one elsewhere', { ...over('c'), owner: 'there' }],
  ['one elsewhere that counts less', { ...over('c'), owner: 'there', epoch: 1 }],
];

describe('making a subscription', () => {
  const making: CreateSubscription = {
    ...{ kind: 'create-subscription', accountId, actor, clientId, subscriptionId: 'new', filters: [], channel: hook },
    lifeMs: 1000,
  };
  const made = (channel: Subscription['channel'] = hook): Subscription => ({
    ...{ accountId, subscriptionId: 'new', extensionId: idOf('102'), clientId, sessionId, filters: [], channel },
    ...{
      createdMs: nowMs,
      lifeMs: 1000,
      expiresMs: nowMs + 1000,
      status: 'Active',
      blacklisted: null,
      lastDelivery: 0,
    },
    ...{ position: nextSequence, toldPosition: nextSequence, remindedMs: nowMs },
  });
  const having = (...own: Subscription[]): World => ({ facts: { 'subscriptions-of': () => own } });
  test('begins with what comes after now', () => {
    decides(having(subscriptionOf('other')), making, { value: made(), effects: [put(made())] });
  });
  test('takes the place of those that ran out, and of one over the same connection', () => {
    const own = [subscriptionOf('over', { expiresMs: nowMs }), socketOf('same', 'c'), socketOf('other', 'd')];
    decides(
      having(...own),
      { ...making, channel: over('c') },
      {
        value: made(over('c')),
        effects: [deletedSubscription('over'), deletedSubscription('same'), put(made(over('c')))],
      },
    );
    decides(having(...own), making, { effects: [deletedSubscription('over'), put(made())] });
  });
  test('is refused past the most of its kind, where other kinds and what ran out do not count', () => {
    const full = Array.from({ length: maxSubscriptions.WebHook }, (_, index) => subscriptionOf(`s${index}`));
    refuses(having(...full), making, { code: 'too-many-subscriptions' });
    assert.ok(decideIn(having(...full.slice(1), socketOf('w', 'c')), making).result.ok);
    assert.ok(decideIn(having(...full.slice(1), subscriptionOf('x', { expiresMs: nowMs })), making).result.ok);
    assert.ok(decideIn(having(...full), { ...making, channel: over('c') }).result.ok);
    const sockets = Array.from({ length: maxSubscriptions.WebSocket }, (_, index) =>
      socketOf(`s${index}`, `c${index}`),
    );
    refuses(having(...sockets), { ...making, channel: over('new') }, { code: 'too-many-subscriptions' });
    assert.ok(decideIn(having(...sockets), { ...making, channel: over('c3') }).result.ok);
  });
  test('is for whoever is signed in', () => isForWhoeverIsSignedIn(making, '102'));
  const beside = (standing: Subscription): World => ({
    facts: { 'subscriptions-of': () => [standing], 'subscription-of-connection': () => standing },
  });
  for (const [name, channel] of newer) {
    test(`over a connection whose place was taken by ${name} is refused while that lasts`, () => {
      const late = { ...making, channel: over('c') };
      refuses(beside(socketOf('newer', 'c', { channel })), late, { code: 'connection-taken-up' });
      decides(beside(socketOf('newer', 'c', { channel, expiresMs: nowMs })), late, {
        value: made(over('c')),
        effects: [deletedSubscription('newer'), put(made(over('c')))],
      });
    });
  }
  test('over a connection takes the place of what was told over that, and of what an older one of its owner left', () => {
    for (const epoch of [6, 7]) {
      const standing = socketOf('older', 'c', { channel: { ...over('c'), epoch } });
      decides(
        beside(standing),
        { ...making, channel: over('c') },
        { effects: [deletedSubscription('older'), put(made(over('c')))] },
      );
    }
  });
});

describe('changing a subscription', () => {
  const changing: UpdateSubscription = {
    kind: 'update-subscription',
    accountId,
    actor,
    clientId,
    subscriptionId: 'one',
  };
  const having = (one: Subscription | undefined, more: World['facts'] = {}): World => ({
    facts: { subscription: () => one, 'subscriptions-of': () => (one ? [one] : []), ...more },
  });
  test('renews it for as long as it was made for, and what is not said stays', () => {
    const before = subscriptionOf('one', { expiresMs: nowMs + 1 });
    const after = { ...before, expiresMs: nowMs + 1000 };
    decides(having(before), changing, { value: after, effects: [put(after)] });
  });
  test('changes what is said', () => {
    const filters = [{ kind: 'directory', text: '/directory' }] as const;
    const after = { ...subscriptionOf('one'), filters, channel: hook, lifeMs: 5, expiresMs: nowMs + 5 };
    decides(
      having(subscriptionOf('one')),
      { ...changing, filters, channel: hook, lifeMs: 5 },
      { value: after, effects: [put(after)] },
    );
  });
  test('rests on the session it is changed in', () => {
    const before = subscriptionOf('one', { sessionId: 'before' as SessionId });
    const after = { ...before, sessionId, expiresMs: nowMs + 1000 };
    decides(having(before), changing, { value: after, effects: [put(after)] });
  });
  test('over its own connection rests on the session of that', () => {
    const before = socketOf('one', 'c', { sessionId: 'before' as SessionId });
    const after = { ...before, expiresMs: nowMs + 1000 };
    decides(having(before), changing, { value: after, effects: [put(after)] });
  });
  test('to another connection takes the place of what was told over that', () => {
    const before = socketOf('one', 'c', { sessionId: 'before' as SessionId });
    const after = { ...before, channel: over('d'), sessionId, expiresMs: nowMs + 1000 };
    const own = { 'subscriptions-of': () => [before, socketOf('other', 'd'), socketOf('third', 'e')] };
    decides(
      having(before, own),
      { ...changing, channel: over('d') },
      {
        effects: [deletedSubscription('other'), put(after)],
      },
    );
  });
  for (const [name, channel] of newer) {
    test(`over a connection whose place was taken by ${name} is refused, and changes nothing told there`, () => {
      const moved = socketOf('one', 'c', { channel });
      const at = (standing: Subscription) => ({ 'subscription-of-connection': () => standing });
      const late = { ...changing, channel: over('c') };
      refuses(having(moved, at(moved)), late, { code: 'connection-taken-up' });
      refuses(having(socketOf('one', 'b'), at(socketOf('other', 'c', { channel }))), late, {
        code: 'connection-taken-up',
      });
      // Not over any connection: it stays where it is told.
      decides(having(moved, at(moved)), changing, { effects: [put({ ...moved, expiresMs: nowMs + 1000 })] });
    });
  }
  test('whose session is over lets what waited begin to wait anew', () => {
    const before = subscriptionOf('one');
    const after = { ...before, expiresMs: nowMs + 1000, sessionId: 'now' as SessionId };
    const waits: Effect = { kind: 'deliveries-requeued', subscriptionId: 'one', which: 'waiting', timeMs: nowMs };
    const command = { ...changing, actor: { ...actor, sessionId: 'now' as SessionId } };
    for (const ended of [undefined, sessionWith('session', { isEnded: true })]) {
      const session = (request: { sessionId: SessionId }) => (request.sessionId === 'now' ? sessionWith('now') : ended);
      decides(having(before, { session }), command, { effects: [put(after), waits] });
    }
  });
  test('does not change its transport', () => {
    const refusal = { code: 'invalid-parameter', parameter: 'deliveryMode.transportType' } as const;
    refuses(having(subscriptionOf('one')), { ...changing, channel: over('c') }, refusal);
  });
  const deleting: Command = { ...changing, kind: 'delete-subscription' };
  const hidden: [name: string, one: Subscription | undefined][] = [
    ['that is not there', undefined],
    ['of someone else', subscriptionOf('one', { extensionId: idOf('103') })],
    ['of another app', subscriptionOf('one', { clientId: otherClientId })],
    ['that ran out', subscriptionOf('one', { expiresMs: nowMs })],
    ['of a browser', subscriptionOf('one', { channel: browserAt('https://push.example/a') })],
  ];
  for (const [name, one] of hidden) {
    test(`and deleting finds none ${name}`, () => {
      refuses(having(one), changing, unknown);
      refuses(having(one), deleting, unknown);
    });
  }
  test('and deleting is for whoever is signed in', () => {
    isForWhoeverIsSignedIn(changing, '102', having(subscriptionOf('one')));
    isForWhoeverIsSignedIn(deleting, '102', having(subscriptionOf('one')));
    decides(having(subscriptionOf('one')), deleting, { value: null, effects: [deletedSubscription('one')] });
  });
});

describe('a WebSocket', () => {
  const having = (left: Subscription | undefined): World => ({ facts: { 'subscription-of-connection': () => left } });
  const resume: Command = {
    kind: 'resume-connection',
    accountId,
    sessionId,
    connection: { ...connectionOf('c'), epoch: 8 },
  };
  const nothing = { value: null, effects: [] };
  test('that takes up another goes on for the whole of its time', () => {
    const after = socketOf('one', 'c', { channel: { ...overSocket('c'), epoch: 8 }, expiresMs: nowMs + 1000 });
    decides(having(socketOf('one', 'c', { expiresMs: nowMs + 1 })), resume, { value: after, effects: [put(after)] });
  });
  test('takes up nothing that is not there, ran out, or was another session’s', () => {
    decides(having(undefined), resume, nothing);
    decides(having(socketOf('one', 'c', { expiresMs: nowMs })), resume, nothing);
    decides(having(socketOf('one', 'c', { sessionId: 'x' as SessionId })), resume, nothing);
  });
  const lasting = socketOf('one', 'c', { expiresMs: nowMs + recoveryTimeoutMs + 1 });
  const drop = { kind: 'drop-connection', accountId, connection: connectionOf('c') } as const;
  test('that is gone leaves its subscription waiting for a while, where its reader stood', () => {
    const expiresMs = nowMs + recoveryTimeoutMs;
    decides(having(lasting), drop, { value: null, effects: [put({ ...lasting, expiresMs })] });
    const toldPosition = 4500 as Sequence;
    decides(
      having(lasting),
      { ...drop, position: toldPosition },
      { effects: [put({ ...lasting, expiresMs, toldPosition })] },
    );
  });
  test('that is gone lengthens nothing, and leaves nothing where nothing was', () => {
    decides(having({ ...lasting, expiresMs: nowMs + recoveryTimeoutMs }), drop, nothing);
    decides(having(undefined), drop, nothing);
  });
  const another = { ...lasting, channel: { ...overSocket('c'), epoch: 8 } };
  const elsewhere = { ...lasting, channel: { ...overSocket('c'), owner: 'there' } };
  test('that is gone after another took its place leaves that alone', () => {
    decides(having(another), drop, nothing);
    decides(having(elsewhere), drop, nothing);
    decides(having(subscriptionOf('one', { expiresMs: lasting.expiresMs })), drop, nothing);
  });
  const keep: Command = { kind: 'keep-connection', accountId, connection: connectionOf('c') };
  test('that was only thought gone goes on for the whole of its time', () => {
    const waiting = { ...lasting, expiresMs: nowMs + 1 };
    decides(having(waiting), keep, { value: null, effects: [put({ ...waiting, expiresMs: nowMs + 1000 })] });
  });
  test('keeps nothing that ran out, is not there, or is told over another that took its place', () => {
    for (const left of [{ ...lasting, expiresMs: nowMs }, undefined, another, elsewhere]) {
      decides(having(left), keep, nothing);
    }
  });
  test('waits with all others of an owner that is dead', () => {
    const dropping: Command = { kind: 'drop-deserted-connections', accountId };
    const expiresMs = nowMs + recoveryTimeoutMs;
    const dropped = (owner: string): Effect => ({ kind: 'connections-dropped', owner, expiresMs });
    const dead = (...owners: string[]): World => ({ facts: { 'dead-owners': () => owners } });
    decides(dead('there', 'nowhere'), dropping, { value: null, effects: [dropped('there'), dropped('nowhere')] });
    decides(dead(), dropping, nothing);
  });
});
