/** How long messages stay: the account's settings, and what they are unless an administrator says otherwise. */

import type { MessageId } from './ids.ts';

export const dayMs = 24 * 3600 * 1000;

export interface RetentionSettings {
  /** Days after which an Alive message becomes Deleted; null for never. */
  readonly retentionDays: number | null;
  /** Days that a message stays Deleted before it becomes Purged. */
  readonly deletedDays: number;
  /** Days that a message stays Purged before it is gone. */
  readonly purgedDays: number;
  /** The most Alive messages that one mailbox may hold; past it the oldest become Deleted. Null for any number. */
  readonly mailboxMaximum: number | null;
}

export const standardRetention: RetentionSettings = {
  retentionDays: null,
  deletedDays: 5,
  purgedDays: 5,
  mailboxMaximum: null,
};

/** How long a sync token can be used. A message that is gone is remembered this long, so that every token hears of it. */
export const syncTokenLifeMs = 62 * dayMs;

/** Where an account's messages stand in their lives. */
export interface RetentionState {
  readonly settings: RetentionSettings;
  /** Retention has dealt with every copy before this id. */
  readonly retainedToId: MessageId;
  /** After a hold was released: pages after this one are still to be looked at. Null when there is nothing to look for. */
  readonly recheckAfterId: MessageId | null;
}
