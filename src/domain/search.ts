/** What a search looks for in the texts of pages. */

/** Words that must stand side by side, in this order; the last of them may go on if it is a prefix. */
export interface SearchTerm {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** A search finds no more messages than this, the newest first. */
export const maxFound = 10_000;
