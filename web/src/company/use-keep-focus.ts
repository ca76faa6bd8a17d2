/** What had the focus may go away by what was done with it: then its part of the screen has it, or else the heading. */

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export function useKeepFocus(screen: RefObject<HTMLElement>, heading: RefObject<HTMLElement>): void {
  useEffect(() => {
    const root = screen.current;
    if (!root) return;
    let last: HTMLElement | undefined;
    let part: HTMLElement | null = null;
    const isStillThere = (element: HTMLElement) => element.isConnected && !element.matches(':disabled');
    const onFocus = ({ target }: FocusEvent) => {
      last = target as HTMLElement;
      part = last.closest<HTMLElement>('.card');
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
