/** Counts passwords that were wrong by where they came from, each guess once however often it is repeated. */

import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type WindowCount, WindowCounter } from '../shared/window-counter.ts';

const addressWindowMs = 15 * 60_000;
/** More than for a person: many may sit behind one address. */
const maxOfAddress = 30;
/** Of one person in one place where they have signed in before; past that it is a place like any other. */
const placeWindowMs = 24 * 3600_000;
const maxOfPlace = 5;
const maxGuesses = 100_000;

export class FailedGuesses {
  readonly #clock: { nowMs(): number };
  readonly #ofAddresses = new WindowCounter({ windowMs: addressWindowMs });
  readonly #ofPlaces = new WindowCounter({ windowMs: placeWindowMs });
  readonly #key = randomBytes(32);
  readonly #guesses: LRUCache<string, true>;

  constructor(clock: { nowMs(): number }) {
    this.#clock = clock;
    this.#guesses = new LRUCache({
      ...{ maxSize: maxGuesses, sizeCalculation: () => 1 },
      ...{ ttl: addressWindowMs, noUpdateTTL: true, ttlResolution: 0, perf: { now: () => clock.nowMs() } },
    });
  }

  /** Seconds until the address may guess again; undefined if it may now. */
  waitOf(network: string): number | undefined {
    const { count, endsInS }: WindowCount = this.#ofAddresses.read(network, this.#clock.nowMs());
    return count < maxOfAddress ? undefined : endsInS;
  }

  isTrusted(place: string): boolean {
    return this.#ofPlaces.read(place, this.#clock.nowMs()).count < maxOfPlace;
  }

  /** False for a guess that was made lately, which tells whoever makes it nothing: a device left with an old password. */
  count(guess: readonly unknown[], { network, place }: { network: string; place: string | undefined }): boolean {
    const nowMs = this.#clock.nowMs();
    if (place !== undefined) this.#ofPlaces.add(place, nowMs);
    // Cut so short that nothing can be found out from it by trying.
    const mark = createHmac('sha256', this.#key).update(JSON.stringify(guess)).digest('base64url').slice(0, 6);
    if (this.#guesses.has(mark)) return false;
    this.#guesses.set(mark, true);
    this.#ofAddresses.add(network, nowMs);
    return true;
  }
}
