/** Only what can be seen of a long list is in the page, and whatever has the focus; the rest is space. */

import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

interface Options<Row> {
  readonly rows: readonly Row[];
  readonly getScrollElement: () => HTMLElement | null;
  /** Stays the same for as long as the heights do. */
  readonly heightOf: (row: Row) => number;
  readonly keyOf: (row: Row) => string | number;
  /** How far down in what scrolls the list begins. */
  readonly scrollMargin?: number;
}

/** Each element that is shown says its row in `data-index`, so that the one with the focus is known. */
export function useVirtualList<Row>({ rows, getScrollElement, heightOf, keyOf, scrollMargin = 0 }: Options<Row>) {
  const [, redraw] = useReducer<number, void>((n) => n + 1, 0);
  const focusedKey = useRef<string | number>();
  // Only rows of other sort make it measure again: it compares functions by identity.
  const getItemKey = useCallback((index: number) => keyOf(rows[index] as Row), [rows]);
  const estimateSize = useCallback((index: number) => heightOf(rows[index] as Row), [rows, heightOf]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (focusedKey.current === undefined) return shown;
      const index = rows.findIndex((row) => keyOf(row) === focusedKey.current);
      return index < 0 || shown.includes(index) ? shown : [...shown, index].sort((a, b) => a - b);
    },
    [rows],
  );
  const whole: VirtualizerOptions<HTMLElement, HTMLElement> = {
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll, overscan: 8, onChange: () => redraw() },
    ...{ count: rows.length, getScrollElement, estimateSize, getItemKey, rangeExtractor, scrollMargin },
  };
  const [virtualizer] = useState(() => new Virtualizer(whole));
  virtualizer.setOptions(whole);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  const keyAt = useRef(getItemKey);
  keyAt.current = getItemKey;
  const scroller = getScrollElement();
  useEffect(() => {
    if (!scroller) return;
    const noteFocus = ({ target }: FocusEvent) => {
      const index = (target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index;
      focusedKey.current = index === undefined ? undefined : keyAt.current(Number(index));
    };
    const noteBlur = () => {
      focusedKey.current = undefined;
    };
    scroller.addEventListener('focusin', noteFocus);
    scroller.addEventListener('focusout', noteBlur);
    return () => {
      scroller.removeEventListener('focusin', noteFocus);
      scroller.removeEventListener('focusout', noteBlur);
    };
  }, [scroller]);
  return virtualizer;
}

/** Heights in lists follow the size of text that someone has chosen. */
export function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
