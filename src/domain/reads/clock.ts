/** What the data remember of the clock. */

import type { ClockRecord } from '../clock-judgement.ts';

export interface KeptClock {
  readonly record: ClockRecord;
  /** How often someone has said that the clock is right. */
  readonly acceptances: number;
}

export interface ClockReads {
  /** Where nothing was kept yet, as if the clock had last been seen at the newest change. Undefined before the first. */
  readClock(): Promise<KeptClock | undefined>;
  /** Durably. Keeps nothing, and answers false, if the clock was accepted more often than `acceptances` says. */
  keepClock(kept: KeptClock): Promise<boolean>;
}
