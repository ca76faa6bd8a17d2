/** The one port: what Beckon needs of whatever keeps its data. Answers are plain data; all calls are asynchronous. */

import type { Membership } from './access.ts';
import type { Command, OutcomeOf } from './command.ts';
import type { Conversation } from './conversation.ts';
import type { Result } from './errors.ts';
import type { Extension, ExtensionStatus } from './extension.ts';
import type { AccountId, ClientId, ConversationId, ExtensionId, MessageId, Sequence } from './ids.ts';
import type { Availability, Copy, Direction, Message, Skipped } from './message.ts';
import type { Actor, App, Credential, Grant } from './session.ts';

export interface Account {
  readonly accountId: AccountId;
  readonly name: string;
}

/** One page of a longer list, and how long the whole is. */
export interface Listed<T> {
  readonly records: readonly T[];
  readonly totalElements: number;
}

/** `page` counts from 1. */
export interface Paging {
  readonly page: number;
  readonly perPage: number;
}

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

/** Which messages a client keeps a copy of. Their state does not matter; what is fixed when they are sent does. */
export type SyncFrame = Pick<MessageQuery, 'direction' | 'conversationId' | 'dateFromMs' | 'dateToMs' | 'isDistinct'>;

/** How far a client's copy of a mailbox goes: a place in the sequence, and the Departments its owner was in. */
export interface SyncPosition {
  readonly nextSequence: Sequence;
  readonly memberships: readonly Membership[];
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

/** Each word of `search` must be found in name, number, address or title, in any case. */
export interface ExtensionQuery extends Paging {
  readonly status: readonly ExtensionStatus[];
  readonly type: readonly string[];
  readonly extensionNumber?: string;
  readonly email?: string;
  readonly search?: string;
  /** Only Departments that this extension is in. */
  readonly memberId?: ExtensionId;
  /** Only people who are in this Department. */
  readonly departmentId?: ExtensionId;
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
export interface Delivery {
  readonly reached: readonly Extension[];
  readonly skipped: readonly Skipped[];
}

/** Reads on behalf of an actor throw `DomainError` `unknown-token` once the actor's session has ended. */
export interface Store {
  /**
   * Decides and keeps one change. Resolves only after what it did is durable. Rejects with `DomainError` `overloaded`,
   * having kept nothing, when more changes wait than the store allows.
   */
  execute<C extends Command>(command: C): Promise<Result<OutcomeOf<C>>>;

  /** The message with this id in the actor's own mailbox, if they may read it now. */
  readMessage(actor: Actor, copyId: MessageId): Promise<Message | undefined>;
  /** Messages of the actor's own mailbox that they may read now, newest id first. */
  listMessages(actor: Actor, query: MessageQuery): Promise<Listed<Message>>;
  /** The newest Alive messages of a frame, and the position to ask for changes from. */
  syncAll(actor: Actor, frame: SyncFrame, recordCount: number): Promise<FullSync>;
  /**
   * Everything in the frame that became different since a position, newest id first: sent, changed, lost or regained.
   * Undefined when there is so much of it that a client had better start afresh.
   */
  syncChanges(actor: Actor, frame: SyncFrame, since: SyncPosition): Promise<ChangeSync | undefined>;
  /** Of a page the actor sent and may read now; otherwise undefined. */
  readDelivery(actor: Actor, copyId: MessageId): Promise<Delivery | undefined>;
  readConversation(actor: Actor, conversationId: ConversationId): Promise<ConversationView | undefined>;
  listManagers(actor: Actor, departmentId: ExtensionId): Promise<readonly Extension[]>;
  readAccount(actor: Actor): Promise<Account | undefined>;
  readExtension(actor: Actor, extensionId: ExtensionId): Promise<Extension | undefined>;
  /** The account's extensions in the order of their numbers. */
  listExtensions(actor: Actor, query: ExtensionQuery): Promise<Listed<Extension>>;

  /** Every account there is. */
  listAccounts(): Promise<readonly Account[]>;
  readApp(clientId: ClientId): Promise<App | undefined>;
  /** The credentials people of an account have to sign in with, oldest first. */
  listCredentials(accountId: AccountId): Promise<readonly Credential[]>;
  /** What a token of this hash stands for, whether its session still lives or not. */
  readGrant(accountId: AccountId, tokenHash: string): Promise<Grant | undefined>;
  /** 32 random bytes made when the store was, from which signing keys are derived. */
  readSecret(): Promise<Uint8Array>;

  close(): Promise<void>;
}
