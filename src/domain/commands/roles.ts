/** What can be asked of people's roles, as plain data, with the answer each gives. */

import type { Extension } from '../extension.ts';
import type { AccountId, ExtensionId } from '../ids.ts';
import type { AssignableRole } from '../role.ts';
import type { Actor } from '../session.ts';
import type { Operator } from './company.ts';

/** Gives someone just these roles, or the account's default one. */
export interface SetRoles {
  readonly kind: 'set-roles';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly extensionId: ExtensionId;
  readonly roles: readonly AssignableRole[] | 'default';
}

/** Gives one role to some people and takes it from others, who fall back to the default role if it was their last. */
export interface AssignRole {
  readonly kind: 'assign-role';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly role: AssignableRole;
  readonly addedIds: readonly ExtensionId[];
  readonly removedIds: readonly ExtensionId[];
}

/** What new people are given from now on. */
export interface SetDefaultRole {
  readonly kind: 'set-default-role';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly role: AssignableRole;
}

export interface RoleOutcomes {
  'set-roles': Extension;
  'assign-role': null;
  'set-default-role': null;
}

export type RoleCommand = SetRoles | AssignRole | SetDefaultRole;
