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

const numbers = computed(() => new Intl.NumberFormat(language.value));
const plurals = computed(() => new Intl.PluralRules(language.value));
const times = computed(() => new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit' }));
const clocks = computed(() => new Intl.DateTimeFormat(language.value, { timeStyle: 'medium', hourCycle: 'h23' }));
const days = computed(
  () => new Intl.DateTimeFormat(language.value, { weekday: 'short', day: 'numeric', month: 'short' }),
);
const moments = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: 'full', timeStyle: 'medium' }));

/** To the second, in 24 hours. */
export const formatClock = (ms: number): string => clocks.value.format(ms);
export const formatMoment = (ms: number): string => moments.value.format(ms);

/** The time of today, the day of anything older. */
export function formatWhen(ms: number, nowMs: number): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? times : days).value.format(ms);
}
