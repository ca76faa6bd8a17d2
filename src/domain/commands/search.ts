/** What can be asked of the search index, as plain data, with the answer. */

import type { AccountId } from '../ids.ts';
import type { IndexProgress } from '../search.ts';

/** Brings the index a step nearer to the newest page; once there, removes a part of what erased words have left. */
export interface IndexPages {
  readonly kind: 'index-pages';
  readonly accountId: AccountId;
  /** At most so many pages at once, so that others need not wait long. */
  readonly limit: number;
}

export interface SearchOutcomes {
  'index-pages': IndexProgress;
}

export type SearchCommand = IndexPages;
