/** Waits for what is about to happen; rejects after a while. */

import { setTimeout as delay } from 'node:timers/promises';

type Found<T> = T | undefined | false;

export async function until<T>(found: () => Found<T> | Promise<Found<T>>, what: string): Promise<T> {
  for (let tries = 0; tries < 2000; tries++) {
    const value = await found();
    if (value !== undefined && value !== false) return value as T;
    await delay(5);
  }
  throw new Error(`waited in vain for ${what}`);
}
