/** Keeps what subscriptions are told before it is tried, and what came of trying. */

import type { OutcomeOf } from '../command.ts';
import type { ReplayDeliveries, ResumeSubscription, SettleDelivery, StageDeliveries } from '../commands/deliveries.ts';
import { type LoggedDelivery, maxAttemptsKept, retryDelayMs } from '../delivery-log.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { isActive } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import { deliveryLease } from '../leases.ts';
import { personMay } from '../role.ts';
import type { Subscription } from '../subscription.ts';
import { requireActor } from './actor.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

export function* stageDeliveries(command: StageDeliveries): Asking<Decided<OutcomeOf<StageDeliveries>>> {
  if (!(yield* isHeld(command))) return { value: null, effects: [] };
  const { subscriptionId, keptPosition, range, drafts } = command;
  const now = yield* requireNow();
  const before = yield* ask({ kind: 'subscription', subscriptionId });
  const isInPlace = before?.toldPosition === keptPosition && range[1] >= keptPosition;
  if (!before || !isInPlace || !(yield* isTold(before, now.timeMs))) return { value: null, effects: [] };
  if (drafts.length > 0 && (yield* ask({ kind: 'has-waiting-delivery', subscriptionId }))) {
    return { value: null, effects: [] };
  }
  const deliveries = drafts.map(
    (draft, index): LoggedDelivery => ({
      ...{ accountId: before.accountId, subscriptionId, number: before.lastDelivery + 1 + index, ...draft, range },
      ...{ status: 'Waiting', createdMs: now.timeMs, waitingSinceMs: now.timeMs },
      ...{ nextAttemptMs: now.timeMs, attemptCount: 0, failureCount: 0, attempts: [] },
    }),
  );
  const told = {
    toldPosition: range[1],
    lastDelivery: before.lastDelivery + drafts.length,
    remindedMs: command.remindedMs ?? before.remindedMs,
  };
  return {
    value: { ...before, ...told },
    effects: [
      ...deliveries.map((delivery): Effect => ({ kind: 'delivery-put', delivery })),
      { kind: 'subscription-told', subscriptionId, ...told },
    ],
  };
}

/** Whether nobody else has begun to deliver for the account since. */
function* isHeld({ accountId, epoch }: StageDeliveries | SettleDelivery): Asking<boolean> {
  return (yield* ask({ kind: 'lease-epoch', name: deliveryLease(accountId) })) === epoch;
}

/** Whether its owner is still there to be told. */
function* isTold({ status, expiresMs, sessionId, extensionId }: Subscription, nowMs: number): Asking<boolean> {
  if (status !== 'Active' || expiresMs <= nowMs) return false;
  const [session, extension] = yield* askAll([
    { kind: 'session', sessionId },
    { kind: 'extension', extensionId },
  ]);
  return session !== undefined && !session.isEnded && extension !== undefined && isActive(extension);
}

export function* settleDelivery(command: SettleDelivery): Asking<Decided<OutcomeOf<SettleDelivery>>> {
  if (!(yield* isHeld(command))) return { value: null, effects: [] };
  const { subscriptionId, number, attempt, isAccepted, isGone = false } = command;
  const now = yield* requireNow();
  const [subscription, before] = yield* askAll([
    { kind: 'subscription', subscriptionId },
    { kind: 'logged-delivery', subscriptionId, number },
  ]);
  if (!subscription || before?.status !== 'Waiting') return { value: null, effects: [] };
  const tried: LoggedDelivery = {
    ...before,
    attemptCount: before.attemptCount + 1,
    attempts: [...before.attempts, attempt].slice(-maxAttemptsKept),
  };
  if (isAccepted) {
    const delivery: LoggedDelivery = { ...tried, status: 'Delivered', nextAttemptMs: null };
    return { value: { delivery, subscription }, effects: [put(delivery)] };
  }
  const failureCount = before.failureCount + 1;
  // A time in which nobody could try, because the server was down or the owner might not hear, does not count.
  const waitingSinceMs = before.failureCount === 0 ? now.timeMs : before.waitingSinceMs;
  if (isGone) {
    const delivery: LoggedDelivery = { ...tried, failureCount, status: 'Failed', nextAttemptMs: null };
    return {
      value: { delivery, subscription: null },
      effects: [{ kind: 'subscription-deleted', subscriptionId }],
    };
  }
  if (now.sureMs - waitingSinceMs >= command.maxAgeMs) {
    const delivery: LoggedDelivery = { ...tried, failureCount, status: 'Failed', nextAttemptMs: null };
    const given = givenUp(subscription, attempt.reason ?? 'the address did not take it', now.timeMs);
    return {
      value: { delivery, subscription: given },
      effects: [
        put(delivery),
        { kind: 'deliveries-failed', subscriptionId },
        { kind: 'subscription-put', subscription: given },
      ],
    };
  }
  const delayMs = Math.max(retryDelayMs(failureCount, command.random), command.retryAfterMs ?? 0);
  // By the clock that it is waited by: the account's time may be far ahead of one that was set back.
  const nextAttemptMs = Math.min(now.timeMs, attempt.timeMs + attempt.latencyMs) + delayMs;
  const delivery: LoggedDelivery = { ...tried, failureCount, waitingSinceMs, nextAttemptMs };
  return { value: { delivery, subscription }, effects: [put(delivery)] };
}

