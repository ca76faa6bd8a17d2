/** Looks texts up in the chosen language and fills in what varies; dates and numbers follow the same language. */

import { computed, signal } from '@preact/signals';
import { en } from './en.ts';

export type Key = keyof typeof en;
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;
/** The same keys in another language: a text for a text, plural forms for plural forms. */
export type CatalogueOf<T> = { readonly [K in keyof T]: T[K] extends string ? string : Plural };
export type Catalogue = CatalogueOf<typeof en>;

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const loaders: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

const storageKey = 'beckon.language';
const catalogue = signal<Catalogue>(en);
export const language = signal<Language>('en');

/** The language chosen before, else the browser's first that there is a catalogue for. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return (wanted.find((tag) => tag in languages) as Language | undefined) ?? 'en';
}

export async function chooseLanguage(chosen: Language): Promise<void> {
  catalogue.value = await loaders[chosen]();
  language.value = chosen;
  document.documentElement.lang = chosen;
}

export function rememberLanguage(chosen: Language): void {
  localStorage.setItem(storageKey, chosen);
}

type Values = Readonly<Record<string, string | number>>;

/** The text of a key. `{name}` stands for a value; `count` also chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const found: string | Plural = catalogue.value[key];
  const text = typeof found === 'string' ? found : formOf(found, Number(values.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? numbers.value.format(value) : value;
  });
}

function formOf(plural: Plural, count: number): string {
  return plural[plurals.value.select(count)] ?? plural.other;
}

/** The chosen language as it is written where its reader is: British clocks run to 24. */
const locale = computed(() => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value);
const numbers = computed(() => new Intl.NumberFormat(locale.value));
const plurals = computed(() => new Intl.PluralRules(language.value));
const timed = { hour: '2-digit', minute: '2-digit' } as const;
const times = computed(() => new Intl.DateTimeFormat(locale.value, timed));
const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const days = computed(() => new Intl.DateTimeFormat(locale.value, day));
const timedDays = computed(() => new Intl.DateTimeFormat(locale.value, { ...day, ...timed }));
const dates = computed(
  () => new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short', year: 'numeric' }),
);
const moments = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeStyle: 'medium' }));

export const formatMoment = (ms: number): string => moments.value.format(ms);

/** The time of today, the day of anything older (with the time, where that is asked for), the date of another year. */
export function formatWhen(ms: number, nowMs: number, { isTimed = false } = {}): string {
  const [then, now] = [new Date(ms), new Date(nowMs)];
  if (then.toDateString() === now.toDateString()) return times.value.format(ms);
  if (then.getFullYear() !== now.getFullYear()) return dates.value.format(ms);
  return (isTimed ? timedDays : days).value.format(ms);
}
