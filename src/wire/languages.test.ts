/** Which language someone is answered in. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageFor } from './languages.ts';

const byHeader: Readonly<Record<string, string>> = {
  '': 'en',
  de: 'de',
  'de-CH': 'de',
  'DE-de': 'de',
  'de-Latn-DE-1996': 'de',
  'fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7': 'de',
  'en-GB,en;q=0.9,de;q=0.8': 'en',
  'en;q=0.7, de;q=0.8': 'de',
  'en;q=0.799,de;q=0.8': 'de',
  'de;q=0.5,en;q=0.5': 'de',
  'en;q=0.5 , de;q=0.5': 'en',
  'en ; q=0.5,\tde': 'de',
  'de;Q=0.1,en;Q=0.05': 'de',
  fr: 'en',
  '*': 'en',
  'fr,*;q=0.1': 'en',
  'en;q=0.2,*;q=0.5': 'de',
  'en;q=0,*': 'de',
  'en;q=0': 'en',
  'de;q=0': 'en',
  'de;q=0.000,*;q=0.1': 'en',
  'de-AT;q=0,de': 'de',
  'de-AT,de;q=0': 'en',
  'den,deutsch': 'en',
  'de;q=2,en;q=0.1': 'en',
  'de;q=,de;q=x,de;level=1': 'en',
  'de;q=1.000': 'de',
  ',,;,de,': 'de',
  de_DE: 'en',
};
for (const [acceptLanguage, language] of Object.entries(byHeader)) {
  test(`Accept-Language “${acceptLanguage}” is answered in ${language}`, () => {
    assert.equal(languageFor({ acceptLanguage }), language);
  });
}

const byApp: readonly (readonly [string, string, string])[] = [
  ['de', 'en', 'de'],
  ['en-US', 'de', 'en'],
  ['fr-CA de-AT en', 'en', 'de'],
  ['fr  DE', 'en', 'de'],
  ['fr', 'de', 'de'],
  ['', 'de', 'de'],
  ['fr', '', 'en'],
  ['*', 'de', 'de'],
];
for (const [uiLocales, acceptLanguage, language] of byApp) {
  test(`ui_locales “${uiLocales}” from a browser that asks for “${acceptLanguage}” is answered in ${language}`, () => {
    assert.equal(languageFor({ uiLocales, acceptLanguage }), language);
  });
}

test('a header of 16 kB is read at once, whatever is in it', () => {
  for (const piece of ['de-', ' ', ';q=0', 'a,', '*;', '\t;']) {
    assert.equal(languageFor({ acceptLanguage: piece.repeat(16_384 / piece.length) }), 'en', piece);
  }
});
