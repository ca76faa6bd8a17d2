/** How many requests are answered. */

import type { RateGroup } from '../../domain/permission.ts';

export type Group = Exclude<RateGroup, 'none'>;

/** Requests in each window, by group, of one person with one app; and of one network address. */
export interface RateLimitSettings extends Readonly<Record<Group, number>> {
  /** Proofs that fail. */
  readonly address: number;
  /** Requests in all. */
  readonly requests: number;
  /** Requests for what anyone may read: descriptions, pages, the web app's files. */
  readonly documents: number;
  /** Also how long a penalty lasts. */
  readonly windowS: number;
}
