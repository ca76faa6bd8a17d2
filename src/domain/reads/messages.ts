/** What can be read of a mailbox and its threads: only what its owner may read at this moment. */

import type { Membership } from '../access.ts';
import type { Conversation } from '../conversation.ts';
import type { Extension } from '../extension.ts';
import type { ConversationId, MessageId, Sequence } from '../ids.ts';
import type { Availability, Copy, Direction, Message, Skipped } from '../message.ts';
import type { Place } from '../place.ts';
import type { SearchTerm } from '../search.ts';
import type { Listed, Paging } from './lists.ts';

/** An empty list of values means: any. Times are milliseconds since 1970, `from` inclusive, `to` exclusive. */
export interface MessageQuery extends Paging {
  readonly availability: readonly Availability[];
  readonly direction: readonly Direction[];
  readonly isRead?: boolean;
  readonly conversationId?: ConversationId;
  readonly dateFromMs: number;
  readonly dateToMs: number;
  /** Only the newest message of each conversation. */
  readonly isDistinct?: boolean;
}

/** A query whose messages must also contain every term. At least one is given. */
export interface MessageSearch extends MessageQuery {
  readonly terms: readonly SearchTerm[];
}

/** Which messages a client keeps a copy of. Their state does not matter; what is fixed when they are sent does. */
export type SyncFrame = Pick<MessageQuery, 'direction' | 'conversationId' | 'dateFromMs' | 'dateToMs' | 'isDistinct'>;

/** A place in the sequence, and the Departments someone was in then. */
export interface SyncMoment {
  readonly nextSequence: Sequence;
  readonly memberships: readonly Membership[];
}

/** How far a client's copy of a mailbox goes. */
export interface SyncPosition extends SyncMoment {
  /** Where the account was when the client was last told anything. While that is unfinished, further than `nextSequence`. */
  readonly knownTo: Place;
  /** While the changes up to there are being told, newest id first: since when, and from which id on they were told. */
  readonly unfinished?: { readonly since: SyncMoment; readonly toldFromId: MessageId };
}

/** The oldest message a client was given of a frame that has older ones. */
export interface HeldFrom {
  readonly copyId: MessageId;
  readonly createdMs: number;
}

export interface FullSync {
  readonly records: readonly Message[];
  readonly areOlderLeft: boolean;
  readonly position: SyncPosition;
}

/** A message that is new or changed, or a copy that its owner can no longer read. */
export type SyncChange = { readonly message: Message } | { readonly lost: Copy };

export interface ChangeSync {
  readonly changes: readonly SyncChange[];
  readonly position: SyncPosition;
}

/** A thread with those it is addressed to, and what the reader has to do with it. */
export interface ConversationView {
  readonly conversation: Conversation;
  /** The people of the explicit list and the Departments, living ones only, by number. */
  readonly addressees: readonly Extension[];
  readonly isOnList: boolean;
  readonly holdsCopy: boolean;
}

/** Whom a page reached, by number, and who was left out of a Department's delivery. */
export interface PageReach {
  readonly reached: readonly Extension[];
  readonly skipped: readonly Skipped[];
}

export interface ActorMessageReads {
  /** The message with this id in the actor's own mailbox, if they may read it now. */
  readMessage(copyId: MessageId): Promise<Message | undefined>;

  /** Which of these the actor has and may read now. However many are asked for, others get their turn. */
  findReadable(copyIds: readonly MessageId[]): Promise<readonly MessageId[]>;
  /** Messages of the actor's own mailbox that they may read now, newest id first. */
  listMessages(query: MessageQuery): Promise<Listed<Message>>;
  /**
   * As a list, of messages that contain the terms: at most `maxFound`, of all that was sent before. What the owner purged
   * is never found. Rejects with `overloaded` while too many pages are to be taken in first, rather than finding some.
   */
  searchMessages(query: MessageSearch): Promise<Listed<Message>>;
  /** The newest Alive messages of a frame, and the position to ask for changes from. */
  syncAll(frame: SyncFrame, recordCount: number): Promise<FullSync>;
  /** What a sync of the actor's that was finished at a place in the sequence would have known. */
  readSyncPosition(at: Sequence): Promise<SyncPosition>;
  /**
   * What became different in the frame since a position: sent, changed, lost or regained. So much at a time: while the
   * position answered is unfinished, there is more, though there may be none of the frame in this part. Undefined for a
   * position of which the client knows what is not kept (`knowsPlace`).
   */
  syncChanges(frame: SyncFrame, since: SyncPosition): Promise<ChangeSync | undefined>;
  /** Which copy of theirs the actor's send under an idempotency key made, whether they may read it now or not. */
  readSentUnder(key: string): Promise<MessageId | undefined>;
  /** Of a page the actor sent and may read now; otherwise undefined. */
  readReach(copyId: MessageId): Promise<PageReach | undefined>;
  readConversation(conversationId: ConversationId): Promise<ConversationView | undefined>;
}