function givenUp(subscription: Subscription, reason: string, atMs: number): Subscription {
  return { ...subscription, status: 'Blacklisted', blacklisted: { reason, atMs } };
}

export function* replayDeliveries(command: ReplayDeliveries): Asking<Decided<OutcomeOf<ReplayDeliveries>>> {
  const { actor, subscriptionId, which } = command;
  const now = yield* requireNow();
  const { subscription, isOwn } = yield* requireTended(command, now.timeMs);
  if (subscription.status !== 'Active') throw new DomainError({ code: 'blacklisted-subscription' });
  const count =
    'sinceMs' in which
      ? yield* ask({ kind: 'deliveries-since', subscriptionId, ...which })
      : (yield* ask({ kind: 'logged-delivery', subscriptionId, ...which }))
        ? 1
        : 0;
  if (count === 0 && 'number' in which) throw new DomainError({ code: 'unknown-resource', parameter: 'number' });
  if (count === 0) return { value: 0, effects: [] };
  const details = 'sinceMs' in which ? { since: new Date(which.sinceMs).toISOString(), count } : which;
  const entry = { action: 'replay-deliveries', target: subscriptionId, details };
  return {
    value: count,
    effects: [
      { kind: 'deliveries-requeued', subscriptionId, which, timeMs: now.timeMs },
      ...(isOwn ? [] : [audited(actor, now.timeMs, entry)]),
    ],
  };
}

/** Resuming what was not given up is no error, and changes nothing. Their owner's rests on their session from now on. */
export function* resumeSubscription(command: ResumeSubscription): Asking<Decided<OutcomeOf<ResumeSubscription>>> {
  const { actor, subscriptionId } = command;
  const now = yield* requireNow();
  const { subscription: before, isOwn } = yield* requireTended(command, now.timeMs);
  if (before.status !== 'Blacklisted') return { value: before, effects: [] };
  const resting = isOwn ? { sessionId: actor.sessionId } : {};
  const subscription: Subscription = { ...before, ...resting, status: 'Active', blacklisted: null };
  const details = { reason: before.blacklisted?.reason ?? null };
  const entry = { action: 'resume-subscription', target: subscriptionId, details };
  return {
    value: subscription,
    effects: [
      { kind: 'subscription-put', subscription },
      { kind: 'deliveries-requeued', subscriptionId, which: 'failed', timeMs: now.timeMs },
      ...(isOwn ? [] : [audited(actor, now.timeMs, entry)]),
    ],
  };
}

type Tending = Pick<ResumeSubscription, 'actor' | 'clientId' | 'subscriptionId'>;

/** One's own with the same app, or anyone's for administrators. To all others it does not exist. */
function* requireTended({ actor, clientId, subscriptionId }: Tending, nowMs: number) {
  const { roles } = yield* requireActor(actor);
  const subscription = yield* ask({ kind: 'subscription', subscriptionId });
  const isOwn = subscription?.extensionId === actor.extensionId && subscription.clientId === clientId;
  const mayTend = isOwn || personMay({ roles, isManager: false }, 'AccountAdministration');
  const isBrowser = subscription?.channel.transport === 'WebPush';
  if (subscription && !isBrowser && mayTend && subscription.expiresMs > nowMs) return { subscription, isOwn };
  throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
}

function put(delivery: LoggedDelivery): Effect {
  return { kind: 'delivery-put', delivery };
}
