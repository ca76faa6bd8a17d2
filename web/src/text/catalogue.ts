/** Looks texts up in the chosen language and fills in what varies. */

import { computed, signal } from '@preact/signals';
import { isolated } from '../../../src/wire/isolate.ts';
import { ownName } from '../browser/address.ts';
import { en } from './en.ts';
import type { later } from './en-later.ts';

type English = typeof en & typeof later;
export type Key = keyof English;
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;
/** The same keys in another language: a text for a text, plural forms for plural forms. */
export type CatalogueOf<T> = { readonly [K in keyof T]: T[K] extends string ? string : Plural };
/** The texts that are there from the start; those of a part come with it. */
export type Catalogue = CatalogueOf<typeof en>;
export type LaterCatalogue = CatalogueOf<typeof later>;

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const loaders: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

/** Texts of screens that few people open, which load with them. */
const parts: Readonly<Record<Language, () => Promise<LaterCatalogue>>> = {
  en: async () => (await import('./en-later.ts')).later,
  de: async () => (await import('./de-later.ts')).later,
};

const storageKey = ownName('beckon.language');
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

/** The text of a key that is made of what the server says; undefined where this version knows none. */
export function tIfKnown(key: string): string | undefined {
  return key in catalogue.value ? t(key as Key) : undefined;
}

/** The text of a key. `{name}` stands for a value, which turns nothing around it; `count` also chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const found: string | Plural = catalogue.value[key] ?? key;
  const text = typeof found === 'string' ? found : formOf(found, Number(values.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.value.format(value) : isolated(value);
  });
}

function formOf(plural: Plural, count: number): string {
  return plural[plurals.value.select(count)] ?? plural.other;
}

/** The chosen language as it is written where its reader is: British clocks run to 24. */
export const locale = computed(
  () => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value,
);
const numbers = computed(() => new Intl.NumberFormat(locale.value));
const plurals = computed(() => new Intl.PluralRules(language.value));
