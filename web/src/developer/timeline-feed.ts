/** Follows the demo's timeline while someone looks at it: asks every second, and not at all in a hidden tab. */

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readDesk } from './read-desk.ts';
import type { TimelineEntry, TimelineJson } from './shapes.ts';

const intervalMs = 1000;
const maxEntries = 3000;

export const entries = signal<readonly TimelineEntry[]>([]);
export const isPaused = signal(false);
/** Whether the server answered when it was last asked. */
export const isReachable = signal(true);

let run: string | undefined;
let newest = 0;

async function look(): Promise<void> {
  const answer = await readDesk<TimelineJson>(`/beckon/v1/demo/timeline?after=${newest}`);
  if (answer.run !== run && run !== undefined && newest > 0) {
    // The server was started anew, and counts from 1 again.
    run = answer.run;
    newest = 0;
    entries.value = [];
    return await look();
  }
  run = answer.run;
  newest = answer.entries.at(-1)?.number ?? newest;
  if (answer.entries.length > 0) entries.value = [...entries.value, ...answer.entries].slice(-maxEntries);
}

/** What was is forgotten; what comes is shown. */
export function clear(): void {
  entries.value = [];
}

/** Asks for as long as the component is shown. */
export function useTimelineFeed(): void {
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    const again = async () => {
      clearTimeout(timer);
      if (isOver || isAsking) return;
      isAsking = true;
      if (!isPaused.value && document.visibilityState === 'visible') {
        isReachable.value = await look().then(
          () => true,
          () => false,
        );
      }
      isAsking = false;
      if (!isOver) timer = setTimeout(again, intervalMs);
    };
    void again();
    document.addEventListener('visibilitychange', again);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
}
