/** Writes to many connections that come in one turn, made together. */

export interface Writer {
  /** Writes what it has. */
  write(): void;
}

/** Enough that the cost is shared, and few enough that the first need not wait for the last. */
const maxTogether = 64;

/**
 * A write wakes whoever reads at the other end. Made close together, many of them come while that is still busy with the
 * one before, which takes half of what each takes by itself.
 */
export class WriteBatch {
  #writers: Writer[] = [];

  /** It is asked to write at the end of this turn, or once many others are to. */
  add(writer: Writer): void {
    if (this.#writers.length === 0) queueMicrotask(() => this.#write());
    this.#writers.push(writer);
    if (this.#writers.length >= maxTogether) this.#write();
  }

  #write(): void {
    const writers = this.#writers;
    this.#writers = [];
    for (const writer of writers) writer.write();
  }
}
