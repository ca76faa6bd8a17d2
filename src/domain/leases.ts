/** Who of several processes that share data does what only one may do at a time, and who of them still lives. */

import type { AccountId } from './ids.ts';

/** What one process holds and no other, until it gives it back or is taken for dead. */
export interface Lease {
  readonly name: string;
  /** Grows with whoever acquires it: what a former holder still writes is known by an older one. */
  readonly epoch: number;
}

export const deliveryLease = (accountId: AccountId): string => `deliveries of ${accountId}`;
export const exportLease = 'exports';
export const upkeepLease = 'upkeep';

/** A process among those that share data. */
export interface Sign {
  readonly holderId: string;
  /** Grows with each sign of life. */
  readonly beats: number;
  /** After how long without another it may be taken for dead, by the steady clock of whoever waits for one. */
  readonly lifeMs: number;
}

/** A sign of life, and what is wanted and given back with it: kept in one commit. */
export interface Tending {
  readonly holderId: string;
  readonly lifeMs: number;
  readonly wanted: readonly string[];
  /** Those that were acquired by someone else meanwhile stay theirs. */
  readonly returned: readonly Lease[];
  /** Who gave no other sign for their whole life: they are dead, unless there is a newer one. */
  readonly silent: readonly Sign[];
  /** Whoever else is there is dead: something stronger keeps others off. */
  readonly isAlone: boolean;
}

export interface Tended {
  /** Of those wanted. */
  readonly held: readonly Lease[];
  readonly others: readonly Sign[];
  /** It had been taken for dead: what it held may have gone to others. */
  readonly wasDead: boolean;
}

/** Holds by no clock but steady ones: a clock that is set back or forward takes nothing from anybody. */
export interface Leases {
  tend(tending: Tending): Promise<Tended>;
  /** Gives back all that a holder has: it lives no more. */
  leave(holderId: string): Promise<void>;
}

/** A lease in the hands of this process. */
export interface HeldLease extends Lease {
  /** Aborted once it is lost. */
  readonly signal: AbortSignal;
  /** Whether it is certainly held; near the end of its time only after it has been renewed. */
  confirm(): Promise<boolean>;
}

/** Work that was begun under a lease. */
export interface LeasedWork {
  /** Resolves once it has ended, or has been cut off because the lease is lost. */
  end(): Promise<unknown>;
}

/** What this process holds, for as long as it lives. */
export interface LeaseHolder {
  readonly holderId: string;
  /** Has work done whenever, and as long as, the lease is held here. To be ended: first the work, then the lease. */
  keep(name: string, begin: (lease: HeldLease) => LeasedWork): LeasedWork;
  /** Called when others have gone, and when this process was taken for dead itself. Gives a function that ends it. */
  onDeath(listener: (death: { readonly isOwn: boolean }) => void): () => void;
}
