/** Leaves out of what waits in the log, at each attempt, the messages that its owner may read no longer. */

import type { LoggedDelivery } from '../domain/delivery-log.ts';
import { DomainError } from '../domain/errors.ts';
import type { Actor } from '../domain/session.ts';
import type { Store } from '../domain/store.ts';
import type { Subscription } from '../domain/subscription.ts';
import { newMessageIdsIn, withNewMessages } from '../wire/notifications.ts';
import { type DeliveryTransport, mayNotRead, nothingToTell } from './transport.ts';

/** What is sent keeps its uuid and its place, and its bytes for as long as nothing of it was lost. */
export function tellingReadable(transport: DeliveryTransport, store: Store): DeliveryTransport {
  return {
    ...transport,
    async send(subscription, delivery, signal) {
      try {
        const body = await bodyNow(store, subscription, delivery);
        if (body === undefined) return nothingToTell;
        return await transport.send(subscription, { ...delivery, body }, signal);
      } catch (error) {
        if (error instanceof DomainError) return mayNotRead;
        throw error;
      }
    },
  };
}

/** Undefined when nothing of it is left. */
async function bodyNow(
  store: Store,
  { accountId, sessionId, extensionId }: Subscription,
  { body }: LoggedDelivery,
): Promise<string | undefined> {
  const notification = JSON.parse(body);
  const ids = newMessageIdsIn(notification);
  if (ids.length === 0) return body;
  const actor: Actor = { accountId, sessionId, extensionId, permission: 'ReadMessages' };
  const readable = new Set(await store.as(actor).findReadable(ids));
  if (readable.size === ids.length) return body;
  const rest = withNewMessages(
    notification,
    ids.filter((id) => readable.has(id)),
  );
  return rest && JSON.stringify(rest);
}
