/** What is wrong with a running server for as long as it lasts: raised and lowered by the parts, told to who runs it. */

/** Neither an address, a path nor a person is named in a code or a sentence: anyone may ask whether a server is ready. */
export interface Condition {
  /** In words with hyphens. One of a code stands at a time. */
  readonly code: string;
  /** What is so, what comes of it, and what mends it. */
  readonly sentence: string;
  /** More, for the log and for administrators alone. */
  readonly detail?: string;
  /** Whether the server is not ready while it lasts. */
  readonly isBlocking: boolean;
}

interface StandingCondition extends Condition {
  readonly sinceMs: number;
}

export interface Conditions {
  /** Logged once, until it is lowered or begins to block. Raised again, it says what it says now. */
  raise(condition: Condition): void;
  /** Does nothing unless it stands. */
  lower(code: string): void;
  /** Those that block first, then the oldest. */
  standing(): readonly StandingCondition[];
}

interface ConditionsOptions {
  readonly clock: { nowMs(): number };
  readonly log: Record<'error' | 'warn' | 'info', (fields: object, text: string) => void>;
}

export function createConditions({ clock, log }: ConditionsOptions): Conditions {
  const standing = new Map<string, StandingCondition>();
  return {
    raise(condition) {
      const { code, sentence, detail, isBlocking } = condition;
      const known = standing.get(code);
      standing.set(code, { ...condition, sinceMs: known?.sinceMs ?? clock.nowMs() });
      if (known && known.isBlocking === isBlocking) return;
      log[isBlocking ? 'error' : 'warn']({ condition: code, ...(detail === undefined ? {} : { detail }) }, sentence);
    },
    lower(code) {
      if (standing.delete(code)) log.info({ condition: code }, 'this is over');
    },
    standing: () => [...standing.values()].sort((one, other) => Number(other.isBlocking) - Number(one.isBlocking)),
  };
}
