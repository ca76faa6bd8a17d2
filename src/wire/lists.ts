/** The paging and navigation blocks that every list carries, and how `page` and `perPage` are asked for. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { Listed, Paging } from '../domain/reads/lists.ts';

export const pagingQuery = {
  page: Type.Optional(Type.String({ description: 'Counted from 1' })),
  perPage: Type.Optional(Type.String({ description: 'At most 1000; `max` asks for just that' })),
};

const link = Type.Object({ uri: Type.String() });

export const navigationShape = Type.Object({
  firstPage: link,
  previousPage: Type.Optional(link),
  nextPage: Type.Optional(link),
  lastPage: link,
});

export const pagingShape = Type.Object({
  page: Type.Integer(),
  perPage: Type.Integer(),
  pageStart: Type.Optional(Type.Integer({ description: 'Counted from 0; absent on an empty page' })),
  pageEnd: Type.Optional(Type.Integer()),
  totalPages: Type.Integer(),
  totalElements: Type.Integer(),
});

const maxPerPage = 1000;

/** Throws `invalid-parameter` for a `page` below 1 or a `perPage` outside 1 to `max`. */
export function pagingFrom(
  { page = '1', perPage = '100' }: { page?: string; perPage?: string },
  max = maxPerPage,
): Paging {
  return {
    page: wholeNumber(page, 'page', Number.MAX_SAFE_INTEGER / max),
    perPage: perPage.toLowerCase() === 'max' ? max : wholeNumber(perPage, 'perPage', max),
  };
}

/** A number from 1 to `max`; throws `invalid-parameter`. */
export function wholeNumber(text: string, parameter: string, max: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > max) throw new DomainError({ code: 'invalid-parameter', parameter });
  return number;
}

export interface ListBlocks {
  readonly uri: string;
  readonly paging: Type.Static<typeof pagingShape>;
  readonly navigation: Type.Static<typeof navigationShape>;
}

/** In the order in which schemas write them. `address` is the list's own, without a query; `search` the query it was asked with, kept in every link. */
export function listBlocks(
  listed: Listed<unknown>,
  { page, perPage }: Paging,
  address: string,
  search: string,
): ListBlocks {
  const { totalElements, records } = listed;
  const totalPages = Math.ceil(totalElements / perPage);
  const pageStart = (page - 1) * perPage;
  const linkTo = (number: number) => {
    const query = new URLSearchParams(search);
    query.delete('access_token');
    query.set('page', String(number));
    query.set('perPage', String(perPage));
    return { uri: `${address}?${query}` };
  };
  return {
    uri: linkTo(page).uri,
    paging: {
      page,
      perPage,
      totalPages,
      totalElements,
      ...(records.length > 0 ? { pageStart, pageEnd: pageStart + records.length - 1 } : {}),
    },
    navigation: {
      firstPage: linkTo(1),
      lastPage: linkTo(Math.max(totalPages, 1)),
      ...(page > 1 ? { previousPage: linkTo(page - 1) } : {}),
      ...(page < totalPages ? { nextPage: linkTo(page + 1) } : {}),
    },
  };
}
