/** What is alike to a search, and what is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { folded } from './folding.ts';

const alike: [what: string, ...texts: string[]][] = [
  ['case and ß', 'Straße', 'STRASSE', 'STRAẞE', 'strasse'],
  ['accents, composed or not', 'Über', 'U\u0308BER', 'uber'],
  ['letters with a stroke, and ligatures', 'Łódź œuvre ﬁt', 'lodz oeuvre fit'],
  ['soft hyphens and joiners', 'Kranken\u00ADhaus', 'Kranken\u200Dhaus', 'krankenhaus'],
  ['full-width and half-width letters', 'ＯＫ１２ ｶﾞ', 'ok12 ガ'],
  ['voiced kana, composed or not', 'か\u3099', 'が'],
  ['i with and without a dot', 'ISPARTA', 'ısparta', 'İsparta', 'isparta'],
  ['the Greek sigma, and accents', 'Ὀδυσσεύς', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ['Russian ё and stress', 'ёлка', 'е\u0301лка', 'елка'],
  ['Arabic vowels, hamzas, lengthening and keyboards', 'أَحْمَـد على کتاب', 'احمد علي كتاب'],
  ['the last letters of Arabic words, as countries write them', 'مدرسة هۀەہھ', 'مدرسه ههههه'],
  ['Arabic letters that are written otherwise elsewhere', 'ٱلى ېڪ', 'الي يك'],
  ['Nordic letters', 'Đorđe Ðór Þór Ære', 'dorde dor thor aere'],
  ['digits of India and Thailand', '१४৪৫๔', '14454'],
  ['Hebrew points', 'שָׁלוֹם', 'שלום'],
  ['digits', '٣۴४', '344'],
];
for (const [what, ...texts] of alike) {
  test(`${what} make no difference: ${texts.join(', ')}`, () => {
    assert.deepEqual(
      texts.map(folded),
      texts.map(() => texts.at(-1)),
    );
  });
}

const unlike = [
  ['か', 'が'],
  ['и', 'й'],
  ['і', 'ї'],
  ['は', 'ハ'],
  ['कि', 'की'],
  ['กา', 'กำ'],
  ['bat', 'but'],
] as const;
for (const [one, other] of unlike) {
  test(`${one} is another letter than ${other}`, () => assert.notEqual(folded(one), folded(other)));
}

test('what is folded folds to itself, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(folded(folded(text)), folded(text))),
    { numRuns: 2000 },
  );
});
