/** Makes, changes and ends subscriptions: each belongs to one person with one app. */

import type { OutcomeOf } from '../command.ts';
import type {
  CreateSubscription,
  DeleteSubscription,
  DropConnection,
  DropDesertedConnections,
  KeepConnection,
  ResumeConnection,
  UpdateSubscription,
} from '../commands/subscriptions.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask, take } from '../fact.ts';
import { type Connection, maxSubscriptions, recoveryTimeoutMs, type Subscription } from '../subscription.ts';
import { requireActor } from './actor.ts';
import { requireNow } from './now.ts';

export function* createSubscription(command: CreateSubscription): Asking<Decided<OutcomeOf<CreateSubscription>>> {
  const { accountId, actor, clientId, subscriptionId, filters, channel, lifeMs } = command;
  yield* requireActor(actor);
  const { extensionId, sessionId } = actor;
  const now = yield* requireNow();
  yield* requireNewest(channel, now.timeMs);
  const own = yield* ask({ kind: 'subscriptions-of', extensionId, clientId });
  const isOver = (one: Subscription, nowMs: number) => one.expiresMs <= nowMs || isSameConnection(one.channel, channel);
  const staying = own.filter((one) => !isOver(one, now.timeMs) && one.channel.transport === channel.transport);
  const { transport } = channel;
  if (staying.length >= maxSubscriptions[transport]) throw new DomainError({ code: 'too-many-subscriptions' });

  const position = (yield* take(0)).first;
  const subscription: Subscription = {
    ...{ accountId, subscriptionId, extensionId, clientId, sessionId, filters, channel },
    ...{ createdMs: now.timeMs, lifeMs, expiresMs: now.timeMs + lifeMs, status: 'Active', blacklisted: null },
    position,
    toldPosition: position,
    lastDelivery: 0,
    remindedMs: now.timeMs,
  };
  return {
    value: subscription,
    effects: [...own.filter((one) => isOver(one, now.sureMs)).map(deleted), put(subscription)],
  };
}

export function* updateSubscription(command: UpdateSubscription): Asking<Decided<OutcomeOf<UpdateSubscription>>> {
  const { extensionId } = yield* requireActor(command.actor);
  const now = yield* requireNow();
  const before = yield* requireOwn(command, now.timeMs);
  const { filters = before.filters, channel = before.channel, lifeMs = before.lifeMs, clientId } = command;
  if (channel.transport !== before.channel.transport) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'deliveryMode.transportType' });
  }
  if (command.channel) yield* requireNewest(command.channel, now.timeMs);
  const expiresMs = now.timeMs + lifeMs;
  const own = yield* ask({ kind: 'subscriptions-of', extensionId, clientId });
  const replaced = own.filter(
    (one) => one.subscriptionId !== before.subscriptionId && isSameConnection(one.channel, channel),
  );
  // A connection keeps its own session, whoever renews what is told over it.
  const { sessionId } = isSameConnection(before.channel, channel) ? before : command.actor;
  const subscription: Subscription = { ...before, filters, channel, lifeMs, expiresMs, sessionId };
  return {
    value: subscription,
    effects: [
      ...replaced.map(deleted),
      put(subscription),
      ...((yield* isSignedOut(before)) ? [waitsAnew(before, now.timeMs)] : []),
    ],
  };
}

function* isSignedOut({ sessionId }: Subscription): Asking<boolean> {
  const session = yield* ask({ kind: 'session', sessionId });
  return session === undefined || session.isEnded;
}

/** The time in which nothing could be told does not make what waits too old. */
function waitsAnew({ subscriptionId }: Subscription, timeMs: number): Effect {
  return { kind: 'deliveries-requeued', subscriptionId, which: 'waiting', timeMs };
}

export function* deleteSubscription(command: DeleteSubscription): Asking<Decided<OutcomeOf<DeleteSubscription>>> {
  yield* requireActor(command.actor);
  const now = yield* requireNow();
  const subscription = yield* requireOwn(command, now.timeMs);
  return { value: null, effects: [deleted(subscription)] };
}

