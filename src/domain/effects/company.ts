/** What decisions do to a company, its people and Departments. */

import type { Extension } from '../extension.ts';
import type { ExtensionId, Sequence } from '../ids.ts';
import type { Presence } from '../presence.ts';
import type { AssignableRole } from '../role.ts';

export type CompanyEffect =
  | {
      readonly kind: 'account-founded';
      readonly name: string;
      readonly nextSequence: Sequence;
      readonly timeMs: number;
    }
  /** What new people are given from now on. */
  | { readonly kind: 'default-role-set'; readonly role: AssignableRole }
  /** The extension as it is from now on, new or not. */
  | { readonly kind: 'extension-put'; readonly extension: Extension; readonly modifiedSeq: Sequence }
  | {
      readonly kind: 'member-joined';
      readonly departmentId: ExtensionId;
      readonly extensionId: ExtensionId;
      readonly joinedSeq: Sequence;
      readonly joinedMs: number;
    }
  | {
      readonly kind: 'member-left';
      readonly departmentId: ExtensionId;
      readonly extensionId: ExtensionId;
      readonly leftSeq: Sequence;
    }
  /** Everyone who is in a Department leaves it. */
  | { readonly kind: 'department-emptied'; readonly departmentId: ExtensionId; readonly leftSeq: Sequence }
  /** As if they had said nothing yet. */
  | { readonly kind: 'presence-gone'; readonly extensionId: ExtensionId }
  | {
      readonly kind: 'presence-put';
      readonly extensionId: ExtensionId;
      readonly presence: Presence;
      readonly modifiedSeq: Sequence;
    }
  | { readonly kind: 'managers-set'; readonly departmentId: ExtensionId; readonly managerIds: readonly ExtensionId[] }
  /** Manages no Department any more. */
  | { readonly kind: 'manager-dismissed'; readonly extensionId: ExtensionId };
