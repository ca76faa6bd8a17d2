/** How a server ends: whatever is started says at once how, so that all of it ends however far the start came. */

/** What ends, in this order. All that belongs to one of them ends at the same time. */
export const endings = [
  /** Letting anyone new in. */
  'admitting',
  /** Telling people by themselves: WebSockets, webhooks, browsers. */
  'telling',
  /** What is done in the background. */
  'upkeep',
  /** Answering what was asked. */
  'answering',
  /** What answers are made with, and whoever measures them. */
  'serving',
  /** Keeping it all. */
  'keeping',
  /** Keeping others off what it is kept in. */
  'guarding',
] as const;
export type Ending = (typeof endings)[number];

export interface Lifecycle {
  ends(ending: Ending, end: () => unknown): void;
  /** Once, however often it is called. What fails keeps nothing else from ending; then it rejects with `AggregateError`. */
  end(): Promise<void>;
}

export function createLifecycle(): Lifecycle {
  const ends = new Map<Ending, (() => unknown)[]>(endings.map((ending) => [ending, []]));
  let ended: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const ending of endings) {
      const results = await Promise.allSettled((ends.get(ending) ?? []).map(async (end) => await end()));
      for (const result of results) if (result.status === 'rejected') errors.push(result.reason);
    }
    if (errors.length > 0) throw new AggregateError(errors, 'not everything ended as it should');
  }

  return {
    ends(ending, end) {
      ends.get(ending)?.push(end);
    },
    end() {
      ended ??= endAll();
      return ended;
    },
  };
}
