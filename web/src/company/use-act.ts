/** Something a form asks the server to do: under way, done, or refused at a field. */

import { useRef, useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { ApiError } from '../api/refusals.ts';

export interface Act {
  readonly isUnderWay: boolean;
  /** Resolves to whether it was done. */
  run(act: () => Promise<void>): Promise<boolean>;
  /** Why the field's value was refused, if it was. */
  errorAt(field: string): string | undefined;
  /** Why it was refused, unless that is said at one of the fields. */
  errorBeside(fields: readonly string[]): string | undefined;
}

export function useAct(): Act {
  const [isUnderWay, setUnderWay] = useState(false);
  const isRunning = useRef(false);
  const [error, setError] = useState<unknown>();
  const isAt = (field: string) =>
    error instanceof ApiError && (error.parameter === field || error.parameter === `contact.${field}`);
  return {
    isUnderWay,
    async run(act) {
      // What asks again meanwhile keeps the focus, and is not heard.
      if (isRunning.current) return false;
      isRunning.current = true;
      setUnderWay(true);
      setError(undefined);
      try {
        await act();
        return true;
      } catch (thrown) {
        setError(thrown);
        return false;
      } finally {
        isRunning.current = false;
        setUnderWay(false);
      }
    },
    errorAt: (field) => (isAt(field) ? reasonOf(error) : undefined),
    errorBeside: (fields) => (error === undefined || fields.some(isAt) ? undefined : reasonOf(error)),
  };
}
