/** Every change that can be asked for, as plain data, with the answer each one gives. */

import type { Contact, Extension, ExtensionStatus, ExtensionType } from './extension.ts';
import type { IdempotencyKey } from './idempotency.ts';
import type {
  AccountId,
  ClientId,
  ConversationId,
  CredentialId,
  ExtensionId,
  MessageId,
  Sequence,
  SessionId,
} from './ids.ts';
import type { Message } from './message.ts';
import type { Actor, App, Credential, Session, Token } from './session.ts';

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

/** Deletes the oldest Alive messages of these threads, or of any if none is named, sent before a time. */
export interface DeleteConversations {
  readonly kind: 'delete-conversations';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly conversationIds: readonly ConversationId[];
  readonly beforeMs: number;
  /** At most so many at once, so that others need not wait long. */
  readonly limit: number;
  /** Where an earlier step left off: only messages after this one. */
  readonly afterId: MessageId;
}

/** How far a step of deleting came; undefined when nothing was left. */
export interface DeletedStep {
  readonly lastId: MessageId | undefined;
}

/** A company with its people, apps and credentials, all at once. Nothing happens if the account is there already. */
export interface FoundAccount {
  readonly kind: 'found-account';
  readonly accountId: AccountId;
  readonly name: string;
  /** The first number of the account's sequence, and so the id of its first page. */
  readonly firstSequence: Sequence;
  readonly extensions: readonly Extension[];
  readonly members: readonly { departmentId: ExtensionId; extensionIds: readonly ExtensionId[] }[];
  readonly managers: readonly { departmentId: ExtensionId; managerIds: readonly ExtensionId[] }[];
  readonly apps: readonly App[];
  readonly credentials: readonly Omit<Credential, 'createdMs'>[];
}

/** Whoever holds the machine itself: the command line, which needs no session. */
export type Operator = 'operator';

export interface CreateExtension {
  readonly kind: 'create-extension';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly draft: ExtensionDraft;
}

export interface ExtensionDraft {
  readonly extensionNumber: string;
  readonly type: ExtensionType;
  readonly status: ExtensionStatus;
  readonly contact: Contact;
}

export interface UpdateExtension {
  readonly kind: 'update-extension';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly extensionId: ExtensionId;
  /** What is absent stays as it is; so do the fields absent from `contact`. */
  readonly changes: Partial<Pick<ExtensionDraft, 'extensionNumber' | 'status' | 'contact'>>;
}

export interface DeleteExtension {
  readonly kind: 'delete-extension';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly extensionId: ExtensionId;
}

/** People who join and leave a Department. Adding a member and removing someone who is none are no errors. */
export interface MemberChange {
  readonly departmentId: ExtensionId;
  readonly addedIds: readonly ExtensionId[];
  readonly removedIds: readonly ExtensionId[];
}

export interface ChangeMembers {
  readonly kind: 'change-members';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  /** All of them happen, or none. */
  readonly changes: readonly MemberChange[];
}

export interface SetManagers {
  readonly kind: 'set-managers';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly departmentId: ExtensionId;
  readonly managerIds: readonly ExtensionId[];
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

/** One line of a people file. What is absent stays as it is, or is as standard in someone new. */
export interface ImportEntry {
  readonly extensionNumber: string;
  readonly type?: ExtensionType;
  readonly status?: ExtensionStatus;
  readonly contact: Contact;
  /** The numbers of all the Departments they are in from now on. */
  readonly departments?: readonly string[];
}

export interface ImportPeople {
  readonly kind: 'import-people';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly entries: readonly ImportEntry[];
  /** Says what would be done, and does nothing. */
  readonly isDryRun: boolean;
}

/** What an import does with one entry. */
export interface ImportStep {
  readonly extensionNumber: string;
  readonly name: string;
  readonly action: 'create' | 'update' | 'keep';
  /** The fields that change, such as `status`, and Departments as `+200` and `-201`. */
  readonly changes: readonly string[];
}

/** The hashes and life times, in seconds, of a pair of tokens to be issued. */
export interface TokenPair {
  readonly accessHash: string;
  readonly accessTtlS: number;
  readonly refreshHash: string;
  readonly refreshTtlS: number;
}

export interface OpenSession {
  readonly kind: 'open-session';
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly extensionId: ExtensionId;
  /** The JWT credential that proves who they are. */
  readonly credentialId: CredentialId;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly endpointId: string;
  readonly tokens: TokenPair;
}

export interface RefreshSession {
  readonly kind: 'refresh-session';
  readonly accountId: AccountId;
  readonly refreshHash: string;
  readonly clientId: ClientId;
  readonly tokens: TokenPair;
}

/** Ends the session that a token belongs to, whichever kind of token it is. */
export interface EndSession {
  readonly kind: 'end-session';
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly clientId: ClientId;
}

/** A session with the tokens just issued for it. */
export interface SignedIn {
  readonly session: Session;
  readonly access: Token;
  readonly refresh: Token;
}

interface Outcomes {
  'send-page': Message;
  'change-message': Message['copy'];
  'delete-message': Message['copy'];
  'delete-conversations': DeletedStep;
  'create-extension': Extension;
  'update-extension': Extension;
  'delete-extension': null;
  'change-members': null;
  'set-managers': null;
  'change-participants': null;
  'import-people': readonly ImportStep[];
  'found-account': { readonly isNew: boolean };
  'open-session': SignedIn;
  'refresh-session': SignedIn;
  'end-session': null;
}

export type Command =
  | SendPage
  | ChangeMessage
  | DeleteMessage
  | DeleteConversations
  | ChangeParticipants
  | CreateExtension
  | UpdateExtension
  | DeleteExtension
  | ChangeMembers
  | SetManagers
  | ImportPeople
  | FoundAccount
  | OpenSession
  | RefreshSession
  | EndSession;
export type OutcomeOf<C extends Command> = Outcomes[C['kind']];
