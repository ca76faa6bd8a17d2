/** Only what can be seen of a long list is in the page; the rest is space. */

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

type Whole = VirtualizerOptions<HTMLElement, HTMLElement>;
type Options = Pick<Whole, 'count' | 'getScrollElement' | 'estimateSize' | 'getItemKey'> &
  Partial<Pick<Whole, 'rangeExtractor' | 'scrollMargin'>>;

export function useVirtualList(options: Options): Virtualizer<HTMLElement, HTMLElement> {
  const [, redraw] = useReducer<number, void>((n) => n + 1, 0);
  const whole: Whole = {
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    overscan: 8,
    onChange: () => redraw(),
    ...options,
  };
  const [virtualizer] = useState(() => new Virtualizer(whole));
  virtualizer.setOptions(whole);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
