/** Ends of attempts, kept together: one commit for as many as end within a short time. */

import type { SettleDelivery, SettledDelivery } from '../domain/commands/deliveries.ts';
import { unwrap } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';

/** Whatever is not kept by then, at a crash, is sent again with the same uuid. */
const standardLongestMs = 10;
/** As many as one commit takes. */
const maxTogether = 64;

export class Settling {
  readonly #store: Pick<Store, 'execute'>;
  readonly #longestMs: number;
  #underWay = 0;
  #ended: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Pick<Store, 'execute'>, longestMs = standardLongestMs) {
    this.#store = store;
    this.#longestMs = longestMs;
  }

  /** An attempt, whose end is settled in `body` if at all. While others are under way, ends wait for theirs. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await body();
    } finally {
      this.#underWay--;
      this.#keepIfAll();
    }
  }

  /** Null when the delivery does not wait any more, or others deliver by now. */
  async settle(command: SettleDelivery): Promise<SettledDelivery | null> {
    await new Promise<void>((keep) => {
      this.#ended.push(keep);
      this.#timer ??= setTimeout(() => this.#keep(), this.#longestMs);
      this.#keepIfAll();
    });
    return unwrap(await this.#store.execute(command));
  }

  #keepIfAll(): void {
    const isAll = this.#ended.length >= Math.min(this.#underWay, maxTogether);
    if (isAll && this.#ended.length > 0) this.#keep();
  }

  /** Commands that are given in one turn are kept by one commit. */
  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ended = this.#ended;
    this.#ended = [];
    for (const keep of ended) keep();
  }
}
