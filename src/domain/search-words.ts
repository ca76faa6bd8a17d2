/** Texts and searches as words, for whatever index an engine has: it is given words, and splits nothing itself. */

import { folded, isPlain } from './folding.ts';
import type { SearchTerm } from './search.ts';

const word = /[\p{L}\p{M}\p{N}\p{Co}]+/gu;

/** Scripts written without spaces: each character is a word, so that any run of them is found as a phrase. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}][\u3099\u309A]*/gu;

/** The words of a text in their order, folded. */
export function wordsOf(text: string): string[] {
  return wordsIn(folded(text));
}

/** The same words, found faster. */
const plainWord = /[a-z0-9]+/g;

function wordsIn(foldedText: string): string[] {
  if (isPlain(foldedText)) return foldedText.match(plainWord) ?? [];
  return (foldedText.match(word) ?? []).flatMap((run) => run.replaceAll(unspaced, ' $& ').trim().split(/ +/));
}

/** The article of Arabic, with what is written before it: "and", "so", then "in", "like", "for". */
const arabicArticle = /^[وف]?(?:[بك]?ال|لل)/u;
/** "and", "so", "in", "like", "for" without the article. */
const arabicParticle = /^[وفبكل]/u;
/** "and", "that", "from", "when", the article, "in", "to", "like", of which Hebrew writes up to three before a word. */
const hebrewParticles = /^[ושמהבלכ]{1,3}/u;
const withParticles = /^[\p{sc=Arabic}\p{sc=Hebrew}]/u;
const shortestStem = 2;

/** What stands behind a particle in a text, by itself. */
export function stemsIn(text: string): string[] {
  return isPlain(text) ? [] : wordsOf(text).flatMap(stemsOf);
}

/** What is left of a word without the particles before it: whoever looks for that means this word too. */
function stemsOf(whole: string): string[] {
  if (!withParticles.test(whole)) return [];
  const count = hebrewParticles.exec(whole)?.[0].length ?? 0;
  const hebrew = Array.from({ length: count }, (_, index) => whole.slice(index + 1));
  const arabic = [arabicArticle, arabicParticle].map((particle) => whole.replace(particle, ''));
  return [...new Set([...hebrew, ...arabic])].filter((stem) => stem !== whole && stem.length >= shortestStem);
}

/** One way to find a term: words side by side. A single one is also found as the stem of another. */
export type Phrase = readonly string[];

/** The article or preposition that French and Italian tie to a word. */
const tied = /^(?:[cdjlmnst]|qu|(?:jus|lors|puis)qu|(?:d|n|s)?(?:e|u)ll|all|dall|un)['’](?=\p{L}{2})/u;

/** The ways to find a term: as it was typed, and without an article before it. */
export function phrasesOf({ text, isPrefix }: SearchTerm): Phrase[] {
  const whole = folded(text);
  const words = wordsIn(whole);
  const [only, ...others] = words;
  if (only === undefined) return [];
  const untied = wordsIn(whole.replace(tied, ''));
  const stem = others.length === 0 ? only.replace(arabicArticle, '') : only;
  const phrases = [words, ...(untied.length < words.length ? [untied] : [])];
  return stem !== only && stem.length >= (isPrefix ? 1 : shortestStem) ? [...phrases, [stem]] : phrases;
}
