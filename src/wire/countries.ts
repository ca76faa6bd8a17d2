/** The company's country as the vendor shows countries: a pager has just one. */

import { countries, type ICountry, type TCountryCode } from 'countries-list';
import { Type } from 'typebox';
import type { Urls } from './urls.ts';

/** A country by its ISO 3166-1 alpha-2 code. */
export type CountryCode = TCountryCode;

export const standardCountry: CountryCode = 'US';

export const countryShape = Type.Object(
  {
    id: Type.String(),
    uri: Type.String(),
    name: Type.String(),
    isoCode: Type.String({ description: 'ISO 3166-1 alpha-2' }),
    callingCode: Type.String({ description: 'Without a plus sign; empty for the few countries that have none' }),
  },
  { title: 'Country' },
);

export type CountryJson = Type.Static<typeof countryShape>;

export function countryJson(isoCode: CountryCode, urls: Urls): CountryJson {
  const { name, phone }: ICountry = countries[isoCode];
  const callingCode = phone[0] === undefined || phone[0] === 0 ? '' : String(phone[0]);
  return { id: isoCode, uri: `${urls.api}/dictionary/country/${isoCode}`, name, isoCode, callingCode };
}
