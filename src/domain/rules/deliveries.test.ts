/** The rules of the delivery log: who is told, when what is refused is tried again, when a subscription is given up. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReplayDeliveries, ResumeSubscription, SettleDelivery, StageDeliveries } from '../commands/deliveries.ts';
import { type LoggedDelivery, maxAttemptsKept, retryDelayMs } from '../delivery-log.ts';
import type { Effect } from '../effect.ts';
import type { ClientId, Sequence, SessionId } from '../ids.ts';
import { deliveryLease } from '../leases.ts';
import type { Subscription } from '../subscription.ts';
import { accountId, actorOf, decideIn, effectOf, idOf, type World } from './company.fixture.ts';
import { browserAt, decides, entry, isForWhoeverIsSignedIn, refuses } from './tables.fixture.ts';

const nowMs = 1_700_000_000_000;
const clientId = 'app' as ClientId;
const hourMs = 3_600_000;
const at = (position: number) => position as Sequence;

const subscription: Subscription = {
  ...{ accountId, subscriptionId: 'one', extensionId: idOf('102'), clientId, sessionId: 'session' as SessionId },
  filters: [{ kind: 'messages', extensionId: idOf('102'), text: '/mailbox' }],
  channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
  ...{ createdMs: nowMs - hourMs, lifeMs: hourMs, expiresMs: nowMs + hourMs, status: 'Active', blacklisted: null },
  ...{ position: at(4000), toldPosition: at(4500), lastDelivery: 7, remindedMs: nowMs - hourMs },
};

const waiting: LoggedDelivery = {
  ...{ accountId, subscriptionId: 'one', number: 7, uuid: 'u', event: '/mailbox', body: '{}', status: 'Waiting' },
  ...{ range: [at(4400), at(4500)], createdMs: nowMs - hourMs, waitingSinceMs: nowMs - hourMs, nextAttemptMs: nowMs },
  ...{ attemptCount: 3, failureCount: 3, attempts: [] },
};

function worldOf(
  change: Partial<Subscription> | null,
  {
    delivery = waiting,
    hasWaiting = false,
    since = 4,
    ...world
  }: World & { delivery?: LoggedDelivery | undefined; hasWaiting?: boolean; since?: number } = {},
): World {
  return {
    ...world,
    facts: {
      'lease-epoch': ({ name }) => (name === deliveryLease(accountId) ? 3 : 99),
      subscription: () => (change === null ? undefined : { ...subscription, ...change }),
      'logged-delivery': () => delivery,
      'has-waiting-delivery': () => hasWaiting,
      'deliveries-since': () => since,
    },
  };
}

const draft = { uuid: 'new', event: '/mailbox', body: '{"uuid":"new"}' };
const staging: StageDeliveries = {
  ...{
    kind: 'stage-deliveries',
    accountId,
    epoch: 3,
    subscriptionId: 'one',
    keptPosition: at(4500),
    drafts: [draft, draft],
  },
  range: [at(4600), at(4700)],
};
const settling: SettleDelivery = {
  ...{ kind: 'settle-delivery', accountId, epoch: 3, subscriptionId: 'one', number: 7, isAccepted: false },
  attempt: { timeMs: nowMs, statusCode: 500, latencyMs: 3, reason: 'it answered 500' },
  ...{ maxAgeMs: 24 * hourMs, random: 0.5 },
};

describe('keeping what is to be told', () => {
  test('each notification has the next number, and the cursor moves past the changes they tell of', () => {
    const { effects } = decideIn(worldOf({}), staging);
    assert.deepEqual(
      effects.flatMap((effect) => (effect.kind === 'delivery-put' ? [effect.delivery.number] : [])),
      [8, 9],
    );
    assert.partialDeepStrictEqual(effectOf(effects, 'subscription-told'), { toldPosition: 4700, lastDelivery: 9 });
  });

  const refusals: [string, World, Partial<StageDeliveries>?][] = [
    ['there is no such subscription', worldOf(null)],
    ['its cursor is elsewhere', worldOf({ toldPosition: at(4501) })],
    ['the cursor would go back', worldOf({}), { range: [at(4400), at(4499)] }],
    ['something waits', worldOf({}, { hasWaiting: true })],
    ['others have begun to deliver', worldOf({}), { epoch: 2 }],
    ['it is blacklisted', worldOf({ status: 'Blacklisted' })],
    ['it has expired', worldOf({ expiresMs: nowMs })],
    ['its session has ended', worldOf({}, { isSessionEnded: true })],
    ['its owner is frozen', worldOf({ extensionId: idOf('107') })],
    ['its owner is deleted', worldOf({ extensionId: idOf('199') })],
  ];
  for (const [name, world, more] of refusals) {
    test(`nothing is kept when ${name}`, () => {
      const { result, effects } = decideIn(world, { ...staging, ...more });
      assert.deepEqual([result, effects], [{ ok: true, value: null }, []]);
    });
  }

  test('a cursor may move though something waits, as long as nothing is kept behind it', () => {
    const { effects } = decideIn(worldOf({}, { hasWaiting: true }), { ...staging, drafts: [] });
    assert.equal(effectOf(effects, 'subscription-told')?.toldPosition, 4700);
  });
});

describe('settling an attempt', () => {
  const after = (more: Partial<SettleDelivery>, world = worldOf({})) =>
    effectOf(decideIn(world, { ...settling, ...more }).effects, 'delivery-put')?.delivery;

  test('what was taken is done; what was refused waits, by chance up to a bound that doubles', () => {
    assert.partialDeepStrictEqual(after({ isAccepted: true }), { status: 'Delivered', nextAttemptMs: null });
    assert.equal(after({})?.nextAttemptMs, nowMs + 4000);
    assert.equal(after({ random: 0 })?.nextAttemptMs, nowMs);
    assert.equal(after({ retryAfterMs: 60_000 })?.nextAttemptMs, nowMs + 60_000);
  });

  test('the first retry comes within a second, and none is more than five minutes away', () => {
    const longest = Array.from({ length: 40 }, (_, failures) => retryDelayMs(failures + 1, 0.999999));
    assert.ok((longest[0] ?? 0) < 1000);
    assert.ok(Math.max(...longest) < 300_000);
    assert.deepEqual(
      longest,
      [...longest].sort((a, b) => a - b),
    );
    assert.equal(retryDelayMs(9, 0), 0);
  });

  test('whoever tried while others had begun to deliver settles nothing, whatever came of it', () => {
    for (const more of [{ isAccepted: true }, {}, { isGone: true }]) {
      const { result, effects } = decideIn(worldOf({}), { ...settling, ...more, epoch: 2 });
      assert.deepEqual([result, effects], [{ ok: true, value: null }, []]);
    }
  });

  test('only the newest attempts are remembered', () => {
    const delivery = { ...waiting, attempts: Array.from({ length: maxAttemptsKept }, () => settling.attempt) };
    const put = after({ attempt: { ...settling.attempt, latencyMs: 99 } }, worldOf({}, { delivery }));
    assert.equal(put?.attempts.length, maxAttemptsKept);
    assert.equal(put?.attempts.at(-1)?.latencyMs, 99);
  });

  test('a subscription is given up only once what waits is as old as it may be', () => {
    const given = (maxAgeMs: number) =>
      effectOf(decideIn(worldOf({}), { ...settling, maxAgeMs }).effects, 'subscription-put')?.subscription;
    assert.equal(given(hourMs + 1), undefined);
    assert.deepEqual(given(hourMs)?.blacklisted, { reason: 'it answered 500', atMs: nowMs });
    assert.equal(given(hourMs)?.toldPosition, subscription.toldPosition);
  });

  test('what waits no more, or is not there, is settled without effect', () => {
    for (const world of [worldOf({}, { delivery: { ...waiting, status: 'Delivered' } }), worldOf(null)]) {
      assert.deepEqual(decideIn(world, settling).effects, []);
    }
  });
});

describe('tending to a subscription', () => {
  const command = { accountId, clientId, subscriptionId: 'one' };
  const replaying = { kind: 'replay-deliveries', ...command, which: { sinceMs: nowMs } } as const;
  const cases: [string, string, Partial<Subscription>, ClientId, string | undefined][] = [
    ['its owner with the same app may', '102', {}, clientId, undefined],
    ['its owner with another app may not', '102', {}, 'other' as ClientId, 'unknown-resource'],
    ['an administrator may', '101', {}, clientId, undefined],
    ['anyone else may not', '103', {}, clientId, 'unknown-resource'],
    ['nobody may once it has expired', '101', { expiresMs: nowMs }, clientId, 'unknown-resource'],
    ['a blacklisted one is not replayed', '102', { status: 'Blacklisted' }, clientId, 'blacklisted-subscription'],
  ];
  for (const [name, number, change, client, refusal] of cases) {
    test(name, () => {
      const { result, effects } = decideIn(worldOf(change), { ...replaying, actor: actorOf(number), clientId: client });
      assert.equal(result.ok ? undefined : result.refusal.code, refusal);
      assert.equal(effectOf(effects, 'audit-recorded') !== undefined, refusal === undefined && number === '101');
    });
  }
});

describe('what is kept of', () => {
  const put = (delivery: LoggedDelivery): Effect => ({ kind: 'delivery-put', delivery });
  const tried = { attemptCount: 4, attempts: [settling.attempt] };

  test('what is to be told: all of it, from the place where the cursor stands', () => {
    const told = { toldPosition: at(4700), lastDelivery: 8, remindedMs: subscription.remindedMs };
    const delivery: LoggedDelivery = {
      ...{ accountId, subscriptionId: 'one', number: 8, ...draft, status: 'Waiting', range: staging.range },
      ...{
        createdMs: nowMs,
        waitingSinceMs: nowMs,
        nextAttemptMs: nowMs,
        attemptCount: 0,
        failureCount: 0,
        attempts: [],
      },
    };
    const one = { ...staging, drafts: [draft] };
    decides(worldOf({}), one, {
      value: { ...subscription, ...told },
      effects: [put(delivery), { kind: 'subscription-told', subscriptionId: 'one', ...told }],
    });
    const reminded = { ...told, lastDelivery: 7, remindedMs: nowMs };
    decides(
      worldOf({}),
      { ...staging, drafts: [], remindedMs: nowMs },
      {
        value: { ...subscription, ...reminded },
        effects: [{ kind: 'subscription-told', subscriptionId: 'one', ...reminded }],
      },
    );
    assert.ok(decideIn(worldOf({}), { ...one, range: [at(4400), at(4500)] }).effects.length > 0, 'to where it stands');
  });

  test('an attempt that was taken', () => {
    const delivery: LoggedDelivery = { ...waiting, ...tried, status: 'Delivered', nextAttemptMs: null };
    decides(
      worldOf({}),
      { ...settling, isAccepted: true },
      { value: { delivery, subscription }, effects: [put(delivery)] },
    );
  });

  test('an attempt that was refused, and when the next is due', () => {
    const delivery: LoggedDelivery = { ...waiting, ...tried, failureCount: 4, nextAttemptMs: nowMs + 4000 };
    decides(worldOf({}), settling, { value: { delivery, subscription }, effects: [put(delivery)] });
    const earlier = { ...settling.attempt, timeMs: nowMs - 10 };
    const [before] = decideIn(worldOf({}), { ...settling, attempt: earlier }).effects;
    assert.equal(before?.kind === 'delivery-put' && before.delivery.nextAttemptMs, nowMs - 10 + 3 + 4000);
  });

  test('the first refusal, from which on it is too old', () => {
    const fresh = { ...waiting, failureCount: 0 };
    const { effects } = decideIn(worldOf({}, { delivery: fresh }), { ...settling, maxAgeMs: hourMs });
    assert.partialDeepStrictEqual(effectOf(effects, 'delivery-put')?.delivery, {
      status: 'Waiting',
      waitingSinceMs: nowMs,
    });
  });

  test('an address that is gone for good: nothing, for the subscription ends', () => {
    const delivery: LoggedDelivery = { ...waiting, ...tried, failureCount: 4, status: 'Failed', nextAttemptMs: null };
    decides(
      worldOf({}),
      { ...settling, isGone: true },
      {
        value: { delivery, subscription: null },
        effects: [{ kind: 'subscription-deleted', subscriptionId: 'one' }],
      },
    );
  });

  test('what was given up: all that waits, and why', () => {
    const delivery: LoggedDelivery = { ...waiting, ...tried, failureCount: 4, status: 'Failed', nextAttemptMs: null };
    const given = (reason: string): Subscription => {
      return { ...subscription, status: 'Blacklisted', blacklisted: { reason, atMs: nowMs } };
    };
    decides(
      worldOf({}),
      { ...settling, maxAgeMs: hourMs },
      {
        value: { delivery, subscription: given('it answered 500') },
        effects: [
          put(delivery),
          { kind: 'deliveries-failed', subscriptionId: 'one' },
          { kind: 'subscription-put', subscription: given('it answered 500') },
        ],
      },
    );
    const { effects } = decideIn(worldOf({}), {
      ...{ ...settling, maxAgeMs: hourMs, attempt: { ...settling.attempt, reason: null } },
    });
    assert.equal(
      effectOf(effects, 'subscription-put')?.subscription.blacklisted?.reason,
      'the address did not take it',
    );
  });
});

describe('replaying', () => {
  const replay = (which: ReplayDeliveries['which'], by = '102'): ReplayDeliveries => {
    return { kind: 'replay-deliveries', accountId, actor: actorOf(by), clientId, subscriptionId: 'one', which };
  };
  const requeued = (which: ReplayDeliveries['which']): Effect => {
    return { kind: 'deliveries-requeued', subscriptionId: 'one', which, timeMs: nowMs };
  };
  test('what was made since a time has all of it wait anew', () => {
    const which = { sinceMs: nowMs - 5 };
    decides(worldOf({}), replay(which), { value: 4, effects: [requeued(which)] });
    const details = { since: new Date(nowMs - 5).toISOString(), count: 4 };
    const word = entry(['replay-deliveries', 'one', details]);
    decides(worldOf({}), replay(which, '101'), { value: 4, effects: [requeued(which), word] });
    decides(worldOf({}, { since: 0 }), replay(which), { value: 0, effects: [] });
  });
  test('one of a number has that one wait anew, if it is there', () => {
    const which = { number: 7 };
    decides(worldOf({}), replay(which), { value: 1, effects: [requeued(which)] });
    decides(worldOf({}), replay(which, '101'), {
      effects: [requeued(which), entry(['replay-deliveries', 'one', which])],
    });
    const world = worldOf({}, { delivery: undefined });
    const none = { ...world, facts: { ...world.facts, 'logged-delivery': () => undefined } };
    refuses(none, replay(which), { code: 'unknown-resource', parameter: 'number' });
  });
  test('and resuming are not for browsers, what is not there, nor who is signed out', () => {
    const refusal = { code: 'unknown-resource', parameter: 'subscriptionId' } as const;
    refuses(worldOf({ channel: browserAt('https://push.example/a') }), replay({ sinceMs: 0 }), refusal);
    refuses(worldOf(null), replay({ sinceMs: 0 }), refusal);
    isForWhoeverIsSignedIn(replay({ sinceMs: 0 }), '102', worldOf({}));
  });
});

describe('resuming', () => {
  const resume = (by: string): ResumeSubscription => {
    return { kind: 'resume-subscription', accountId, actor: actorOf(by), clientId, subscriptionId: 'one' };
  };
  const given: Partial<Subscription> = {
    ...{ status: 'Blacklisted', sessionId: 'before' as SessionId, blacklisted: { reason: 'it answered 500', atMs: 1 } },
  };
  const after: Subscription = { ...subscription, sessionId: 'before' as SessionId };
  const requeued: Effect = { kind: 'deliveries-requeued', subscriptionId: 'one', which: 'failed', timeMs: nowMs };
  test('by its owner rests on their session from now on, and what was given up waits again', () => {
    decides(worldOf(given), resume('102'), {
      value: subscription,
      effects: [{ kind: 'subscription-put', subscription }, requeued],
    });
  });
  test('by an administrator leaves its session, and leaves word of why it had been given up', () => {
    const word = (reason: string | null) => entry(['resume-subscription', 'one', { reason }]);
    decides(worldOf(given), resume('101'), {
      value: after,
      effects: [{ kind: 'subscription-put', subscription: after }, requeued, word('it answered 500')],
    });
    const { effects } = decideIn(worldOf({ ...given, blacklisted: null }), resume('101'));
    assert.deepEqual(effectOf(effects, 'audit-recorded')?.entry.details, { reason: null });
  });
  test('what was not given up changes nothing', () => {
    decides(worldOf({}), resume('102'), { value: subscription, effects: [] });
  });
});
