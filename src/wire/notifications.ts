/** What subscribers are told: changes, as far as each filter listens to them. (WIRE contract, sections 6.6 and 7.) */

import { randomUUID } from 'node:crypto';
import type { MessageId } from '../domain/ids.ts';
import type {
  AccountChanges,
  ChangedCopy,
  DirectoryChange,
  MailboxChanges,
  PresenceChange,
} from '../domain/reads/changes.ts';
import { type EventFilter, nextReminderMs, type Subscription } from '../domain/subscription.ts';
import { directoryEntryJson } from './directory.ts';
import { isoTime } from './iso-times.ts';
import type { MailboxNews } from './messages.ts';
import { presenceEventBody } from './presence.ts';

export interface Notification {
  readonly uuid: string;
  /** The filter it answers to, as the subscription shows it. */
  readonly event: string;
  readonly timestamp: string;
  readonly subscriptionId: string;
  readonly ownerId: string;
  readonly body: object;
}

export interface NotificationOptions {
  readonly nowMs: number;
  /** Of more new messages only the newest are named; the others count as updated, so that nothing is passed over. */
  readonly maxNewIds?: number;
  /** What a notification by this filter carries of the changes themselves; asked only for one that is made. */
  readonly newsOf?: (filter: EventFilter) => MailboxNews | undefined;
}

/** As much of a subscription as what changed is told by. */
type Listening = Pick<Subscription, 'accountId' | 'subscriptionId' | 'extensionId' | 'filters'>;
type Changes = Pick<AccountChanges, 'mailboxes' | 'directory' | 'presence'>;

/** One notification for each filter that something happened for. Equal filters tell it once. */
export function notificationsOf(
  subscription: Listening,
  changes: Changes,
  options: NotificationOptions,
): Notification[] {
  const told = new Set<string>();
  return subscription.filters.flatMap((filter) => {
    if (told.has(filter.text)) return [];
    told.add(filter.text);
    return bodiesOf(filter, subscription, changes, options).map((body) =>
      notification(subscription, filter, body, options.nowMs),
    );
  });
}

/** One for each reminder that became due after one time and up to another: that the subscription is about to end. */
export function remindersOf(
  subscription: Subscription,
  { afterMs, nowMs }: { afterMs: number; nowMs: number },
): Notification[] {
  return remindersIn(subscription)
    .filter((filter) => (nextReminderMs(subscription, filter, afterMs) ?? Number.POSITIVE_INFINITY) <= nowMs)
    .map((filter) => notification(subscription, filter, reminderBody(subscription, nowMs), nowMs));
}

/** When the next reminder is due, after a time; infinite for never. */
export function reminderDueMs(subscription: Subscription, afterMs: number): number {
  let dueMs = Number.POSITIVE_INFINITY;
  for (const filter of subscription.filters) {
    if (filter.kind === 'reminder') dueMs = Math.min(dueMs, nextReminderMs(subscription, filter, afterMs) ?? dueMs);
  }
  return dueMs;
}

type Reminder = Extract<EventFilter, { kind: 'reminder' }>;

/** Equal filters remind once. */
function remindersIn({ filters }: Subscription): Reminder[] {
  const reminders = filters.filter((filter): filter is Reminder => filter.kind === 'reminder');
  return [...new Map(reminders.map((filter) => [filter.text, filter])).values()];
}

function reminderBody({ subscriptionId, expiresMs, status, filters }: Subscription, nowMs: number): object {
  return {
    id: subscriptionId,
    expirationTime: new Date(expiresMs).toISOString(),
    expiresIn: Math.max(0, Math.ceil((expiresMs - nowMs) / 1000)),
    status,
    eventFilters: filters.map(({ text }) => text),
  };
}

function notification(
  { subscriptionId, extensionId }: Listening,
  { text }: EventFilter,
  body: object,
  nowMs: number,
): Notification {
  const timestamp = isoTime(nowMs);
  return { uuid: randomUUID(), event: text, timestamp, subscriptionId, ownerId: String(extensionId), body };
}

