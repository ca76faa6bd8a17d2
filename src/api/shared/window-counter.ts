/** Counts by key, in a window that begins with the first and that nothing which comes later makes longer. */

import { LRUCache } from 'lru-cache';

export interface WindowCount {
  readonly count: number;
  /** Whole seconds until the window is over, at least one. */
  readonly endsInS: number;
}

interface Window {
  count: number;
  readonly endsMs: number;
}

export class WindowCounter {
  readonly #windowMs: number;
  readonly #windows: LRUCache<string, Window>;

  /** Of more than `maxKeys`, whoever was quiet longest is forgotten. */
  constructor({ windowMs, maxKeys = 50_000 }: { windowMs: number; maxKeys?: number }) {
    this.#windowMs = windowMs;
    // `max` would take the room for all of them at once.
    this.#windows = new LRUCache({ maxSize: maxKeys, sizeCalculation: () => 1 });
  }

  read(key: string, nowMs: number): WindowCount {
    return counted(this.#windowOf(key, nowMs) ?? { count: 0, endsMs: nowMs + this.#windowMs }, nowMs);
  }

  add(key: string, nowMs: number, number = 1): WindowCount {
    const known = this.#windowOf(key, nowMs);
    const window = known ?? { count: 0, endsMs: nowMs + this.#windowMs };
    if (!known) this.#windows.set(key, window);
    window.count += number;
    return counted(window, nowMs);
  }

  /** A clock that was put back begins a new window. */
  #windowOf(key: string, nowMs: number): Window | undefined {
    const window = this.#windows.get(key);
    const isNow = window && nowMs < window.endsMs && window.endsMs <= nowMs + this.#windowMs;
    return isNow ? window : undefined;
  }
}

function counted({ count, endsMs }: Window, nowMs: number): WindowCount {
  return { count, endsInS: Math.max(1, Math.ceil((endsMs - nowMs) / 1000)) };
}
