/** What decisions may ask about a company: its people and Departments. */

import type { Membership } from '../access.ts';
import type { Extension } from '../extension.ts';
import type { ExtensionId } from '../ids.ts';
import type { Presence } from '../presence.ts';
import type { AssignableRole } from '../role.ts';

/** The people in a Department at this moment. */
export interface DepartmentMembers {
  readonly activeIds: readonly ExtensionId[];
  readonly inactive: readonly Extension[];
}

export interface CompanyFacts {
  extension: { ask: { extensionId: ExtensionId }; fact: Extension | undefined };
  'extension-by-number': { ask: { extensionNumber: string }; fact: Extension | undefined };
  /** The people who sign in with an address, however it is capitalised; none with an empty one. */
  'people-by-email': { ask: { email: string }; fact: readonly Extension[] };
  /** The lowest extension number from `from` on that nobody has. */
  'free-number': { ask: { from: number }; fact: number };
  'department-members': { ask: { departmentId: ExtensionId }; fact: DepartmentMembers };
  /** Whether someone manages a Department. */
  'is-manager': { ask: { departmentId: ExtensionId; extensionId: ExtensionId }; fact: boolean };
  /** Whether someone manages any Department. */
  'is-any-manager': { ask: { extensionId: ExtensionId }; fact: boolean };
  presence: { ask: { extensionId: ExtensionId }; fact: Presence };
  /** What new people are given. */
  'default-role': { ask: object; fact: AssignableRole };
  'managers-of': { ask: { departmentId: ExtensionId }; fact: readonly ExtensionId[] };
  /** The Departments someone is in now. */
  'memberships-of': { ask: { extensionId: ExtensionId }; fact: readonly Membership[] };
  /** Everyone who administers the account and is active. */
  'active-administrators': { ask: object; fact: readonly ExtensionId[] };
}
