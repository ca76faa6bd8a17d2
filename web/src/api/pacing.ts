/**
 * One gate for every request of this browser: no tab asks before the server wants to be asked again, and reading leaves
 * room for sending. What is known is kept in the local database, whose transactions let one tab after another through.
 */

import type { OpenDatabase } from '../browser/local-schema.ts';
import type { Clock } from '../browser/ports.ts';
import { answered, type Budget, begun, heldFor, type Told, unknownBudget, waitMs } from './budget.ts';
import { heldBack } from './refusals.ts';

/** What the server alone may stop, what must not wait, what people wait for, and what can wait. */
export type Priority = 'always' | 'first' | 'normal' | 'later';

/** The share of a group that is left to what comes before. */
const reserves: Readonly<Record<Priority, number>> = { always: -1, first: 0, normal: 0.15, later: 0.4 };
/** Whoever would wait for longer is told so instead. */
const patienceMs = 4000;
/** The server counts a little later than the answer that tells of it was made. */
const marginMs = 100;
const pacingKey = 'pacing';

interface Known {
  readonly budgets: Readonly<Record<string, Budget>>;
  /** Which group a route belongs to, as an answer once said. */
  readonly groups: Readonly<Record<string, string>>;
}

export interface AnswerHead {
  readonly status: number;
  header(name: string): string | null;
}

export type Pacing = ReturnType<typeof createPacing>;

/** Ids differ from request to request; what they stand in for does not. */
export function routeOf(method: string, path: string): string {
  const isName = (part: string) => part.length < 30 && (!/\d/.test(part) || /^v\d/.test(part));
  const parts = path.split('/').map((part) => (isName(part) ? part : '*'));
  return `${method} ${parts.join('/')}`;
}

export function createPacing({ database, clock }: { database: OpenDatabase; clock: Clock }) {
  async function update(change: (known: Known) => Known): Promise<void> {
    const transaction = (await database()).transaction('values', 'readwrite');
    const known = ((await transaction.store.get(pacingKey)) as Known | undefined) ?? { budgets: {}, groups: {} };
    const next = change(known);
    if (next !== known) void transaction.store.put(next, pacingKey);
    await transaction.done;
  }

  /** Lets one request through, or says how long to wait. A route that was never answered is let through. */
  async function admit(route: string, reserve: number): Promise<{ waitMs: number; startMs: number }> {
    const startMs = clock.nowMs();
    let rest = 0;
    await update((known) => {
      const group = known.groups[route];
      const budget = group === undefined ? undefined : known.budgets[group];
      if (group === undefined || !budget) return known;
      rest = waitMs(budget, startMs, reserve);
      return rest > 0 ? known : { ...known, budgets: { ...known.budgets, [group]: begun(budget, startMs) } };
    });
    return { waitMs: rest, startMs };
  }

  return {
    /** Resolves, with when it did, once a request may be made; rejects as the server would if that takes long. */
    async enter(route: string, priority: Priority = 'normal'): Promise<number> {
      const endMs = clock.nowMs() + patienceMs;
      for (;;) {
        const { waitMs: rest, startMs } = await admit(route, reserves[priority]);
        if (rest <= 0) return startMs;
        if (startMs + rest > endMs) throw heldBack(rest);
        await new Promise<void>((resolve) => clock.after(rest, resolve));
      }
    },

    /** Takes note of what an answer says of its group. */
    async heard(route: string, startMs: number, answer: AnswerHead): Promise<void> {
      const group = answer.header('X-Rate-Limit-Group') ?? (retryAfterMsOf(answer) ? route : undefined);
      if (group === undefined) return;
      await update((known) => {
        const before = known.budgets[group] ?? unknownBudget;
        const told = toldBy(answer);
        const isNew = known.groups[route] !== group;
        let budget = isNew ? begun(before, startMs) : before;
        if (told) budget = answered(budget, startMs, clock.nowMs(), told);
        const retryAfterMs = retryAfterMsOf(answer);
        if (retryAfterMs) budget = heldFor(budget, clock.nowMs(), retryAfterMs + marginMs);
        return { budgets: { ...known.budgets, [group]: budget }, groups: { ...known.groups, [route]: group } };
      });
    },
  };
}

function toldBy({ header }: AnswerHead): Told | undefined {
  const [limit, remaining, windowS] = ['Limit', 'Remaining', 'Window'].map((name) => header(`X-Rate-Limit-${name}`));
  if (!limit || remaining === null || remaining === undefined || !windowS) return undefined;
  return { limit: Number(limit), remaining: Number(remaining), windowMs: Number(windowS) * 1000 };
}

/** Only of whoever has too much to do, or too little patience with us. */
export function retryAfterMsOf({ status, header }: AnswerHead): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(header('Retry-After'));
  return seconds > 0 ? seconds * 1000 : undefined;
}
