/** What can be asked of pages, copies and threads, as plain data, with the answer each gives. */

import type { IdempotencyKey } from '../idempotency.ts';
import type { AccountId, ConversationId, ExtensionId, MessageId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Actor } from '../session.ts';

/** Names an extension by number, by id, or by both, which must then agree. At least one is given. */
export interface PartyReference {
  readonly extensionNumber?: string;
  readonly extensionId?: ExtensionId;
}

export interface SendPage {
  readonly kind: 'send-page';
  readonly accountId: AccountId;
  readonly actor: Actor;
  /** The extension in whose name the page is to go; anyone but the actor is refused, each for the fitting reason. */
  readonly mailboxId: ExtensionId;
  readonly from?: PartyReference;
  readonly to: readonly PartyReference[];
  readonly text: string;
  readonly replyOn?: MessageId;
  readonly maxRecipients: number;
  /** Milliseconds after which a thread takes no more replies; 0 for never. */
  readonly maxThreadAgeMs: number;
  readonly idempotency?: IdempotencyKey;
  /** How long ago it was written, by the clock of whoever wrote it. */
  readonly writtenAgoMs?: number;
}

/** What is absent stays as it is. A Purged message can no longer be changed. */
export interface MessageChange {
  readonly isRead?: boolean;
  /** Brings a Deleted message back. */
  readonly isRestored?: boolean;
}

export interface ChangeMessage {
  readonly kind: 'change-message';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly copyId: MessageId;
  readonly change: MessageChange;
}

/** Alive becomes Deleted, Deleted becomes Purged; with `isPurge` either becomes Purged. For this person alone. */
export interface DeleteMessage {
  readonly kind: 'delete-message';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly copyId: MessageId;
  readonly isPurge: boolean;
}

/**
 * Deletes the oldest Alive messages of these threads, or of any if none is named, sent before a time. With `isPurge`
 * they become Purged, and so do those that are Deleted already.
 */
export interface DeleteConversations {
  readonly kind: 'delete-conversations';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly conversationIds: readonly ConversationId[];
  readonly beforeMs: number;
  readonly isPurge: boolean;
  /** At most so many at once, so that others need not wait long. */
  readonly limit: number;
  /** Where an earlier step left off: only messages after this one. */
  readonly afterId: MessageId;
}

/** How far a step of deleting came; undefined when nothing was left. */
export interface DeletedStep {
  readonly lastId: MessageId | undefined;
}

/** Changes a thread's explicit list. Only its originator, while on the list, and administrators may. */
export interface ChangeParticipants {
  readonly kind: 'change-participants';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly conversationId: ConversationId;
  readonly addedIds: readonly ExtensionId[];
  readonly removedIds: readonly ExtensionId[];
}

export interface MessageOutcomes {
  'send-page': Message;
  'change-message': Message['copy'];
  'delete-message': Message['copy'];
  'delete-conversations': DeletedStep;
  'change-participants': null;
}

export type MessageCommand = SendPage | ChangeMessage | DeleteMessage | DeleteConversations | ChangeParticipants;
