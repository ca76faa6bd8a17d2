/** Browsers that are woken: each has one owner, and a place among as many as one may have. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RegisterDevice, RemoveDevice } from '../commands/devices.ts';
import type { SessionId } from '../ids.ts';
import { deviceLifeMs, maxSubscriptions, type Subscription } from '../subscription.ts';
import { accountId, actorOf, decideIn, idOf, type World } from './company.fixture.ts';
import {
  browserAt,
  clientId,
  decides,
  deletedSubscription,
  deviceOf,
  isForWhoeverIsSignedIn,
  nextSequence,
  nowMs,
  otherClientId,
  refuses,
  sessionId,
} from './tables.fixture.ts';

const filters = [{ kind: 'messages', extensionId: idOf('102'), text: '/mailbox' }] as const;
const registering: RegisterDevice = {
  ...{ kind: 'register-device', accountId, actor: actorOf('102'), clientId, subscriptionId: 'new', filters },
  channel: { ...browserAt('https://push.example/new'), name: ' Browser ' },
};
const fresh: Subscription = {
  ...{ accountId, subscriptionId: 'new', extensionId: idOf('102'), clientId, sessionId, filters },
  ...{ channel: browserAt('https://push.example/new'), lifeMs: deviceLifeMs, expiresMs: nowMs + deviceLifeMs },
  ...{ createdMs: nowMs, status: 'Active', blacklisted: null, lastDelivery: 0, remindedMs: nowMs },
  ...{ position: nextSequence, toldPosition: nextSequence },
};
const having = (own: Subscription[], known?: Subscription): World => ({
  facts: { 'devices-of': () => own, 'subscription-of-connection': () => known },
});
const put = (subscription: Subscription) => ({ kind: 'subscription-put', subscription }) as const;

describe('a browser', () => {
  test('is woken from now on, for a month', () => {
    decides(having([]), registering, { value: fresh, effects: [put(fresh)] });
  });
  test('that says so again goes on where it is, in the session and for the app it is used with now', () => {
    const known = deviceOf('old', { sessionId: 'before' as SessionId, clientId: otherClientId });
    const renewed: Subscription = {
      ...known,
      ...{ clientId, sessionId, filters, channel: fresh.channel, lifeMs: deviceLifeMs, expiresMs: fresh.expiresMs },
    };
    decides(having([known], known), registering, { value: renewed, effects: [put(renewed)] });
  });
  test('that ran out, or was someone else’s, begins anew', () => {
    for (const known of [deviceOf('old', { expiresMs: nowMs }), deviceOf('old', { extensionId: idOf('103') })]) {
      decides(having([], known), registering, { value: fresh, effects: [deletedSubscription('old'), put(fresh)] });
    }
  });
  test('takes the place of those that ran out', () => {
    const own = [deviceOf('over', { expiresMs: nowMs }), deviceOf('on')];
    decides(having(own), registering, { effects: [deletedSubscription('over'), put(fresh)] });
  });
  test('is one of as many as a person may have', () => {
    const own = Array.from({ length: maxSubscriptions.WebPush }, (_, index) => deviceOf(`d${index}`));
    refuses(having(own), registering, { code: 'too-many-devices', subject: String(maxSubscriptions.WebPush) });
    assert.ok(decideIn(having(own.slice(1)), registering).result.ok);
    assert.ok(decideIn(having([deviceOf('over', { expiresMs: nowMs }), ...own.slice(1)]), registering).result.ok);
  });
  test('has a name of one line, and an owner who is signed in', () => {
    const channel = { ...registering.channel, name: 'a\nb' };
    refuses(having([]), { ...registering, channel }, { code: 'invalid-parameter', parameter: 'name' });
    isForWhoeverIsSignedIn(registering, '102', having([]));
  });
});

describe('removing a browser', () => {
  const removing: RemoveDevice = { kind: 'remove-device', accountId, actor: actorOf('102'), subscriptionId: 'd' };
  test('ends it, whichever app and session it was registered with', () => {
    const own = [deviceOf('other'), deviceOf('d', { clientId: otherClientId, sessionId: 'x' as SessionId })];
    decides(having(own), removing, { value: null, effects: [deletedSubscription('d')] });
    isForWhoeverIsSignedIn(removing, '102', having(own));
  });
  test('finds none that ran out or is not among one’s own', () => {
    const refusal = { code: 'unknown-resource', parameter: 'deviceId' } as const;
    refuses(having([deviceOf('d', { expiresMs: nowMs })]), removing, refusal);
    refuses(having([deviceOf('other')]), removing, refusal);
  });
});
