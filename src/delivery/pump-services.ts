/** What the pump works with, and the times it keeps to. */

import type { Clock } from '../domain/clock.ts';
import type { HeldLease, LeaseHolder } from '../domain/leases.ts';
import type { Store } from '../domain/store.ts';
import type { AttemptSlots, SlotLimits } from './attempt-slots.ts';
import { standardSlotLimits } from './attempt-slots.ts';
import type { DeliveryObserver } from './observer.ts';
import type { Settling } from './settling.ts';
import type { Log } from './socket-services.ts';

export interface PumpOptions {
  /** Changes that follow each other faster than this are told together. */
  readonly mergeMs: number;
  /** The most new messages of a mailbox that one notification names. */
  readonly maxNewIds: number;
  /** How far the cursors that are kept may lag while nothing concerns a subscription. */
  readonly keepCursorsMs: number;
  /** The longest the pump sleeps: then it looks at the clock again, which may have been set. */
  readonly maxNapMs: number;
  /** Between tries of what could not be done because of the server itself. */
  readonly mendMs: number;
  /** How long attempts that run may go on once the pump is told to end. */
  readonly drainMs: number;
  readonly slots: SlotLimits;
}

export const standardPumpOptions: PumpOptions = {
  mergeMs: 10,
  maxNewIds: 1000,
  keepCursorsMs: 60_000,
  maxNapMs: 30_000,
  mendMs: 1000,
  drainMs: 3000,
  slots: standardSlotLimits,
};

export interface PumpServices {
  readonly store: Store;
  readonly holder: LeaseHolder;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly observer?: DeliveryObserver;
  readonly options: PumpOptions;
  readonly slots: AttemptSlots;
  readonly settling: Settling;
  /** Aborted when even the attempts that run are over. */
  readonly signal: AbortSignal;
}

/** For one account, while its deliveries are this process's. */
export interface RoomServices extends PumpServices {
  readonly lease: HeldLease;
}
