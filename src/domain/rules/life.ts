/** The steps of a message's life: what a copy is after each, and what its page's text comes to. */

import type { Effect } from '../effect.ts';
import { type Asking, ask, take } from '../fact.ts';
import type { PageKeeping } from '../hold.ts';
import type { MessageId, Sequence } from '../ids.ts';
import { type Availability, type Copy, nextModifiedMs } from '../message.ts';

interface Moved {
  readonly copies: readonly Copy[];
  readonly effects: readonly Effect[];
  /** The place of the first of them in the sequence; without any, the one that comes next. */
  readonly firstPlace: Sequence;
}

/**
 * The copies go on to another availability, each at a place of its own in the sequence. With the last one of a page that
 * becomes Purged its text is erased, unless a hold keeps it. Takes the numbers: nothing can be asked after it.
 */
export function* moveTo(availability: Availability, copies: readonly Copy[], timeMs: number): Asking<Moved> {
  const isPurge = availability === 'Purged';
  const erased = isPurge ? yield* textsErasedWith(copies) : [];
  const places = yield* take(copies.length);
  const moved = copies.map((copy, index) => ({
    ...copy,
    availability,
    modifiedSeq: places.at(index),
    lastModifiedMs: nextModifiedMs(copy, timeMs),
    enteredMs: timeMs,
  }));
  const kind = isPurge ? 'copy-purged' : 'copy-changed';
  const effects = [...moved.map((copy): Effect => ({ kind, copy })), ...erased];
  return { copies: moved, effects, firstPlace: places.first };
}

function* textsErasedWith(copies: readonly Copy[]): Asking<Effect[]> {
  const pages = yield* keepingOf(copies);
  return pages
    .filter(({ isHeld, unpurgedCount, ofThese }) => !isHeld && unpurgedCount <= ofThese)
    .map(({ pageId }) => ({ kind: 'page-erased', pageId }));
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
