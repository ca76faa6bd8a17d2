/** A long list that scrolls with its screen, however many rows it has. */

import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { remPx, useVirtualList } from '../design/use-virtual-list.ts';

interface ScreenList<E extends HTMLElement> {
  readonly ref: RefObject<E>;
  /** In pixels, for the element that `ref` is given to. */
  readonly height: number;
  readonly rows: readonly { readonly index: number; readonly style: { transform: string; height: string } }[];
}

/** How high every row is where there is little room and where there is much, in units of the root's font. */
export interface RowHeights {
  readonly narrowRem: number;
  readonly wideRem: number;
}

/** Where rows that have several columns put them beside each other; the style sheet says the same. */
const query = matchMedia('(width >= 56rem)');
const isWide = signal(query.matches);
query.addEventListener('change', () => {
  isWide.value = query.matches;
});

const itself = (index: number) => index;

export function useScreenList<E extends HTMLElement>(count: number, { narrowRem, wideRem }: RowHeights): ScreenList<E> {
  const ref = useRef<E>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const rowRem = isWide.value ? wideRem : narrowRem;
  const rowPx = rowRem * remPx();
  const places = useMemo(() => Array.from({ length: count }, (_, index) => index), [count]);
  const list = useVirtualList({
    rows: places,
    scrollMargin,
    heightOf: useCallback(() => rowPx, [rowPx]),
    keyOf: itself,
    getScrollElement: () => ref.current?.closest<HTMLElement>('.company') ?? null,
  });
  useLayoutEffect(() => setScrollMargin(ref.current?.offsetTop ?? 0));
  return {
    ref,
    height: count * rowPx,
    rows: list.getVirtualItems().map(({ index, start }) => ({
      index,
      style: { transform: `translateY(${start - scrollMargin}px)`, height: `${rowPx}px` },
    })),
  };
}
