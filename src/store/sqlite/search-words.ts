/** How texts, holders and searches are put into words for the full-text index. */

import type { SearchTerm } from '../../domain/search.ts';

/** Pages that reached more people than this are indexed as wide, not under each holder. */
const maxHolderTokens = 64;

/** Scripts written without spaces. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

/**
 * A text with each character of a script without spaces set apart: the index then finds any run of them as a phrase,
 * while left together the whole run would be one word.
 */
export function spaced(text: string): string {
  return text.replaceAll(unspaced, ' $& ');
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
  const words = terms.map(({ text, isPrefix }) => {
    const phrase = `"${spaced(text).replaceAll('"', '""')}"`;
    return isPrefix ? `${phrase} *` : phrase;
  });
  return `${holders} AND text : (${words.join(' AND ')})`;
}
