/** Asks again and again while someone looks: not in a hidden tab, and at once when it is seen again. */

import { useEffect, useRef } from 'preact/hooks';

/** `everyMs` undefined: not at all. Never asks before the last answer came. */
export function usePolled(ask: () => Promise<void> | void, everyMs: number | undefined): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (everyMs === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const round = async () => {
      clearTimeout(timer);
      if (isOver || document.hidden) return;
      await latest.current();
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(round, everyMs);
    };
    const onVisibility = () => void round();
    timer = setTimeout(round, everyMs);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [everyMs]);
}
