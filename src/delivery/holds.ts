/** What is held back for a time, the same for all: with one timer, however many there are. */

interface Held {
  readonly dueMs: number;
  readonly release: () => void;
}

export class Holds {
  readonly #holdMs: number;
  /** In the order in which they are due. */
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(holdMs: number) {
    this.#holdMs = holdMs;
  }

  /** Calls `release` when the time is over; never, once it was ended. */
  add(release: () => void): void {
    this.#held.push({ dueMs: performance.now() + this.#holdMs, release });
    if (!this.#timer) this.#arm(this.#holdMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #arm(delayMs: number): void {
    this.#timer = setTimeout(() => this.#ring(), delayMs).unref();
  }

  #ring(): void {
    this.#timer = undefined;
    const nowMs = performance.now();
    const isLeft = ({ dueMs }: Held) => dueMs > nowMs;
    const first = this.#held.findIndex(isLeft);
    const due = this.#held.splice(0, first === -1 ? this.#held.length : first);
    const [next] = this.#held;
    if (next) this.#arm(next.dueMs - nowMs);
    for (const { release } of due) release();
  }
}
