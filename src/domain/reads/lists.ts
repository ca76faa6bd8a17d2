/** Lists that are asked for a page at a time. */

/** One page of a longer list, and how long the whole is. */
export interface Listed<T> {
  readonly records: readonly T[];
  readonly totalElements: number;
}

/** `page` counts from 1. */
export interface Paging {
  readonly page: number;
  readonly perPage: number;
}
