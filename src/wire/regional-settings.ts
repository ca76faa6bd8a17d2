/** Country, time zone and language as the vendor shows them: those of the whole company, for everyone in it. */

import { countries, type TLanguageCode } from 'countries-list';
import { Type } from 'typebox';
import { type CountryCode, countryJson, countryShape } from './countries.ts';
import type { Urls } from './urls.ts';

const languageShape = Type.Object({ id: Type.String(), localeCode: Type.String(), name: Type.String() });

export const regionalSettingsShape = Type.Object(
  {
    homeCountry: countryShape,
    timezone: Type.Object({
      id: Type.String({ description: 'As the IANA names it' }),
      name: Type.String(),
      description: Type.String(),
      bias: Type.String({ description: 'Minutes ahead of UTC outside of summer time' }),
    }),
    language: languageShape,
    greetingLanguage: languageShape,
    formattingLocale: languageShape,
    timeFormat: Type.Union([Type.Literal('12h'), Type.Literal('24h')]),
  },
  { title: 'RegionalSettings' },
);

export interface Region {
  readonly country: CountryCode;
  /** As the IANA names it. */
  readonly timeZone: string;
}

type RegionalSettings = Type.Static<typeof regionalSettingsShape>;

/** Asking `Intl` is slow, and a server has one region. */
const known = new Map<string, Omit<RegionalSettings, 'homeCountry'>>();

export function regionalSettingsJson(region: Region, urls: Urls): RegionalSettings {
  const key = `${region.country} ${region.timeZone}`;
  const customs = known.get(key) ?? customsOf(region);
  known.set(key, customs);
  return { homeCountry: countryJson(region.country, urls), ...customs };
}

function customsOf({ country, timeZone }: Region): Omit<RegionalSettings, 'homeCountry'> {
  const language = languageOf(country);
  const { hourCycle } = new Intl.DateTimeFormat(language.localeCode, { hour: 'numeric' }).resolvedOptions();
  return {
    timezone: {
      id: timeZone,
      name: timeZone,
      description: nameOf(timeZone),
      bias: String(standardOffsetMinutes(timeZone)),
    },
    language,
    greetingLanguage: language,
    formattingLocale: language,
    timeFormat: hourCycle === 'h12' || hourCycle === 'h11' ? '12h' : '24h',
  };
}

/** The country's first. */
function languageOf(country: CountryCode) {
  const languages: readonly TLanguageCode[] = countries[country].languages;
  const localeCode = `${languages[0] ?? 'en'}-${country}`;
  return {
    id: localeCode,
    localeCode,
    name: new Intl.DisplayNames('en', { type: 'language' }).of(localeCode) ?? localeCode,
  };
}

function nameOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** Summer time is ahead of the other half of the year, in either hemisphere. */
function standardOffsetMinutes(timeZone: string): number {
  const year = new Date().getUTCFullYear();
  return Math.min(...[0, 6].map((month) => offsetMinutes(timeZone, Date.UTC(year, month, 1))));
}

function offsetMinutes(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
