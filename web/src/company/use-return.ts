/** Does something each time the window is looked at again: others may have changed what it shows. */

import { useEffect } from 'preact/hooks';

export function useReturn(act: () => void): void {
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible') act();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  });
}
