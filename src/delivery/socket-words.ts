/** What the store is told of a WebSocket: that it is still there, or that it is gone. */

import type { AccountId, Sequence } from '../domain/ids.ts';
import type { Connection } from '../domain/subscription.ts';
import type { SocketServices } from './socket-services.ts';

interface Held {
  readonly accountId: AccountId;
  readonly connection: Connection;
}

/** It is still there, though this process was taken for dead. */
export async function sayStaying(held: Held, { store }: SocketServices): Promise<void> {
  await store.execute({ kind: 'keep-connection', ...held });
}

/** Its subscription waits for a while to be taken up again, from the place that its reader was told up to, if that is known. */
export function sayGone(held: Held, { store, log }: SocketServices, position?: Sequence): void {
  store
    .execute({ kind: 'drop-connection', ...held, ...(position === undefined ? {} : { position }) })
    .catch((err: unknown) => log.error({ err }, 'a subscription was not marked as waiting'));
}
