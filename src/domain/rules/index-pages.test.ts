/** A step of keeping the search index. */

import { test } from 'node:test';
import { accountId, type World } from './company.fixture.ts';
import { decides, nowMs } from './tables.fixture.ts';

const step = { kind: 'index-pages', accountId, limit: 9 } as const;
const standing = (nextId: number | undefined, lastPageId: number, isTidyingDue: boolean): World => ({
  facts: { 'search-index': () => ({ indexedToId: 1, lastPageId, nextId, isTidyingDue }) as never },
});

test('new pages come first, then the traces of erased ones, and then nothing', () => {
  const indexed = { kind: 'pages-indexed', afterId: 1, toId: 3 } as const;
  const at = (indexedToId: number, lastPageId: number, isIdle: boolean) =>
    ({ indexedToId, lastPageId, isIdle }) as never;
  decides(standing(3, 5, false), step, { value: at(3, 5, false), effects: [indexed] });
  decides(standing(3, 3, false), step, { value: at(3, 3, true), effects: [indexed] });
  decides(standing(3, 3, true), step, { value: at(3, 3, false), effects: [indexed] });
  const tidied = { kind: 'search-index-tidied', timeMs: nowMs } as const;
  decides(standing(undefined, 1, true), step, { value: at(1, 1, false), effects: [tidied] });
  decides(standing(undefined, 1, false), step, { value: at(1, 1, true), effects: [] });
});
