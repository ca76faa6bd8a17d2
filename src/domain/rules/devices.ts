/** The browsers that someone's pages wake: each has one owner, and lasts while it says now and then that it listens. */

import type { OutcomeOf } from '../command.ts';
import type { RegisterDevice, RemoveDevice } from '../commands/devices.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask, take } from '../fact.ts';
import { nameGiven } from '../names.ts';
import { deviceLifeMs, maxSubscriptions, type Subscription } from '../subscription.ts';
import { requireActor } from './actor.ts';
import { requireNow } from './now.ts';

export function* registerDevice(command: RegisterDevice): Asking<Decided<OutcomeOf<RegisterDevice>>> {
  const { accountId, actor, clientId, filters } = command;
  const channel = { ...command.channel, name: nameGiven(command.channel.name, 'name') };
  yield* requireActor(actor);
  const { extensionId, sessionId } = actor;
  const now = yield* requireNow();
  const { timeMs } = now;
  const known = yield* ask({ kind: 'subscription-of-connection', connectionId: channel.endpoint });
  const lasting = { clientId, sessionId, filters, channel, lifeMs: deviceLifeMs, expiresMs: timeMs + deviceLifeMs };
  if (known?.extensionId === extensionId && known.expiresMs > timeMs) {
    const renewed: Subscription = { ...known, ...lasting };
    return { value: renewed, effects: [put(renewed)] };
  }

  const own = yield* ask({ kind: 'devices-of', extensionId });
  const over = (nowMs: number) => own.filter(({ expiresMs }) => expiresMs <= nowMs);
  const limit = maxSubscriptions.WebPush;
  if (own.length - over(timeMs).length >= limit) {
    throw new DomainError({ code: 'too-many-devices', subject: String(limit) });
  }
  const position = (yield* take(0)).first;
  const device: Subscription = {
    ...{ accountId, subscriptionId: command.subscriptionId, extensionId, ...lasting },
    ...{ createdMs: timeMs, status: 'Active', blacklisted: null },
    ...{ position, toldPosition: position, lastDelivery: 0, remindedMs: timeMs },
  };
  // Whoever used this browser before has left it.
  const replaced = [...(known ? [known] : []), ...over(now.sureMs)];
  return { value: device, effects: [...replaced.map(deleted), put(device)] };
}

export function* removeDevice({ actor, subscriptionId }: RemoveDevice): Asking<Decided<OutcomeOf<RemoveDevice>>> {
  yield* requireActor(actor);
  const now = yield* requireNow();
  const own = yield* ask({ kind: 'devices-of', extensionId: actor.extensionId });
  const device = own.find((one) => one.subscriptionId === subscriptionId && one.expiresMs > now.timeMs);
  if (!device) throw new DomainError({ code: 'unknown-resource', parameter: 'deviceId' });
  return { value: null, effects: [deleted(device)] };
}

function put(subscription: Subscription): Effect {
  return { kind: 'subscription-put', subscription };
}

function deleted({ subscriptionId }: Subscription): Effect {
  return { kind: 'subscription-deleted', subscriptionId };
}
