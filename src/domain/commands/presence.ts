/** What people can say of their own presence, as plain data, with the answer it gives. */

import type { AccountId } from '../ids.ts';
import type { Presence } from '../presence.ts';
import type { Actor } from '../session.ts';

/** What is absent stays as it is. */
export interface SetPresence {
  readonly kind: 'set-presence';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly changes: Partial<Presence>;
}

export interface PresenceOutcomes {
  'set-presence': Presence;
}

export type PresenceCommand = SetPresence;