export function* resumeConnection(command: ResumeConnection): Asking<Decided<OutcomeOf<ResumeConnection>>> {
  const { connection, sessionId } = command;
  const left = yield* ask({ kind: 'subscription-of-connection', connectionId: connection.connectionId });
  const now = yield* requireNow();
  if (!left || left.sessionId !== sessionId || left.expiresMs <= now.timeMs) return { value: null, effects: [] };
  const channel: Subscription['channel'] = { transport: 'WebSocket', ...connection };
  const subscription: Subscription = { ...left, channel, expiresMs: now.timeMs + left.lifeMs };
  return { value: subscription, effects: [put(subscription)] };
}

export function* keepConnection({ connection }: KeepConnection): Asking<Decided<OutcomeOf<KeepConnection>>> {
  const kept = yield* toldOver(connection);
  const now = yield* requireNow();
  if (!kept || kept.expiresMs <= now.timeMs) return { value: null, effects: [] };
  return {
    value: null,
    effects: [put({ ...kept, expiresMs: now.timeMs + kept.lifeMs })],
  };
}

export function* dropConnection(command: DropConnection): Asking<Decided<OutcomeOf<DropConnection>>> {
  const left = yield* toldOver(command.connection);
  const now = yield* requireNow();
  const expiresMs = now.timeMs + recoveryTimeoutMs;
  if (!left || left.expiresMs <= expiresMs) return { value: null, effects: [] };
  const toldPosition = command.position ?? left.toldPosition;
  return { value: null, effects: [put({ ...left, expiresMs, toldPosition })] };
}

export function* dropDesertedConnections(): Asking<Decided<OutcomeOf<DropDesertedConnections>>> {
  const owners = yield* ask({ kind: 'dead-owners' });
  if (owners.length === 0) return { value: null, effects: [] };
  const now = yield* requireNow();
  const expiresMs = now.timeMs + recoveryTimeoutMs;
  const dropped = owners.map((owner): Effect => ({ kind: 'connections-dropped', owner, expiresMs }));
  return { value: null, effects: [...dropped] };
}

/** What is told over this very connection, and not over one that has taken its place. */
function* toldOver({ connectionId, owner, epoch }: Connection): Asking<Subscription | undefined> {
  const subscription = yield* ask({ kind: 'subscription-of-connection', connectionId });
  if (subscription?.channel.transport !== 'WebSocket') return undefined;
  const { channel } = subscription;
  return channel.owner === owner && channel.epoch === epoch ? subscription : undefined;
}

/**
 * Refuses what comes late over a connection whose place was taken: it would take that of the newer one. Owners cannot be
 * compared, and whoever takes up a connection moves what stands there to itself first: so another owner's is newer.
 */
function* requireNewest(channel: Subscription['channel'], nowMs: number): Asking<void> {
  if (channel.transport !== 'WebSocket') return;
  const { connectionId, owner, epoch } = channel;
  const standing = yield* ask({ kind: 'subscription-of-connection', connectionId });
  if (standing?.channel.transport !== 'WebSocket' || standing.expiresMs <= nowMs) return;
  const newest = standing.channel;
  if (newest.owner !== owner || newest.epoch > epoch) throw new DomainError({ code: 'connection-taken-up' });
}

type Named = Pick<DeleteSubscription, 'actor' | 'clientId' | 'subscriptionId'>;

/** Those of others, expired ones, and browsers are as if they did not exist. */
function* requireOwn({ actor, clientId, subscriptionId }: Named, nowMs: number): Asking<Subscription> {
  const found = yield* ask({ kind: 'subscription', subscriptionId });
  const isOwn =
    found?.extensionId === actor.extensionId && found.clientId === clientId && found.channel.transport !== 'WebPush';
  if (found && isOwn && found.expiresMs > nowMs) return found;
  throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
}

function isSameConnection(a: Subscription['channel'], b: Subscription['channel']): boolean {
  return a.transport === 'WebSocket' && b.transport === 'WebSocket' && a.connectionId === b.connectionId;
}

function put(subscription: Subscription): Effect {
  return { kind: 'subscription-put', subscription };
}

function deleted({ subscriptionId }: Subscription): Effect {
  return { kind: 'subscription-deleted', subscriptionId };
}
