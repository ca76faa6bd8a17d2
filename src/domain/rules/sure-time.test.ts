/** What is forgotten, erased, given up or ended for good because time has passed goes by the time that is sure. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../command.ts';
import { sweepTasks } from '../commands/upkeep.ts';
import { decide, runDecision } from '../decide.ts';
import type { LoggedDelivery } from '../delivery-log.ts';
import type { Effect } from '../effect.ts';
import type { FactRequest } from '../fact.ts';
import type { ClientId, CredentialId, MessageId, Sequence, SessionId } from '../ids.ts';
import { dayMs, standardRetention } from '../retention.ts';
import type { Session, Token } from '../session.ts';
import type { Subscription } from '../subscription.ts';
import { accountId, actorOf, answer, effectOf, idOf, numbers, sendFrom, type World } from './company.fixture.ts';

const sureMs = 1_700_000_000_000;
/** Dated by a clock that is far ahead, and doubted. */
const timeMs = sureMs + 40 * dayMs;
const clientId = 'app' as ClientId;
const sessionId = 'session' as SessionId;
const tokens = { accessHash: 'new access', accessTtlS: 1, refreshHash: 'new refresh', refreshTtlS: 1 };
const idempotency = { key: 'k', fingerprint: 'f' };

const session: Session = {
  ...{ accountId, sessionId, extensionId: idOf('102'), clientId, scopes: [], endpointId: 'e', method: 'jwt' },
  ...{ credentialId: null, openedMs: 1, renewedMs: 1, lastAddress: null, expiresMs: timeMs + 1, isEnded: false },
};
/** Replaced just before the clock went wrong, by a pair that nobody has used yet. */
const refresh: Token = {
  ...{ kind: 'refresh', tokenHash: 'old', sessionId, expiresMs: timeMs + 1, replacedMs: sureMs, usedMs: null },
};
/** Ran out after what is sure, as everything has that a right clock dated. */
const subscription: Subscription = {
  ...{ accountId, subscriptionId: 'one', extensionId: idOf('102'), clientId, sessionId, filters: [] },
  channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
  ...{ createdMs: sureMs - 1, lifeMs: dayMs, expiresMs: sureMs + dayMs, status: 'Active', blacklisted: null },
  ...{ position: 1 as Sequence, toldPosition: 1 as Sequence, lastDelivery: 1, remindedMs: 1 },
};
const delivery: LoggedDelivery = {
  ...{ accountId, subscriptionId: 'one', number: 1, uuid: 'u', event: '/', body: '{}', status: 'Waiting' },
  ...{ range: [1 as Sequence, 1 as Sequence], createdMs: sureMs, waitingSinceMs: sureMs, nextAttemptMs: sureMs },
  ...{ attemptCount: 1, failureCount: 1, attempts: [] },
};
const facts: World['facts'] = {
  now: () => ({ timeMs, sureMs }),
  session: () => session,
  token: ({ tokenHash }) => (tokenHash === 'old' ? refresh : undefined),
  credential: () => ({ extensionId: idOf('102'), isRevoked: false, expiresMs: null }) as never,
  app: () => ({ clientId }) as never,
  'living-sessions': () => [],
  'expired-subscriptions': () => [],
  'stale-deliveries': () => [],
  'subscription-of-connection': () => undefined,
  'subscriptions-of': () => [subscription],
  'devices-of': () => [subscription],
  subscription: () => subscription,
  'logged-delivery': () => delivery,
  'retention-state': () => ({
    settings: { ...standardRetention, retentionDays: 30 },
    ...{ retainedToId: 0 as MessageId, recheckAfterId: null },
  }),
};

interface Decision {
  readonly asked: readonly FactRequest[];
  readonly effects: readonly Effect[];
}

function decided(command: Command, more: World['facts'] = {}): Decision {
  const asked: FactRequest[] = [];
  const now = { nowMs: timeMs, sureMs, latestMs: timeMs, isBelieved: true };
  const { result, effects } = runDecision(decide(command, now), (request) => {
    asked.push(request);
    return answer(request, { facts: { ...facts, ...more } });
  });
  assert.ok(result.ok, JSON.stringify(result));
  return { asked, effects };
}

