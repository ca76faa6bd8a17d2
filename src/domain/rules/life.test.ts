/** The steps of a copy's life. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageKeeping } from '../hold.ts';
import type { MessageId } from '../ids.ts';
import type { Copy } from '../message.ts';
import type { World } from './company.fixture.ts';
import { keepingOf, moveTo } from './life.ts';
import { nextSequence, nowMs, resolved } from './tables.fixture.ts';

const copyOf = (copyId: number, pageId: number, lastModifiedMs = 1): Copy => {
  return { copyId, pageId, lastModifiedMs, availability: 'Alive', isRead: true } as unknown as Copy;
};
const keeping = (pageId: number, more: Partial<PageKeeping> = {}): PageKeeping => {
  return { pageId: pageId as MessageId, unpurgedCount: 1, copyCount: 2, isHeld: false, ...more };
};
const knowing = (...pages: PageKeeping[]): World => ({ facts: { 'pages-keeping': () => pages } });

test('copies become what they are next at successive places, now or just after their last change', () => {
  const before = [copyOf(1, 1), copyOf(2, 2, nowMs)];
  const { copies, effects, firstPlace } = resolved({}, moveTo('Deleted', before, nowMs));
  const common = { availability: 'Deleted', enteredMs: nowMs };
  assert.deepEqual(copies, [
    { ...copyOf(1, 1), ...common, modifiedSeq: 5000, lastModifiedMs: nowMs },
    { ...copyOf(2, 2), ...common, modifiedSeq: 5001, lastModifiedMs: nowMs + 1 },
  ]);
  assert.deepEqual([effects, firstPlace], [copies.map((copy) => ({ kind: 'copy-changed', copy })), nextSequence]);
});

test('a text goes with the last of its copies, unless a hold keeps it', () => {
  const rows: [name: string, page: PageKeeping, isErased: boolean][] = [
    ['the last two of two', keeping(7, { unpurgedCount: 2 }), true],
    ['fewer than there are', keeping(7, { unpurgedCount: 3 }), false],
    ['held', keeping(7, { unpurgedCount: 2, isHeld: true }), false],
    ['purged already, by a count', keeping(7, { unpurgedCount: 0 }), true],
  ];
  for (const [name, page, isErased] of rows) {
    const { copies, effects } = resolved(knowing(page), moveTo('Purged', [copyOf(1, 7), copyOf(2, 7)], nowMs));
    const erased = isErased ? [{ kind: 'page-erased', pageId: 7 }] : [];
    assert.deepEqual(effects, [...copies.map((copy) => ({ kind: 'copy-purged', copy })), ...erased], name);
  }
});

test('of each page it is told how many of the copies are its own', () => {
  const copies = [copyOf(1, 7), copyOf(2, 8), copyOf(3, 7)];
  const pages = resolved(knowing(keeping(7), keeping(8)), keepingOf(copies));
  assert.deepEqual(pages, [
    { ...keeping(7), ofThese: 2 },
    { ...keeping(8), ofThese: 1 },
  ]);
});

test('of no copies nothing is asked', () => assert.equal(keepingOf([]).next().done, true));
