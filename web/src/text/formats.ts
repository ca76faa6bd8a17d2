/** Dates, numbers and lists as the chosen language writes them. */

import { computed } from '@preact/signals';
import { language, t } from './catalogue.ts';

const times = computed(() => new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit' }));
const clocks = computed(() => new Intl.DateTimeFormat(language.value, { timeStyle: 'medium', hourCycle: 'h23' }));
const days = computed(
  () => new Intl.DateTimeFormat(language.value, { weekday: 'short', day: 'numeric', month: 'short' }),
);
const lists = computed(() => new Intl.ListFormat(language.value));
const moments = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'full', timeStyle: 'medium' }));
const seconds = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' }));
const dates = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'long' }));
const stamps = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }));

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
  return new Intl.NumberFormat(language.value, { maximumFractionDigits }).format(value);
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
export const formatList = (names: readonly string[]): string => lists.value.format(names);

/** The time of today, the day of anything older. */
export function formatWhen(ms: number, nowMs: number): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? times : days).value.format(ms);
}
