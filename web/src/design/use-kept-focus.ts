/** Keeps the focus in a screen when what had it is taken away: then one goes on there, and not at the top of the page. */

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** The screen must be able to have the focus itself. */
export function useKeptFocus(screen: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = screen.current;
    if (!element) return undefined;
    let wasInside = false;
    const onFocus = ({ target }: FocusEvent) => {
      wasInside = target instanceof Node && element.contains(target);
    };
    const changes = new MutationObserver(() => {
      if (wasInside && document.activeElement === document.body) element.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', onFocus);
    changes.observe(element, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      changes.disconnect();
    };
  }, []);
}
