/** The steps of a message's life: what a copy is after each, and what its page's text comes to. */

import type { Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { PageKeeping } from '../hold.ts';
import type { MessageId, Sequence } from '../ids.ts';
import { type Availability, type Copy, nextModifiedMs } from '../message.ts';
import type { OpenAccount } from './account.ts';

type Now = Pick<OpenAccount, 'nextSequence' | 'timeMs'>;

/** The copies in another availability, at successive places of the sequence from the account's next one on. */
export function become(copies: readonly Copy[], availability: Availability, { nextSequence, timeMs }: Now): Copy[] {
  return copies.map((copy, index) => ({
    ...copy,
    availability,
    modifiedSeq: (nextSequence + index) as Sequence,
    lastModifiedMs: nextModifiedMs(copy, timeMs),
    enteredMs: timeMs,
  }));
}

/** Copies become Purged. With the last one of a page its text is erased, unless a hold keeps it. */
export function* purge(copies: readonly Copy[], now: Now): Asking<Effect[]> {
  const pages = yield* keepingOf(copies);
  const erased = pages.filter(({ isHeld, unpurgedCount, ofThese }) => !isHeld && unpurgedCount <= ofThese);
  return [
    ...become(copies, 'Purged', now).map((copy): Effect => ({ kind: 'copy-purged', copy })),
    ...erased.map(({ pageId }): Effect => ({ kind: 'page-erased', pageId })),
  ];
}

/** What is kept of each page that the copies belong to, and how many of them do. */
export function* keepingOf(
  copies: readonly { readonly pageId: MessageId }[],
): Asking<readonly (PageKeeping & { readonly ofThese: number })[]> {
  const counts = new Map<MessageId, number>();
  for (const { pageId } of copies) counts.set(pageId, (counts.get(pageId) ?? 0) + 1);
  if (counts.size === 0) return [];
  const pages = yield* ask({ kind: 'pages-keeping', pageIds: [...counts.keys()] });
  return pages.map((page) => ({ ...page, ofThese: counts.get(page.pageId) ?? 0 }));
}
