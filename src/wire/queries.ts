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

/** The vendor's description of `purge` writes it `True`. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

const dateForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO 8601 date or time; without a zone it is UTC. */
export function timeFrom(asked: string, parameter: string): number {
  // Clients forget to encode the plus sign, which then stands for a space.
  const text = asked.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) && text.includes('T');
  const timeMs = Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text);
  if (!dateForm.test(text) || Number.isNaN(timeMs) || !isDay(text.slice(0, 10))) {
    throw new DomainError({ code: 'invalid-parameter', parameter });
  }
  return timeMs;
}

/** The engine takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const midnightMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().startsWith(date);
}
