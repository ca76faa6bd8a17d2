/** How texts, holders and searches are put into words for the full-text index. */

import type { SearchTerm } from '../../domain/search.ts';
import { phrasesOf, stemsIn, wordsOf } from '../../domain/search-words.ts';

/** Pages that reached more people than this are indexed as wide, not under each holder. */
const maxHolderTokens = 64;

/** The words of a text, and those that stand in it behind a particle, for a tokenizer that splits at spaces. */
export function indexedWords(text: string): string {
  return wordsOf(text).join(' ');
}

export function indexedStems(text: string): string {
  return stemsIn(text).join(' ');
}

/** `sender` and `reachedIds` as the columns of a page have them. The same page must always give the same tokens. */
export function holderTokens(accountId: number, sender: string, reachedIds: string): string {
  const [senderId] = JSON.parse(sender) as [number];
  const ids = new Set([senderId, ...(JSON.parse(reachedIds) as number[])]);
  if (ids.size > maxHolderTokens) return wideToken(accountId);
  return [...ids].map((id) => holderToken(accountId, id)).join(' ');
}

function holderToken(accountId: number, extensionId: number): string {
  return `a${accountId}e${extensionId}`;
}

function wideToken(accountId: number): string {
  return `a${accountId}wide`;
}

/** The index's own query: pages that may lie in a mailbox and contain all the terms, each taken literally. */
export function matchExpression(accountId: number, extensionId: number, terms: readonly SearchTerm[]): string {
  const holders = `holders : (${holderToken(accountId, extensionId)} OR ${wideToken(accountId)})`;
  return [holders, ...terms.map(termExpression)].join(' AND ');
}

function termExpression({ isPrefix, ...term }: SearchTerm): string {
  const ways = phrasesOf({ isPrefix, ...term }).map((words) => {
    const columns = words.length === 1 ? '{text stems}' : 'text';
    return `${columns} : "${words.join(' ')}"${isPrefix ? ' *' : ''}`;
  });
  return `(${ways.join(' OR ')})`;
}