/** The moments before which something is looked for, or forgotten. */
function boundsIn({ asked, effects }: Decision): number[] {
  return [...asked, ...effects].flatMap((one) =>
    Object.entries(one).flatMap(([name, value]) => (/(before|until|expired)Ms$/i.test(name) ? [value as number] : [])),
  );
}

const actor = actorOf('102');
const bounded: Readonly<Record<string, Command>> = {
  ...Object.fromEntries(
    sweepTasks
      .filter((task) => !['released', 'erasures'].includes(task))
      .map((task) => [`the sweep of what is ${task}`, { kind: 'sweep', accountId, task, limit: 10 }]),
  ),
  'signing in': {
    ...{ kind: 'open-session', accountId, sessionId, clientId, scopes: [], endpointId: 'e', tokens },
    proof: { kind: 'credential', extensionId: idOf('102'), credentialId: 'c' as CredentialId },
  },
  'renewing a session': { kind: 'refresh-session', accountId, refreshHash: 'old', clientId, tokens },
  'a token for WebSockets': { kind: 'issue-websocket-token', accountId, actor, tokenHash: 'w', ttlS: 1 },
  'a code': {
    ...{ kind: 'issue-code', accountId, codeHash: 'c', clientId, redirectUri: 'https://a.example/' },
    ...{ codeChallenge: null, proof: { kind: 'waived', extensionId: idOf('102') } },
  },
  'a page that is sent once': sendFrom('102', { to: numbers('103'), idempotency }),
};
for (const [what, command] of Object.entries(bounded)) {
  test(`${what} looks back from the time that is sure`, () => {
    const bounds = boundsIn(decided(command));
    assert.ok(bounds.length > 0, 'nothing was looked for');
    assert.deepEqual(
      bounds.filter((ms) => ms > sureMs),
      [],
    );
  });
}

test('a pair of tokens whose answer was lost is given again, and no theft', () => {
  const { effects } = decided({ kind: 'refresh-session', accountId, refreshHash: 'old', clientId, tokens });
  assert.equal(effectOf(effects, 'session-ended'), undefined);
});

test('a webhook that has refused for an hour is tried again', () => {
  const { effects } = decided({
    ...{ kind: 'settle-delivery', accountId, epoch: 0, subscriptionId: 'one', number: 1, isAccepted: false, random: 0 },
    ...{ attempt: { timeMs, statusCode: 500, latencyMs: 1, reason: 'x' }, maxAgeMs: dayMs },
  });
  assert.equal(effectOf(effects, 'delivery-put')?.delivery.status, 'Waiting');
});

test('subscriptions and devices make room for others of their owner, and stay', () => {
  const { filters } = subscription;
  const hook = { transport: 'WebHook', address: 'https://hooks.example/b' } as const;
  const browser = { transport: 'WebPush', endpoint: 'https://push.example/b', name: 'b', keys: {} } as never;
  const subscribing = { accountId, actor, clientId, subscriptionId: 'two', filters, lifeMs: dayMs, channel: hook };
  for (const command of [
    { kind: 'create-subscription', ...subscribing },
    { kind: 'register-device', ...subscribing, channel: browser },
  ] as const) {
    assert.equal(effectOf(decided(command).effects, 'subscription-deleted'), undefined, command.kind);
  }
});

test('what was sent once is sent once', () => {
  const copyId = 9 as MessageId;
  const { effects } = decided(sendFrom('102', { to: numbers('103'), idempotency }), {
    'idempotent-send': () => ({ ...idempotency, extensionId: idOf('102'), copyId, expiresMs: sureMs + dayMs }) as never,
    message: () => ({ page: {}, copy: { copyId, isExplicit: true, availability: 'Alive' } }) as never,
  });
  assert.deepEqual(effects, []);
});
