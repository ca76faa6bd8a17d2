/** A browser's surroundings for the inside of the app: a clock that is moved by hand, locks, tabs, chance by a seed. */

import 'fake-indexeddb/auto';
import type { Clock, Locks, Tabs } from '../../../web/src/browser/ports.ts';

/** Lets everything go on that does not wait for the clock. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 80; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export interface HandClock extends Clock {
  /** Lets time pass, and all happen that comes due meanwhile. */
  pass(ms: number): Promise<void>;
  /** The lid is closed: time passes, and nothing happens until it is open again. */
  sleep(ms: number): void;
}

export function handClock(startMs = 1_700_000_000_000): HandClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly act: () => void }>();
  return {
    nowMs: () => nowMs,
    sleep(ms) {
      nowMs += ms;
    },
    after(ms, act) {
      const timer = { atMs: nowMs + Math.max(0, ms), act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(ms) {
      const endMs = nowMs + ms;
      await settled();
      for (;;) {
        const [next] = [...timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.act();
        await settled();
      }
      nowMs = endMs;
    },
  };
}

export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  pick<T>(of: readonly T[]): T;
  is(share: number): boolean;
}

export function chanceBy(seed: number): Chance {
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  return { next, pick: (of) => of[Math.floor(next() * of.length)] as never, is: (share) => next() < share };
}

/** As `navigator.locks` of one browser. */
export function sharedLocks(): Locks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async request<T>(name: string, { signal }: { readonly signal?: AbortSignal }, act: () => Promise<T>): Promise<T> {
      const before = last.get(name) ?? Promise.resolve();
      const turn = before.then(() => {
        if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
        return act();
      });
      last.set(
        name,
        turn.catch(() => undefined),
      );
      return await turn;
    },
  };
}

interface News {
  readonly kind: string;
}

/** The channel between the tabs of one browser; news takes a while, and never overtakes. */
export function tabChannel(clock: Clock, chance: Chance) {
  const open = new Set<Set<(news: News) => void>>();
  return {
    join() {
      const hearers = new Set<(news: News) => void>();
      open.add(hearers);
      let freeMs = 0;
      function tell(news: News): void {
        const copy = structuredClone(news);
        freeMs = Math.max(freeMs, clock.nowMs() + Math.floor(chance.next() * 40));
        const others = [...open].filter((one) => one !== hearers);
        clock.after(freeMs - clock.nowMs(), () => {
          for (const one of others) if (open.has(one)) for (const hear of [...one]) hear(copy);
        });
      }
      function hear(kind: string, act: (news: never) => void): () => void {
        const take = (news: News) => {
          if (news.kind === kind) act(news as never);
        };
        hearers.add(take);
        return () => hearers.delete(take);
      }
      return {
        ofRoom: <Its extends News>() => ({ tell, hear }) as Tabs<Its>,
        tell,
        leave: () => void open.delete(hearers),
      };
    },
  };
}
