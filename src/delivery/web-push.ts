/** What the API and the pump need to wake browsers. */

import { DomainError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import type { WebPushChannel } from '../domain/subscription.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import type { PushTest } from '../wire/push-devices.ts';
import { testMessage } from '../wire/push-messages.ts';
import { vapidKeysFrom } from '../wire/vapid-keys.ts';
import { createPushSender } from './push-sender.ts';
import { createPushTransport } from './push-transport.ts';
import type { DeliveryTransport } from './transport.ts';

interface WebPushParts {
  readonly store: Store;
  readonly outgoing: Outgoing;
  /** Whether push services may be on this machine or a private network, without TLS: for trying things out. */
  readonly mayBePrivate: boolean;
  readonly contact: () => string;
}

export interface WebPushService {
  readonly publicKey: string;
  readonly transport: DeliveryTransport;
  /** Throws `DomainError` `invalid-parameter`. */
  requireEndpoint(endpoint: string): void;
  test(device: WebPushChannel): Promise<PushTest>;
}

export async function createWebPush({ store, outgoing, mayBePrivate, contact }: WebPushParts): Promise<WebPushService> {
  const keys = vapidKeysFrom(await store.server.readSecret());
  const send = createPushSender({ outgoing, keys, contact });
  return {
    publicKey: keys.publicKey,
    transport: createPushTransport({ store, send }),
    requireEndpoint(endpoint) {
      if (mayBePrivate || endpoint.startsWith('https:')) return;
      throw new DomainError({ code: 'invalid-parameter', parameter: 'endpoint' });
    },
    async test(device) {
      const { isAccepted, statusCode, reason } = await send(device, testMessage);
      if (statusCode === null) return { outcome: 'Unreachable', reason: reason ?? '' };
      return isAccepted
        ? { outcome: 'Accepted', status: statusCode }
        : { outcome: 'Refused', status: statusCode, reason: reason ?? '' };
    },
  };
}
