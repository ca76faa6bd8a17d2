/** How texts and searches become words. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phrasesOf, stemsIn, wordsOf } from './search-words.ts';

const texts: [text: string, words: string][] = [
  ['Übergabe 7:00, 회의', 'ubergabe 7 00 회의'],
  ['会議ok コーヒー か\u309Aき', '会 議 ok コ ー ヒ ー か\u309A き'],
  ['ວັນ ថ្ងៃ', 'ວ ັ ນ ថ ្ ង ៃ'],
  ['สาม โมง', 'ส า ม โ ม ง'],
  ['l’hôpital d\u00ADe', 'l hopital de'],
  ['हिन्दी में', 'हिन्दी में'],
  ['… !!! 🙂', ''],
];
for (const [text, words] of texts) {
  test(`${JSON.stringify(text)} has the words ${words}`, () => assert.equal(wordsOf(text).join(' '), words));
}

test('a text of ASCII alone has the words that it has beside other letters', () => {
  for (let code = 0; code < 128; code++) {
    const text = `X${String.fromCharCode(code)}y 7`;
    assert.deepEqual([...wordsOf(text), 'ж'], wordsOf(`${text} ж`), text);
  }
});

const stems: [word: string, stems: string[]][] = [
  ['الكتاب', ['كتاب']],
  ['والمدير', ['مدير', 'المدير']],
  ['للمدير', ['مدير', 'لمدير']],
  ['وكتاب', ['كتاب']],
  ['הבית', ['בית', 'ית']],
  ['שבבית', ['בבית', 'בית', 'ית']],
  ['بالمدير', ['مدير', 'المدير']],
  ['ככלב', ['כלב', 'לב']],
  ['ال', []],
  ['the', []],
];
for (const [word, expected] of stems) {
  test(`${word} is also found as ${expected.join(', ') || 'nothing else'}`, () => {
    assert.deepEqual(stemsIn(word).sort(), expected.sort());
  });
}

const searches: [text: string, isPrefix: boolean, ways: string[]][] = [
  ['Front Desk', false, ['front desk']],
  ['l’Hôpital', true, ['l hopital', 'hopital']],
  ['l’amico', false, ['l amico', 'amico']],
  ["qu'un", false, ['qu un', 'un']],
  ["lorsqu'il", false, ['lorsqu il', 'il']],
  ["c'est", false, ['c est', 'est']],
  ["nell'ospedale", false, ['nell ospedale', 'ospedale']],
  ["dall'ala", false, ['dall ala', 'ala']],
  ["un'ora", false, ['un ora', 'ora']],
  ["o'brien", false, ['o brien']],
  ['الكتاب', false, ['الكتاب', 'كتاب']],
  ['الك', true, ['الك', 'ك']],
  ['ال', true, ['ال']],
  ['הבית', false, ['הבית']],
  ['\u00AD', false, []],
];
for (const [text, isPrefix, ways] of searches) {
  test(`${JSON.stringify(text)} is looked for as ${ways.join(' or ') || 'nothing'}`, () => {
    assert.deepEqual(
      phrasesOf({ text, isPrefix }).map((words) => words.join(' ')),
      ways,
    );
  });
}
