/** Looks texts up in the chosen language and fills in what varies; dates and numbers follow the same language. */

import { computed, signal } from '@preact/signals';
import type { records } from './en/records.ts';
import { en } from './en.ts';

type English = typeof en & typeof records;
export type Key = keyof English;
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;
/** The same keys in another language: a text for a text, plural forms for plural forms. */
export type CatalogueOf<T> = { readonly [K in keyof T]: T[K] extends string ? string : Plural };
/** The texts that are there from the start; those of a part come with it. */
export type Catalogue = CatalogueOf<typeof en>;

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const loaders: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

/** Texts of screens that few people open, which load with them. */
const parts: Readonly<Record<Language, () => Promise<Partial<CatalogueOf<English>>>>> = {
  en: async () => (await import('./en/records.ts')).records,
  de: async () => (await import('./de/records.ts')).records,
};

const storageKey = 'beckon.language';
const catalogue = signal<Partial<CatalogueOf<English>>>(en);
let isPartOpen = false;
export const language = signal<Language>('en');

/** The language chosen before, else the browser's first that there is a catalogue for. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return (wanted.find((tag) => tag in languages) as Language | undefined) ?? 'en';
}

export async function chooseLanguage(chosen: Language): Promise<void> {
  catalogue.value = { ...(await loaders[chosen]()), ...(isPartOpen ? await parts[chosen]() : {}) };
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** To be awaited before a screen is shown whose texts are not there from the start. */
export async function openTexts(): Promise<void> {
  if (isPartOpen) return;
  const added = await parts[language.value]();
  isPartOpen = true;
  catalogue.value = { ...catalogue.value, ...added };
}

export function rememberLanguage(chosen: Language): void {
  localStorage.setItem(storageKey, chosen);
}

type Values = Readonly<Record<string, string | number>>;

/** The text of a key. `{name}` stands for a value; `count` also chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const found: string | Plural = catalogue.value[key] ?? key;
  const text = typeof found === 'string' ? found : formOf(found, Number(values.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? numbers.value.format(value) : value;
  });
}

function formOf(plural: Plural, count: number): string {
  return plural[plurals.value.select(count)] ?? plural.other;
}

const numbers = computed(() => new Intl.NumberFormat(language.value));
const plurals = computed(() => new Intl.PluralRules(language.value));
const times = computed(() => new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit' }));
const days = computed(
  () => new Intl.DateTimeFormat(language.value, { weekday: 'short', day: 'numeric', month: 'short' }),
);
const moments = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'full', timeStyle: 'medium' }));

const seconds = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' }));
const dates = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'long' }));
const stamps = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }));

export const formatMoment = (ms: number): string => moments.value.format(ms);
export const formatDate = (ms: number): string => dates.value.format(ms);
/** Day and minute. */
export const formatStamp = (ms: number): string => stamps.value.format(ms);
/** To the second. */
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

/** “Maya, Jonas and Tom”, as the language joins names. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}

/** The time of today, the day of anything older. */
export function formatWhen(ms: number, nowMs: number): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? times : days).value.format(ms);
}
