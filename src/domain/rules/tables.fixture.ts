/** What the rules' tables share: things that people have, and a decision in short. */

import assert from 'node:assert/strict';
import type { AuditDraft } from '../audit.ts';
import type { AuthorizationCode } from '../authorization-code.ts';
import type { Command, OutcomeOf } from '../command.ts';
import type { Effect } from '../effect.ts';
import { DomainError, type Refusal } from '../errors.ts';
import type { Asking } from '../fact.ts';
import type { ClientId, CredentialId, Sequence, SessionId } from '../ids.ts';
import type { Invitation } from '../invitation.ts';
import { freshPassword, type Password } from '../password.ts';
import type { App, Credential, Session, Token } from '../session.ts';
import type { Connection, Subscription, WebPushChannel, WebSocketChannel } from '../subscription.ts';
import { accountId, actorOf, answer, decideIn, idOf, type World } from './company.fixture.ts';

/** When everything happens, and the next number of the sequence. */
export const nowMs = 1_700_000_000_000;
export const nextSequence = 5000 as Sequence;
export const dayMs = 24 * 3600 * 1000;

export const clientId = 'app' as ClientId;
export const otherClientId = 'other app' as ClientId;
export const sessionId = 'session' as SessionId;
export const credentialId = 'jwt' as CredentialId;
export const administrator = actorOf('101');

export const app: App = {
  ...{ accountId, clientId, name: 'App', secretHash: 'secret', grants: ['password'], redirectUris: [] },
  scopes: ['InternalMessages'],
};

/** Of 102, with the app. */
export function sessionWith(id: string, more: Partial<Session> = {}): Session {
  return {
    ...{ accountId, sessionId: id as SessionId, extensionId: idOf('102'), clientId, scopes: ['InternalMessages'] },
    ...{ endpointId: 'endpoint', method: 'password', credentialId: null, openedMs: nowMs - 10, renewedMs: nowMs - 5 },
    ...{ lastAddress: '192.0.2.9', expiresMs: nowMs + 1, isEnded: false, ...more },
  };
}

export function tokenOf(tokenHash: string, more: Partial<Token> = {}): Token {
  return { ...{ kind: 'access', tokenHash, sessionId, expiresMs: nowMs + 1, replacedMs: null, usedMs: null }, ...more };
}

export const credential: Credential = {
  ...{ accountId, credentialId, extensionId: idOf('102'), label: 'report', createdMs: 1, expiresMs: null },
  isRevoked: false,
};

export const password: Password = freshPassword(idOf('102'), 'hash', nowMs - dayMs);

export const invitation: Invitation = { extensionId: idOf('102'), tokenHash: 'link', expiresMs: nowMs + 1 };

export const code: AuthorizationCode = {
  ...{ codeHash: 'code', extensionId: idOf('102'), clientId, redirectUri: 'https://a.example/', codeChallenge: null },
  ...{ expiresMs: nowMs + 1, usedMs: null, isReplayed: false, sessionId: null },
};

const hook = { transport: 'WebHook', address: 'https://hooks.example/a' } as const;

/** Of 102, with the app, in its session. */
export function subscriptionOf(id: string, more: Partial<Subscription> = {}): Subscription {
  return {
    ...{ accountId, subscriptionId: id, extensionId: idOf('102'), clientId, sessionId, filters: [], channel: hook },
    ...{ createdMs: nowMs - 100, lifeMs: 1000, expiresMs: nowMs + 900, status: 'Active', blacklisted: null },
    ...{ position: 4000 as Sequence, toldPosition: 4100 as Sequence, lastDelivery: 3, remindedMs: nowMs - 50, ...more },
  };
}

export function browserAt(endpoint: string): WebPushChannel {
  return { transport: 'WebPush', endpoint, keys: { p256dh: 'p', auth: 'a' }, name: 'Browser' };
}

/** A WebSocket that this process holds. */
export function overSocket(connectionId: string): WebSocketChannel {
  return { transport: 'WebSocket', ...connectionOf(connectionId) };
}

export function connectionOf(connectionId: string): Connection {
  return { connectionId, owner: 'here', epoch: 7 };
}

export function deviceOf(id: string, more: Partial<Subscription> = {}): Subscription {
  return subscriptionOf(id, { channel: browserAt(`https://push.example/${id}`), ...more });
}

export interface Expected<C extends Command> {
  readonly value?: OutcomeOf<C>;
  readonly effects: readonly Effect[];
}

export function decides<C extends Command>(world: World, command: C, expected: Expected<C>): void {
  const { result, effects } = decideIn(world, command);
  assert.ok(result.ok, JSON.stringify(result));
  if ('value' in expected) assert.deepEqual(result.value, expected.value);
  assert.deepEqual(effects, expected.effects);
}

export function refuses(world: World, command: Command, refusal: Refusal): void {
  const { result, effects } = decideIn<Command>(world, command);
  assert.deepEqual(result, { ok: false, refusal });
  assert.deepEqual(effects, [], 'a refused command leaves nothing behind');
}

/** Who may not: to everyone but administrators, and to whoever is signed out. */
export function isForAdministrators(command: Command, permission: string, world: World = {}): void {
  const asked = (number: string) => ({ ...command, actor: actorOf(number) }) as Command;
  refuses(world, asked('102'), { code: 'missing-user-permission', subject: permission });
  refuses({ ...world, isSessionEnded: true }, asked('101'), { code: 'unknown-token' });
  refuses(world, asked('107'), { code: 'unknown-token' });
  assert.ok(decideIn(world, asked('101')).result.ok);
}

export function isForWhoeverIsSignedIn(command: Command, number: string, world: World = {}): void {
  refuses({ ...world, isSessionEnded: true }, command, { code: 'unknown-token' });
  refuses({ ...world, facts: { ...world.facts, session: () => undefined } }, command, { code: 'unknown-token' });
  const frozen = { ...command, actor: actorOf('107') } as Command;
  refuses(world, frozen, { code: 'unknown-token' });
  assert.ok(decideIn(world, { ...command, actor: actorOf(number) } as Command).result.ok);
}

/** An entry of the audit trail, by 101 unless said otherwise. */
export function entry(
  [action, target, details]: [string, string | null, AuditDraft['details']],
  by: { number?: string; address?: string } | 'operator' = {},
): Effect {
  const isOperator = by === 'operator';
  const actorId = isOperator ? null : idOf(by.number ?? '101');
  const address = isOperator ? null : (by.address ?? null);
  return { kind: 'audit-recorded', entry: { timeMs: nowMs, actorId, address, action, target, details } };
}

/** What a part of a rule comes to, each fact answered as the world says. */
export function resolved<T>(world: World, asking: Asking<T>): T {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map((request) => answer(request, world)));
  return step.value;
}

export function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.refusal;
    throw error;
  }
}

export const endedNow = (id: string): Effect => {
  return { kind: 'session-ended', sessionId: id as SessionId, endedMs: nowMs };
};
export const deletedSubscription = (subscriptionId: string): Effect => ({
  kind: 'subscription-deleted',
  subscriptionId,
});
