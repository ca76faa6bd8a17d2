/** Waits for something to become true; rejects after a while. */

import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 20_000;

type Found<T> = T | undefined | false;

export async function until<T>(found: () => Found<T> | Promise<Found<T>>, what: string): Promise<T> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    const value = await found();
    if (value !== undefined && value !== false && value !== '') return value as T;
    if (Date.now() > endMs) throw new Error(`waited in vain for ${what}`);
    await delay(5);
  }
}
