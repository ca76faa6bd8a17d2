/** What decisions do to the search index. */

export type SearchEffect =
  /** Puts the pages after one id, up to and with another, into the index. */
  | { readonly kind: 'pages-indexed'; readonly afterId: number; readonly toId: number }
  /** A bounded part of removing what erased words have left; asked for again until nothing is due. */
  | { readonly kind: 'search-index-tidied'; readonly timeMs: number };
