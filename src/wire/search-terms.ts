/** What people type into a search, as terms. */

import type { SearchTerm } from '../domain/search.ts';
import { phrasesOf } from '../domain/search-words.ts';

/** Longer than any page, and still quick to look for. */
const maxTerms = 64;

/**
 * Words and "quoted phrases", all of which must be found; the last word may be the beginning of one. Everything else is
 * taken as it stands. No terms when there is nothing to look for. Undefined for more terms than are looked for.
 */
export function searchTermsFrom(search: string): readonly SearchTerm[] | undefined {
  const parts = [...search.replaceAll('\0', ' ').matchAll(/"([^"]*)("|$)|[^\s"]+/gu)];
  const terms = parts.map(([whole, phrase], index) => ({
    text: phrase ?? whole,
    isPrefix: phrase === undefined && index === parts.length - 1,
  }));
  const searched = terms.filter((term) => phrasesOf(term).length > 0);
  return searched.length > maxTerms ? undefined : searched;
}
