/** What can be asked of a company, its people and Departments, as plain data, with the answer each gives. */

import type { Contact, Extension, ExtensionStatus, ExtensionType } from '../extension.ts';
import type { AccountId, ExtensionId, Sequence } from '../ids.ts';
import type { Password } from '../password.ts';
import type { ImportEntry, ImportStep } from '../people-import.ts';
import type { Actor, App, Credential } from '../session.ts';

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
  readonly credentials: readonly Omit<Credential, 'createdMs' | 'expiresMs' | 'label'>[];
  /** The hashes of passwords that were made up for people. */
  readonly passwords?: readonly Pick<Password, 'extensionId' | 'hash'>[];
}

/** Whoever holds the machine itself: the command line, which needs no session. */
export type Operator = 'operator';

export interface CreateExtension {
  readonly kind: 'create-extension';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  /** Without a number it is given the first that is free. */
  readonly draft: Omit<ExtensionDraft, 'extensionNumber'> & Partial<ExtensionDraft>;
  /** Of a password to sign in with, for someone who has a mailbox. */
  readonly passwordHash?: string;
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

export interface ImportPeople {
  readonly kind: 'import-people';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly entries: readonly ImportEntry[];
  /** Says what would be done or refused, entry by entry, and does nothing. */
  readonly isDryRun: boolean;
  /** Links for everyone new who can sign in, in the same step: it may take from its actor the right to make them. */
  readonly invitations?: ImportInvitations;
}

export interface ImportInvitations {
  /** One for each entry, in their order; those of entries that make nobody new are not used. */
  readonly tokenHashes: readonly string[];
  readonly lifeMs: number;
}

export interface CompanyOutcomes {
  'found-account': { readonly isNew: boolean };
  'create-extension': Extension;
  'update-extension': Extension;
  'delete-extension': null;
  'change-members': null;
  'set-managers': null;
  'import-people': readonly ImportStep[];
}

export type CompanyCommand =
  | FoundAccount
  | CreateExtension
  | UpdateExtension
  | DeleteExtension
  | ChangeMembers
  | SetManagers
  | ImportPeople;
