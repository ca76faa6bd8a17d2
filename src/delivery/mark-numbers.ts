/**
 * Numbers for the marks of one connection. A client keeps the mark with the largest, whichever connection gave it, so
 * they grow by the clock; one SDK keeps them in 32 bits with a sign, which seconds since 2020 fill in 2088.
 */

const beginMs = Date.UTC(2020, 0, 1);

export class MarkNumbers {
  #last: number;

  /** Of a client that has marks already, up to this number. */
  constructor(last: number) {
    this.#last = last;
  }

  next(nowMs: number): number {
    this.#last = Math.max(this.#last + 1, Math.floor((nowMs - beginMs) / 1000));
    return this.#last;
  }
}
