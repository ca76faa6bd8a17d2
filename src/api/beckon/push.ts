/** /beckon/v1/push: the browsers that one's own pages wake, by Web Push. */

import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { Caller } from '../../domain/session.ts';
import type { Subscription, WebPushChannel } from '../../domain/subscription.ts';
import { eventFiltersFrom } from '../../wire/event-filters.ts';
import {
  channelFrom,
  deviceJson,
  deviceShape,
  pushShape,
  registerDeviceShape,
  testShape,
} from '../../wire/push-devices.ts';
import { noContent, operation } from '../shared/operation.ts';
import type { WebPush } from '../shared/services.ts';

const incomingPages = '/restapi/v1.0/account/~/extension/~/message-store?direction=Inbound';

/** Whoever is woken is told of pages, and so must be allowed to read them. */
const reading = { app: 'ReadMessages', user: 'ReadMessages' } as const;

/** What was registered may be removed when one's role is gone, but no app that has nothing to do with pages may. */
const tidying = { app: 'ReadMessages' } as const;

export const readPush = operation({
  operationId: 'readPush',
  summary: 'Say whether browsers can be woken, and for which key they subscribe',
  tag: 'Notifications',
  method: 'GET',
  path: '/beckon/v1/push',
  access: {},
  rate: 'Light',
  schema: { response: { 200: pushShape } },
  async handle(_call, { webPush }) {
    return webPush ? { enabled: true, publicKey: webPush.publicKey } : { enabled: false };
  },
});

export const listPushDevices = operation({
  operationId: 'listPushDevices',
  summary: 'List the browsers that your pages wake',
  tag: 'Notifications',
  method: 'GET',
  path: '/beckon/v1/push/devices',
  access: tidying,
  rate: 'Light',
  schema: { response: { 200: Type.Object({ records: Type.Array(deviceShape) }) } },
  async handle({ caller }, { store }) {
    return { records: (await store.as(caller).listDevices()).map((device) => jsonOf(device, caller)) };
  },
});

export const registerPushDevice = operation({
  operationId: 'registerPushDevice',
  summary: 'Have this browser woken by your pages, or say that it still listens',
  tag: 'Notifications',
  method: 'POST',
  path: '/beckon/v1/push/devices',
  access: reading,
  rate: 'Medium',
  schema: { body: registerDeviceShape, response: { 200: deviceShape } },
  async handle({ body, caller }, { store, webPush }) {
    const { requireEndpoint } = requireWebPush(webPush);
    const channel = channelFrom(body);
    requireEndpoint(channel.endpoint);
    const subscriptionId = randomUUID();
    const device = unwrap(
      await store.execute({
        kind: 'register-device',
        ...{ accountId: caller.accountId, actor: caller, clientId: caller.clientId, subscriptionId, channel },
        filters: eventFiltersFrom([incomingPages], { ...caller, subscriptionId }),
      }),
    );
    return jsonOf(device, caller);
  },
});

export const removePushDevice = operation({
  operationId: 'removePushDevice',
  summary: 'Have a browser of yours woken no longer',
  tag: 'Notifications',
  method: 'DELETE',
  path: '/beckon/v1/push/devices/:deviceId',
  access: tidying,
  rate: 'Medium',
  schema: { params: Type.Object({ deviceId: Type.String() }), response: { 204: noContent } },
  async handle({ params: { deviceId: subscriptionId }, caller, reply }, { store }) {
    const { accountId } = caller;
    unwrap(await store.execute({ kind: 'remove-device', accountId, actor: caller, subscriptionId }));
    return reply.status(204).send();
  },
});

export const testPush = operation({
  operationId: 'testPush',
  summary: 'Push a test to a browser of yours, and say what its push service answers',
  tag: 'Notifications',
  method: 'POST',
  path: '/beckon/v1/push/test',
  access: reading,
  rate: 'Heavy',
  schema: { body: Type.Object({ deviceId: Type.String() }), response: { 200: testShape } },
  async handle({ body: { deviceId }, caller }, { store, webPush }) {
    const devices = await store.as(caller).listDevices();
    const device = devices.find(({ subscriptionId }) => subscriptionId === deviceId);
    if (!device) throw new DomainError({ code: 'unknown-referenced-resource', parameter: 'deviceId' });
    return await requireWebPush(webPush).test(channelOf(device));
  },
});

function requireWebPush(webPush: WebPush | undefined): WebPush {
  if (!webPush) throw new DomainError({ code: 'web-push-off' });
  return webPush;
}

function jsonOf(device: Subscription, { sessionId }: Caller) {
  return deviceJson(device, channelOf(device), sessionId);
}

function channelOf({ channel }: Subscription): WebPushChannel {
  if (channel.transport !== 'WebPush') throw new Error(`a ${channel.transport} among the browsers`);
  return channel;
}
