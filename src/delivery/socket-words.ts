/** What the store is told of a WebSocket, that it is still there or gone, and its client of what it sent in vain. */

import type { AccountId, Sequence } from '../domain/ids.ts';
import type { Connection } from '../domain/subscription.ts';
import { FrameError, frameErrorFrame, refusalFrame } from '../wire/frames.ts';
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

/** What is said of a frame that could not be taken. */
export function refusalFor(error: unknown, { log }: Pick<SocketServices, 'log'>): string {
  if (!(error instanceof FrameError)) {
    log.error({ err: error }, 'a defect in reading a frame');
    return frameErrorFrame({ code: 'overloaded' });
  }
  const { refusal, messageId } = error;
  return messageId === undefined ? frameErrorFrame(refusal) : refusalFrame(messageId, refusal);
}
