/** What can be asked of the life of messages: settings, holds, erasure, and the steps of the sweep. As plain data. */

import type { Erasure } from '../erasure.ts';
import type { Held, Hold, HoldId } from '../hold.ts';
import type { AccountId, ExtensionId, Sequence } from '../ids.ts';
import type { RetentionSettings } from '../retention.ts';
import type { Actor } from '../session.ts';

/** What is absent stays as it is. */
export interface ConfigureRetention {
  readonly kind: 'configure-retention';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly changes: Partial<RetentionSettings>;
}

export interface PlaceHold {
  readonly kind: 'place-hold';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly held: Held;
  readonly reason: string;
}

/** Releasing what is released already is no error. */
export interface ReleaseHold {
  readonly kind: 'release-hold';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly holdId: HoldId;
}

/** Answers the erasure that is under way for this person, if there is one, and begins no second. */
export interface RequestErasure {
  readonly kind: 'request-erasure';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly extensionId: ExtensionId;
}

/**
 * One thing that a sweep does.
 * `released`: what waited for a hold that was released. `erasures`: the next piece of what was asked to be erased.
 * `aged`: Alive past its retention becomes Deleted. `restored`: the same for what was once Deleted and brought back.
 * `deleted`: Deleted becomes Purged. `purged`: Purged is gone. `gone`: what was gone long enough leaves the disk.
 * `signed-out`: tokens, sessions and idempotency keys that have outlived their use.
 * `subscriptions`: those that have expired. `deliveries`: what the delivery log holds no longer.
 */
export const sweepTasks = [
  'released',
  'erasures',
  'aged',
  'restored',
  'deleted',
  'purged',
  'gone',
  'signed-out',
  'subscriptions',
  'deliveries',
] as const;
export type SweepTask = (typeof sweepTasks)[number];

/** One small step of a task, for the whole account. Where to go on follows from what is kept. */
export interface Sweep {
  readonly kind: 'sweep';
  readonly accountId: AccountId;
  readonly task: SweepTask;
  /** At most so many copies at once, so that others need not wait long. */
  readonly limit: number;
}

/** Deletes the oldest of mailboxes that are past the maximum. Only mailboxes with a change since a place are looked at. */
export interface SweepMailboxes {
  readonly kind: 'sweep-mailboxes';
  readonly accountId: AccountId;
  readonly sinceSeq: Sequence;
  /** Where an earlier step left off: only people after this one. */
  readonly afterId: ExtensionId;
  readonly limit: number;
}

/** Whoever runs the server says that it is this time: from now on the clock is judged by that. */
export interface AcceptClock {
  readonly kind: 'accept-clock';
  readonly accountId: AccountId;
  readonly timeMs: number;
}

export interface Swept {
  readonly count: number;
  /** Whether nothing is left to do at this moment. */
  readonly isDone: boolean;
}

export interface SweptMailboxes extends Swept {
  readonly lastId: ExtensionId;
  readonly mailboxMaximum: number | null;
  readonly nextSequence: Sequence;
}

export interface UpkeepOutcomes {
  'configure-retention': RetentionSettings;
  'place-hold': Hold;
  'release-hold': null;
  'request-erasure': Erasure;
  sweep: Swept;
  'sweep-mailboxes': SweptMailboxes;
  'accept-clock': null;
}

export type UpkeepCommand =
  | ConfigureRetention
  | PlaceHold
  | ReleaseHold
  | RequestErasure
  | Sweep
  | SweepMailboxes
  | AcceptClock;
