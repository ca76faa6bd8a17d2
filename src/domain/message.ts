/** A page, the copies of it that lie in mailboxes, and a message: a copy together with its page. */

import type { AccountId, AudienceId, ConversationId, ExtensionId, MessageId, Sequence } from './ids.ts';

export const maxTextUnits = 1024;

/** Who a page came from or went to, as they were called when it was sent. */
export interface Party {
  readonly extensionId: ExtensionId;
  readonly extensionNumber: string;
  readonly name: string;
}

/** Someone a page was addressed to through a Department but not delivered to, and the status that was the reason. */
export interface Skipped extends Party {
  readonly reason: 'Disabled' | 'Frozen' | 'NotActivated' | 'Unassigned';
}

export interface Page {
  readonly accountId: AccountId;
  readonly pageId: MessageId;
  readonly conversationId: ConversationId;
  readonly from: Party;
  /** The parties every copy lists: the recipients as addressed, and with two or more of them the sender as well. */
  readonly to: readonly Party[];
  readonly isToDepartment: boolean;
  readonly text: string;
  readonly createdMs: number;
  /** When it was written, if that was well before it was sent. */
  readonly writtenMs?: number;
}

/** A page that was written so long before it was sent is late: its readers are told. */
export const lateMs = 5 * 60_000;

export type Direction = 'Inbound' | 'Outbound';
export type Availability = 'Alive' | 'Deleted' | 'Purged';

export interface Copy {
  readonly extensionId: ExtensionId;
  readonly copyId: MessageId;
  readonly pageId: MessageId;
  readonly conversationId: ConversationId;
  readonly direction: Direction;
  readonly isRead: boolean;
  readonly availability: Availability;
  /** Whether its holder is on the thread's explicit list, and so reads it whatever Departments they are in. */
  readonly isExplicit: boolean;
  /** The Departments the thread is addressed to; members of any of them may read. */
  readonly audienceId: AudienceId;
  /** The position of its last change; null while it is as it was delivered. */
  readonly modifiedSeq: Sequence | null;
  readonly lastModifiedMs: number;
  /** When it came into its present availability; null while it is Alive as it was delivered. */
  readonly enteredMs: number | null;
}

export interface Message {
  readonly copy: Copy;
  readonly page: Page;
}

/** A time for a change to a copy that is later than the copy's last one, however fast the two follow each other. */
export function nextModifiedMs(copy: Copy, timeMs: number): number {
  return Math.max(timeMs, copy.lastModifiedMs + 1);
}
