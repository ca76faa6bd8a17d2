/** How query parameters are written: keys repeated for several values, dates with or without a time or zone. */

import { type TSchema, Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';

/** One value, or several by repeating the key. */
export function repeated<T extends TSchema>(item: T) {
  return Type.Optional(Type.Union([item, Type.Array(item)]));
}

export function valuesOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

const dateForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO 8601 date or time; without a zone it is UTC. */
export function timeFrom(text: string, parameter: string): number {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) && text.includes('T');
  const timeMs = dateForm.test(text) ? Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text) : Number.NaN;
  if (Number.isNaN(timeMs)) throw new DomainError({ code: 'invalid-parameter', parameter });
  return timeMs;
}
