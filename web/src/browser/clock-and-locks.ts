/** The browser as the inside of the app knows it. */

import { ownName } from './address.ts';
import type { Clock, Locks } from './ports.ts';

export const browserClock: Clock = {
  nowMs: Date.now,
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

export const browserLocks: Locks = {
  request: async (name, options, act) => await navigator.locks.request(ownName(name), options, act),
};
