/** Something a screen asks the server for: not there yet, there, or refused. */

import { useEffect, useState } from 'preact/hooks';
import { reasonOf } from './reason.ts';
import { isPassing, restAfter } from './refusals.ts';

export interface Loaded<T> {
  readonly value: T | undefined;
  /** Why it could not be read, in a sentence. */
  readonly trouble: string | undefined;
  reload(): void;
}

/**
 * Reads anew whenever one of `inputs` changes, and by itself when the server could not be asked. What was there stays until
 * something newer is.
 */
export function useLoaded<T>(read: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Pick<Loaded<T>, 'value' | 'trouble'>>({ value: undefined, trouble: undefined });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isWanted = true;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = () => {
      read().then(
        (value) => isWanted && setState({ value, trouble: undefined }),
        (error) => {
          if (!isWanted) return;
          failures += 1;
          setState(({ value }) => ({ value, trouble: reasonOf(error) }));
          if (isPassing(error)) timer = setTimeout(attempt, restAfter(error, failures));
        },
      );
    };
    attempt();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [...inputs, round]);
  return { ...state, reload: () => setRound((before) => before + 1) };
}