function bodiesOf(
  filter: EventFilter,
  subscription: Listening,
  { mailboxes, directory, presence }: Changes,
  options: NotificationOptions,
): object[] {
  const ownerId = String(subscription.extensionId);
  switch (filter.kind) {
    case 'messages': {
      const mailbox = mailboxes.find(({ extensionId }) => extensionId === filter.extensionId);
      return mailbox ? messagesBody(mailbox, filter, subscription, options) : [];
    }
    case 'extensions':
      return directory.map((change) => ({ ...extensionBody(change), ownerId }));
    case 'extension':
      return directory
        .filter(({ extension }) => extension.extensionId === filter.extensionId)
        .map((change) => ({
          ...extensionBody(change),
          ...(change.kind === 'Update' ? { hints: ['ExtensionInfo'] } : {}),
          ownerId,
        }));
    case 'directory':
      return directory.length === 0 ? [] : [directoryBody(directory, subscription)];
    case 'presence':
      return presence
        .filter(({ extension }) => extension.extensionId === filter.extensionId)
        .filter((change) => isSeenBy(change, subscription))
        .map((change) => presenceEventBody(change, { ...filter, ownerId }));
    case 'presences':
      return presence
        .filter((change) => isSeenBy(change, subscription))
        .map((change) => presenceEventBody(change, { ...filter, ownerId }));
    default:
      return [];
  }
}

function messagesBody(
  { extensionId, added, updated }: MailboxChanges,
  filter: Extract<EventFilter, { kind: 'messages' }>,
  { accountId }: Listening,
  { nowMs, maxNewIds = Number.POSITIVE_INFINITY, newsOf }: NotificationOptions,
): object[] {
  const isWanted = (copy: ChangedCopy) => filter.direction === undefined || copy.direction === filter.direction;
  const wanted = added.filter(isWanted).map(({ copyId }) => copyId);
  const newMessageIds = wanted.slice(Math.max(0, wanted.length - maxNewIds));
  const updatedCount = updated.filter(isWanted).length + wanted.length - newMessageIds.length;
  if (newMessageIds.length + updatedCount === 0) return [];
  const change = { type: 'Pager', newCount: newMessageIds.length, updatedCount, newMessageIds };
  return [
    {
      accountId: String(accountId),
      extensionId: String(extensionId),
      lastUpdated: isoTime(nowMs),
      changes: [change],
      ...newsOf?.(filter),
    },
  ];
}

interface MessageChange {
  readonly newCount: number;
  readonly updatedCount: number;
  readonly newMessageIds?: readonly MessageId[];
}

function messageChangesIn({ body }: Notification): readonly MessageChange[] {
  const { changes = [] } = body as { changes?: readonly MessageChange[] };
  return changes.filter(({ newMessageIds }) => newMessageIds !== undefined);
}

/** The messages that it says have come; none where it tells of something else. */
export function newMessageIdsIn(notification: Notification): readonly MessageId[] {
  return messageChangesIn(notification).flatMap(({ newMessageIds = [] }) => newMessageIds);
}

/** The same, but of what has come only these are left; undefined when it then says nothing. */
export function withNewMessages(notification: Notification, ids: readonly MessageId[]): Notification | undefined {
  const left = new Set(ids);
  const changes = messageChangesIn(notification).map(({ newMessageIds = [], ...change }) => {
    const newIds = newMessageIds.filter((id) => left.has(id));
    return { ...change, newCount: newIds.length, newMessageIds: newIds };
  });
  const isEmpty = changes.every(({ newCount, updatedCount }) => newCount + updatedCount === 0);
  return isEmpty ? undefined : { ...notification, body: { ...notification.body, changes } };
}

function extensionBody({ extension, kind }: DirectoryChange) {
  return { extensionId: String(extension.extensionId), eventType: kind };
}

/** As the vendor's clients read it, who take the change from here without asking again. */
function directoryBody(directory: readonly DirectoryChange[], { accountId, extensionId }: Listening) {
  const contacts = directory.map(({ extension, kind, modified: { from, to } }) => ({
    eventType: kind,
    ...(from === undefined ? {} : { oldEtag: String(from) }),
    newEtag: String(to),
    ...directoryEntryJson(extension),
  }));
  return { accountId: String(accountId), contacts, ownerId: String(extensionId) };
}

/** Hidden presence is for oneself alone. */
function isSeenBy({ extension, presence }: PresenceChange, { extensionId }: Listening): boolean {
  return presence.isVisible || extension.extensionId === extensionId;
}
