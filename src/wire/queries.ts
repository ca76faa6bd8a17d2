/** How query parameters are written: keys repeated for several values, dates with or without a time or zone. */

import { type TSchema, Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { dayAfter, startOfDay } from './days.ts';

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

/** Whether it names a whole day and no time in it. */
export function isBareDay(text: string): boolean {
  return !text.includes('T');
}

/** Milliseconds since 1970 of an ISO 8601 time, in UTC without a zone, or of the first moment of a day in `timeZone`. */
export function timeFrom(asked: string, parameter: string, timeZone: string): number {
  // Clients forget to encode the plus sign, which then stands for a space.
  const text = asked.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) && !isBareDay(text);
  const timeMs = Date.parse(isBareDay(text) || hasZone ? text : `${text}Z`);
  if (!dateForm.test(text) || Number.isNaN(timeMs) || !isDay(text.slice(0, 10))) {
    throw new DomainError({ code: 'invalid-parameter', parameter });
  }
  return isBareDay(text) ? startOfDay(text, timeZone) : timeMs;
}

/** The first millisecond after what is named: a moment, or a whole day. So what is named belongs to the span. */
export function untilFrom(asked: string, parameter: string, timeZone: string): number {
  const firstMs = timeFrom(asked, parameter, timeZone);
  return isBareDay(asked) ? startOfDay(dayAfter(asked, 1), timeZone) : firstMs + 1;
}

export interface AskedSpan {
  readonly dateFrom?: string;
  readonly dateTo?: string;
}

/** `untilMs` is the first millisecond that belongs to it no more; undefined where it is open. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number | undefined;
}

/** Without `dateFrom` it is so many days long up to `dateTo`, or up to now. */
export function spanFrom({ dateFrom, dateTo }: AskedSpan, { days, nowMs, timeZone }: StandardSpan): Span {
  const untilMs = dateTo === undefined ? undefined : untilFrom(dateTo, 'dateTo', timeZone);
  if (dateFrom !== undefined) return { fromMs: timeFrom(dateFrom, 'dateFrom', timeZone), untilMs };
  if (dateTo === undefined) return { fromMs: nowMs - days * dayMs, untilMs };
  const fromMs = isBareDay(dateTo)
    ? startOfDay(dayAfter(dateTo, 1 - days), timeZone)
    : timeFrom(dateTo, 'dateTo', timeZone) - days * dayMs;
  return { fromMs, untilMs };
}

export interface StandardSpan {
  readonly days: number;
  readonly nowMs: number;
  /** Whose days are meant where no time is named. */
  readonly timeZone: string;
}

const dayMs = 24 * 3600 * 1000;

/** The engine takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const midnightMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().startsWith(date);
}
