/** What decisions may ask about the search index. */

import type { IndexProgress } from '../search.ts';

export interface SearchFacts {
  /** How far it goes. `nextId` is the last of the next `limit` pages, or undefined when there are none. */
  'search-index': {
    ask: { limit: number };
    fact: Pick<IndexProgress, 'indexedToId' | 'lastPageId'> & {
      readonly nextId: number | undefined;
      /** Whether it is time to remove what erased words have left. */
      readonly isTidyingDue: boolean;
    };
  };
}
