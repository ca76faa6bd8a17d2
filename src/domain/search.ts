/** What a search looks for in the texts of pages. */

/** Words that must stand side by side, in this order; the last of them may go on if it is a prefix. */
export interface SearchTerm {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** A search finds no more messages than this, the newest first. */
export const maxFound = 10_000;

/** How far the search index goes. */
export interface IndexProgress {
  /** The newest page that can be found by its words; 0 for none. */
  readonly indexedToId: number;
  /** The newest page there is; 0 for none. */
  readonly lastPageId: number;
  /** Whether everything is indexed, and no trace of erased words is left. */
  readonly isIdle: boolean;
}
