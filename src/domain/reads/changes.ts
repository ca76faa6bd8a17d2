/** The one change sequence: what became different in an account since a position, for whoever keeps others informed. */

import type { Extension } from '../extension.ts';
import type { AccountId, ExtensionId, MessageId, Sequence } from '../ids.ts';
import type { Direction } from '../message.ts';
import type { Life, Place } from '../place.ts';
import type { Presence } from '../presence.ts';

/** Says «look», and where. What changed is read from the sequence: a signal may be lost, or come once for many changes. */
export interface Signal {
  readonly accountId: AccountId;
  readonly haveSessionsEnded: boolean;
  readonly haveSubscriptionsChanged: boolean;
}

export interface ChangedCopy {
  readonly copyId: MessageId;
  readonly direction: Direction;
}

/** Each copy once, however often it changed. */
export interface MailboxChanges {
  readonly extensionId: ExtensionId;
  /** Copies that came, by id, ascending, as far as their owner may read them now; of very many the newest. */
  readonly added: readonly ChangedCopy[];
  /** Older copies that were changed, lost or regained; of very many only some. */
  readonly updated: readonly ChangedCopy[];
}

export interface DirectoryChange {
  readonly extension: Extension;
  readonly kind: 'Create' | 'Update' | 'Delete';
  /** Where it was changed last, and where before that; undefined of someone new. */
  readonly modified: { readonly to: Sequence; readonly from?: Sequence };
}

export interface PresenceChange {
  readonly extension: Extension;
  readonly presence: Presence;
  /** Counts this person's changes. */
  readonly number: number;
}

export interface AccountChanges {
  /** To ask from the next time: everything before it has been told. */
  readonly position: Sequence;
  /** Of the position. */
  readonly life: Life;
  /** Mailboxes in which nothing changed are left out. */
  readonly mailboxes: readonly MailboxChanges[];
  readonly directory: readonly DirectoryChange[];
  /** Of whom presence became different, each once. */
  readonly presence: readonly PresenceChange[];
  /** Of the mailboxes asked for, those in which something may have changed that their people may not hear of now. */
  readonly withheld: readonly ExtensionId[];
}

export interface ServerChangeReads {
  /** The position from which everything is still to come. */
  readPosition(accountId: AccountId): Promise<Sequence>;
  /** A position as clients are given it; by default the one from which everything is still to come. */
  readPlace(accountId: AccountId, sequence?: Sequence): Promise<Place>;
  /**
   * Whether what is kept holds everything that was known at a place. It does not when the place lies ahead, or in a life
   * that went on elsewhere: in data that others were put in the place of since.
   */
  knowsPlace(accountId: AccountId, place: Place): Promise<boolean>;
  /**
   * What became different at `since` or later. Of mailboxes only those asked for, and only of people who
   * are active and may read their messages now.
   * Its cost follows what changed, not how many mailboxes are asked for.
   * With `maxNew` it ends before the position at which a mailbox, or the directory, would have more news than that, so
   * that none is passed over: the position that it gives may be short of the newest.
   */
  readChanges(
    accountId: AccountId,
    since: Sequence,
    mailboxIds: ReadonlySet<ExtensionId>,
    maxNew?: number,
  ): Promise<AccountChanges>;
}
