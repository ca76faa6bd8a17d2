/** Why a subscription that was not given up is told nothing at the moment. Nothing is kept of it: it follows from what is. */

import type { UserPermission } from './permission.ts';
import { personMay, type Standing } from './role.ts';
import type { EventFilter, Subscription } from './subscription.ts';

/** The session it rests on has ended; its owner is not active; its owner may not read what it tells of. */
export const suspensions = ['SignedOut', 'OwnerNotActive', 'RoleMissing'] as const;
export type Suspension = (typeof suspensions)[number];

export interface Footing extends Standing {
  /** Whether the session it rests on was not ended. One that only ran out still counts. */
  readonly isSessionAlive: boolean;
  readonly isOwnerActive: boolean;
}

/** Null while its owner is told. */
export function suspensionOf({ filters }: Pick<Subscription, 'filters'>, footing: Footing): Suspension | null {
  if (!footing.isOwnerActive) return 'OwnerNotActive';
  if (!footing.isSessionAlive) return 'SignedOut';
  const isAllowed = filters.map(permissionFor).every((asked) => asked === undefined || personMay(footing, asked));
  return isAllowed ? null : 'RoleMissing';
}

function permissionFor({ kind }: EventFilter): UserPermission | undefined {
  if (kind === 'messages') return 'ReadMessages';
  return kind === 'reminder' || kind === 'silent' ? undefined : 'ReadExtensions';
}
