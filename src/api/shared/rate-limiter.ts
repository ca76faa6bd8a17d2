/** Counts requests in a window that slides, and holds whoever exceeds it off until they have been quiet for as long. */

import { LRUCache } from 'lru-cache';

export interface Count {
  readonly limit: number;
  /** How many more requests fit into the window now. */
  readonly remaining: number;
  readonly isExceeded: boolean;
}

/** The times of the requests in the window, oldest at `first`, in a ring as long as the limit. */
interface Ring {
  readonly times: Float64Array;
  first: number;
  count: number;
  newestMs: number;
  penaltyEndsMs: number;
}

/** About what a ring and its key take besides the times, as if it were times. */
const ringOverhead = 50;

export class RateLimiter {
  readonly #windowMs: number;
  readonly #rings: LRUCache<string, Ring>;

  /** At most about `maxTimes` times are kept, 8 bytes each; those who have been quiet longest are forgotten first. */
  constructor({ windowMs, maxTimes = 4_000_000 }: { windowMs: number; maxTimes?: number }) {
    this.#windowMs = windowMs;
    this.#rings = new LRUCache({ maxSize: maxTimes, sizeCalculation: ({ times }) => times.length + ringOverhead });
  }

  /** Counts one request of `key`. Past the limit a penalty of one window begins; each request during it begins it anew. */
  take(key: string, limit: number, nowMs: number): Count {
    const ring = this.#ringOf(key, limit, nowMs);
    ring.newestMs = nowMs;
    const isPunished = nowMs < ring.penaltyEndsMs;
    if (!isPunished) this.#forgetOld(ring, nowMs);
    if (isPunished || ring.count >= limit) {
      ring.penaltyEndsMs = nowMs + this.#windowMs;
      return { limit, remaining: 0, isExceeded: true };
    }
    ring.times[(ring.first + ring.count) % limit] = nowMs;
    ring.count += 1;
    return { limit, remaining: limit - ring.count, isExceeded: false };
  }

  /** A new limit, or a clock that was put back, begins a new count. */
  #ringOf(key: string, limit: number, nowMs: number): Ring {
    const known = this.#rings.get(key);
    if (known && known.times.length === limit && known.newestMs <= nowMs) return known;
    const ring = { times: new Float64Array(limit), first: 0, count: 0, newestMs: nowMs, penaltyEndsMs: 0 };
    this.#rings.set(key, ring);
    return ring;
  }

  #forgetOld(ring: Ring, nowMs: number): void {
    const { times } = ring;
    while (ring.count > 0 && (times[ring.first] as number) + this.#windowMs <= nowMs) {
      ring.first = (ring.first + 1) % times.length;
      ring.count -= 1;
    }
  }
}
