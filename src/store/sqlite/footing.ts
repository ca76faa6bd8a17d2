/** What a subscription `s` stands on, so that it can be said why it is told nothing. */

import type { Subscription } from '../../domain/subscription.ts';
import { type Suspension, suspensionOf } from '../../domain/suspension.ts';
import { type Row, rolesFrom, subscriptionFrom } from './rows.ts';

/** Beside the columns of `s` and `e`, which `withFooting` joins. */
export const footing = `
  e.roles, e.status = 'Enabled' AND e.is_deleted = 0 AS is_owner_active,
  EXISTS (SELECT 1 FROM manager m WHERE m.account_id = s.account_id AND m.extension_id = s.extension_id) AS is_manager,
  EXISTS (SELECT 1 FROM session x
    WHERE x.account_id = s.account_id AND x.session_id = s.session_id AND x.ended_ms IS NULL) AS is_session_alive`;

export const withFooting = 'JOIN extension e ON e.account_id = s.account_id AND e.extension_id = s.extension_id';

export interface Shown {
  readonly subscription: Subscription;
  readonly suspension: Suspension | null;
}

/** As it is shown: one that is active, and told nothing, is `Suspended`. */
export function shownFrom(row: Row): Shown {
  const subscription = subscriptionFrom(row);
  const suspension = suspensionOf(subscription, {
    roles: rolesFrom(row),
    isManager: row.is_manager === 1,
    isOwnerActive: row.is_owner_active === 1,
    isSessionAlive: row.is_session_alive === 1,
  });
  const isSuspended = suspension !== null && subscription.status === 'Active';
  return { subscription: isSuspended ? { ...subscription, status: 'Suspended' } : subscription, suspension };
}
