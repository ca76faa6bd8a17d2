/** What the data remember of the clock. */

import type { ClockRecord } from '../clock-judgement.ts';

export interface KeptClock {
  readonly record: ClockRecord;
  /** How often someone has said that the clock is right. */
  readonly acceptances: number;
}

export interface ServerClockReads {
  /** Where nothing was kept yet, as if the clock had last been seen at the newest change. Undefined before the first. */
  readClock(): Promise<KeptClock | undefined>;
}
