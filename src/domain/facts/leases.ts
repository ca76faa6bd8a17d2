/** What decisions may ask about leases. */

export interface LeaseFacts {
  /** The epoch of whoever acquired it last; 0 if nobody ever has. */
  'lease-epoch': { ask: { name: string }; fact: number };
}
