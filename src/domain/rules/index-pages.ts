/** What a step of keeping the search index does: new pages come first, then the traces of erased ones. */

import type { OutcomeOf } from '../command.ts';
import type { IndexPages } from '../commands/search.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import { requireNow } from './now.ts';

export function* indexPages({ limit }: IndexPages): Asking<Decided<OutcomeOf<IndexPages>>> {
  const { timeMs } = yield* requireNow();
  const { indexedToId, lastPageId, nextId, isTidyingDue } = yield* ask({ kind: 'search-index', limit });
  if (nextId !== undefined) {
    const isIdle = nextId >= lastPageId && !isTidyingDue;
    const effect = { kind: 'pages-indexed', afterId: indexedToId, toId: nextId } as const;
    return { value: { indexedToId: nextId, lastPageId, isIdle }, effects: [effect] };
  }
  const value = { indexedToId, lastPageId, isIdle: !isTidyingDue };
  return { value, effects: isTidyingDue ? [{ kind: 'search-index-tidied', timeMs }] : [] };
}
