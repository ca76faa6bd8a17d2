/** What had the focus may go away by what was done with it: then its part of the screen has it, or else the heading. */

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Both must be able to have the focus; without a heading the screen itself takes it. */
export function useKeptFocus(screen: RefObject<HTMLElement>, heading: RefObject<HTMLElement> = screen): void {
  useEffect(() => {
    const root = screen.current;
    if (!root) return;
    let last: HTMLElement | undefined;
    let part: HTMLElement | null = null;
    const isStillThere = (element: HTMLElement) => element.isConnected && !element.matches(':disabled');
    const onFocus = ({ target }: FocusEvent) => {
      last = target as HTMLElement;
      part = last.closest<HTMLElement>('.panel');
    };
    // Somebody who clicks beside everything wants the focus nowhere.
    const onBlur = () => {
      queueMicrotask(() => {
        if (last && isStillThere(last) && document.activeElement === document.body) last = undefined;
      });
    };
    const observer = new MutationObserver(() => {
      if (!last || isStillThere(last) || document.activeElement !== document.body) return;
      (part?.isConnected ? part : heading.current)?.focus({ preventScroll: true });
    });
    root.addEventListener('focusin', onFocus);
    root.addEventListener('focusout', onBlur);
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      root.removeEventListener('focusin', onFocus);
      root.removeEventListener('focusout', onBlur);
      observer.disconnect();
    };
  }, []);
}
