/**
 * Wakes browsers for pages, by the pump. What waits in the log names pages and holds no text of them: what is told is
 * decided when it is told, by what the device's owner may read and has not read at that moment.
 */

import { randomUUID } from 'node:crypto';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import { DomainError } from '../domain/errors.ts';
import type { MessageId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { AccountChanges } from '../domain/reads/changes.ts';
import type { Actor } from '../domain/session.ts';
import type { Store } from '../domain/store.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Notification, NotificationOptions } from '../wire/notifications.ts';
import { pagesPush } from '../wire/push-messages.ts';
import type { SendPush } from './push-sender.ts';
import { type DeliveryTransport, mayNotRead, nothingToTell } from './transport.ts';

/** Of more new pages the newest are told of. */
const maxPages = 100;

export function createPushTransport({ store, send }: { store: Store; send: SendPush }): DeliveryTransport {
  return {
    transport: 'WebPush',
    placeOf,
    // A push service that is out for long is waited for: what is still unread by then is told of.
    maxAgeMs: Number.POSITIVE_INFINITY,
    notificationsOf: newPagesOf,
    async send(subscription, delivery, signal) {
      if (subscription.channel.transport !== 'WebPush') throw new Error('no browser');
      try {
        const message = await messageFor(store, subscription, delivery);
        return message === undefined ? nothingToTell : await send(subscription.channel, message, signal);
      } catch (error) {
        if (error instanceof DomainError) return mayNotRead;
        throw error;
      }
    },
  };
}

/** Half of everyone's devices may be at one push service, which takes more at a time than somebody's webhook does. */
function placeOf({ channel, subscriptionId }: Subscription): string {
  if (channel.transport !== 'WebPush') return '';
  return `${new URL(channel.endpoint).host} ${(subscriptionId.codePointAt(0) ?? 0) % 2}`;
}

interface NewPages {
  readonly newMessageIds: readonly MessageId[];
}

/** One for everything that came in: several pages wake a device once. */
function newPagesOf(
  { subscriptionId, extensionId, filters }: Subscription,
  { mailboxes }: Pick<AccountChanges, 'mailboxes'>,
  { nowMs }: NotificationOptions,
): Notification[] {
  const added = mailboxes.find((mailbox) => mailbox.extensionId === extensionId)?.added ?? [];
  const newMessageIds = added.filter(({ direction }) => direction === 'Inbound').map(({ copyId }) => copyId);
  if (newMessageIds.length === 0) return [];
  const body: NewPages = { newMessageIds: newMessageIds.slice(-maxPages) };
  const event = filters[0]?.text ?? '';
  const timestamp = new Date(nowMs).toISOString();
  return [{ uuid: randomUUID(), event, timestamp, subscriptionId, ownerId: String(extensionId), body }];
}

/** Undefined when nothing of it is left to tell. */
async function messageFor(
  store: Store,
  { accountId, sessionId, extensionId }: Subscription,
  { body }: LoggedDelivery,
): Promise<string | undefined> {
  const actor: Actor = { accountId, sessionId, extensionId, permission: 'ReadMessages' };
  const { newMessageIds } = (JSON.parse(body) as { body: NewPages }).body;
  const found = await Promise.all(newMessageIds.map((copyId) => store.as(actor).readMessage(copyId)));
  const untold = found.filter((message): message is Message => message !== undefined && isUnread(message));
  return untold.length === 0 ? undefined : pagesPush(untold, await countUnread(store, actor));
}

function isUnread({ copy }: Message): boolean {
  return copy.availability === 'Alive' && !copy.isRead;
}

async function countUnread(store: Store, actor: Actor): Promise<number> {
  const { totalElements } = await store.as(actor).listMessages({
    ...{ availability: ['Alive'], direction: ['Inbound'], isRead: false },
    ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER, page: 1, perPage: 1 },
  });
  return totalElements;
}
