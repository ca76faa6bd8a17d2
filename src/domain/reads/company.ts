/** What can be read of a company, its people and Departments. */

import type { Extension, ExtensionStatus } from '../extension.ts';
import type { AccountId, ExtensionId } from '../ids.ts';
import type { Presence } from '../presence.ts';
import type { AssignableRole } from '../role.ts';
import type { Listed, Paging } from './lists.ts';

export interface Account {
  readonly accountId: AccountId;
  readonly name: string;
  /** Whoever has administered it longest and is active. */
  readonly operator?: Pick<Extension, 'extensionId' | 'extensionNumber'>;
}

export interface PersonPresence {
  readonly extension: Extension;
  readonly presence: Presence;
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

export interface DepartmentWithPeople {
  readonly department: Extension;
  readonly memberIds: readonly ExtensionId[];
  readonly managerIds: readonly ExtensionId[];
}

export interface ActorCompanyReads {
  /** Departments by their numbers, with the people who are in them now. */
  listDepartments(paging: Paging): Promise<Listed<DepartmentWithPeople>>;
  listManagers(departmentId: ExtensionId): Promise<readonly Extension[]>;
  /** Everyone who manages any Department. */
  listManagerIds(): Promise<readonly ExtensionId[]>;
  /** What new people are given. */
  readDefaultRole(): Promise<AssignableRole>;
  readPresence(extensionId: ExtensionId): Promise<Presence>;
  /** Of everyone who lets the actor see it, in the order of their numbers. */
  listPresences(paging: Paging): Promise<Listed<PersonPresence>>;
  readAccount(): Promise<Account | undefined>;
  readExtension(extensionId: ExtensionId): Promise<Extension | undefined>;
  /** The account's extensions in the order of their numbers. */
  listExtensions(query: ExtensionQuery): Promise<Listed<Extension>>;
}

export interface ServerCompanyReads {
  /** The first people of an account by their numbers, active ones alone: for signing in, when nobody has yet. */
  listPeople(accountId: AccountId, count: number): Promise<readonly Extension[]>;
  /** Every account there is. */
  listAccounts(): Promise<readonly Account[]>;
}
