/** What the vendor's number parser says of a text, where every number is an extension's. (WIRE contract, section 8.) */

import { Type } from 'typebox';
import { type CountryCode, countryJson, countryShape } from './countries.ts';
import type { Urls } from './urls.ts';

const maxStrings = 64;
const maxLength = 64;

/** Whatever else clients say of how to read the numbers changes nothing. */
const originalStrings = Type.Array(Type.Union([Type.String({ maxLength }), Type.Null()]), { maxItems: maxStrings });

export const parseNumbersShape = Type.Object({ originalStrings }, { title: 'ParseNumbers' });

export const parsedNumbersShape = Type.Object(
  {
    uri: Type.String(),
    homeCountry: countryShape,
    phoneNumbers: Type.Array(Type.Object({ originalString: Type.String(), special: Type.Boolean() })),
  },
  { title: 'ParsedNumbers' },
);

export const categorisedNumbersShape = Type.Object(
  {
    results: Type.Array(
      Type.Object({
        originalString: Type.String(),
        category: Type.Literal('Extension'),
        formats: Type.Array(Type.Object({})),
        numberDetails: Type.Object({ extensionNumber: Type.String() }),
      }),
    ),
  },
  { title: 'CategorisedNumbers' },
);

/** The texts that there are, in order. */
function given({ originalStrings }: Type.Static<typeof parseNumbersShape>): string[] {
  return originalStrings.filter((text): text is string => text !== null && text !== '');
}

/** An extension's number as it is dialled: nothing but its digits. */
function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

export function parsedNumbersJson(
  body: Type.Static<typeof parseNumbersShape>,
  country: CountryCode,
  urls: Urls,
): Type.Static<typeof parsedNumbersShape> {
  return {
    uri: `${urls.api}/number-parser/parse`,
    homeCountry: countryJson(country, urls),
    phoneNumbers: given(body).map((originalString) => ({ originalString, special: false })),
  };
}

export function categorisedNumbersJson(
  body: Type.Static<typeof parseNumbersShape>,
): Type.Static<typeof categorisedNumbersShape> {
  const results = given(body).map((originalString) => ({
    ...{ originalString, category: 'Extension' as const, formats: [] },
    numberDetails: { extensionNumber: digitsOf(originalString) },
  }));
  return { results };
}
