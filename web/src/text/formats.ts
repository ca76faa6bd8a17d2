/** Dates, numbers and lists as the chosen language writes them. */

import { computed } from '@preact/signals';
import { isolated } from '../../../src/wire/isolate.ts';
import { locale, t } from './catalogue.ts';

const times = computed(() => new Intl.DateTimeFormat(locale.value, { timeStyle: 'short' }));
/** Beside a day, as `times` are: 9:05 AM on a clock of twelve hours, 09:05 on one of twenty-four. */
const timed = computed(
  () => ({ hour: times.value.resolvedOptions().hour12 ? 'numeric' : '2-digit', minute: '2-digit' }) as const,
);
const clocks = computed(() => new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium', hourCycle: 'h23' }));
const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const days = computed(() => new Intl.DateTimeFormat(locale.value, day));
const timedDays = computed(() => new Intl.DateTimeFormat(locale.value, { ...day, ...timed.value }));
const shortDate = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const shortDates = computed(() => new Intl.DateTimeFormat(locale.value, shortDate));
const lists = computed(() => new Intl.ListFormat(locale.value));
const moments = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeStyle: 'medium' }));
const seconds = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'medium' }));
const dates = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'long' }));
const stamps = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }));

/** To the second, in 24 hours. */
export const formatClock = (ms: number): string => clocks.value.format(ms);
export const formatMoment = (ms: number): string => moments.value.format(ms);
export const formatDate = (ms: number): string => dates.value.format(ms);
/** Day and minute. */
export const formatStamp = (ms: number): string => stamps.value.format(ms);
/** Day, and time to the second. */
export const formatSecond = (ms: number): string => seconds.value.format(ms);
export const formatTime = (ms: number): string => times.value.format(ms);

/** With two digits or so that matter: 0.25, 3.1, 1,204. */
export function formatNumber(value: number): string {
  const maximumFractionDigits = value >= 10 || Number.isInteger(value) ? 0 : value >= 1 ? 1 : 2;
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits }).format(value);
}

export function formatBytes(bytes: number): string {
  const [key, unit] =
    bytes >= 1e9
      ? (['records.GB', 1e9] as const)
      : bytes >= 1e6
        ? (['records.MB', 1e6] as const)
        : (['records.kB', 1e3] as const);
  return t(key, { value: formatNumber(bytes / unit) });
}

/** Names as they are said in a sentence: with commas, and the language's word before the last. */
export const formatList = (names: readonly string[]): string => lists.value.format(names.map(isolated));

/** The time of today, the day of anything older (with the time, where that is asked for), the date of another year. */
export function formatWhen(ms: number, nowMs: number, { isTimed = false } = {}): string {
  const [then, now] = [new Date(ms), new Date(nowMs)];
  if (then.toDateString() === now.toDateString()) return times.value.format(ms);
  if (then.getFullYear() !== now.getFullYear()) return shortDates.value.format(ms);
  return (isTimed ? timedDays : days).value.format(ms);
}
