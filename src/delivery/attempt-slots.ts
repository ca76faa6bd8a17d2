/** How many attempts run at a time: in all, and to one place; those who failed last have slots of their own. */

export interface SlotLimits {
  readonly healthy: number;
  readonly failing: number;
  readonly perPlace: number;
}

export const standardSlotLimits: SlotLimits = { healthy: 64, failing: 16, perPlace: 16 };

type Lane = 'healthy' | 'failing';

interface Waiting {
  readonly place: string;
  readonly lane: Lane;
  readonly begin: (release: () => void) => void;
}

/** Whoever hangs takes up a slot until it times out: from then on it can delay only others that fail. */
export class AttemptSlots {
  readonly #limits: SlotLimits;
  readonly #running: Record<Lane, number> = { healthy: 0, failing: 0 };
  readonly #places = new Map<string, number>();
  #queue: Waiting[] = [];

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** Resolves, with what gives the slot back, once it is this one's turn. */
  take(place: string, isFailing: boolean): Promise<() => void> {
    return new Promise((begin) => {
      const waiting: Waiting = { place, lane: isFailing ? 'failing' : 'healthy', begin };
      // Whoever waits already cannot begin before something is released.
      if (this.#mayBegin(waiting)) this.#begin(waiting);
      else this.#queue.push(waiting);
    });
  }

  #beginPossible(): void {
    this.#queue = this.#queue.filter((waiting) => !this.#mayBegin(waiting) || !this.#begin(waiting));
  }

  #mayBegin({ place, lane }: Waiting): boolean {
    return this.#running[lane] < this.#limits[lane] && (this.#places.get(place) ?? 0) < this.#limits.perPlace;
  }

  #begin({ place, lane, begin }: Waiting): true {
    this.#running[lane]++;
    this.#places.set(place, (this.#places.get(place) ?? 0) + 1);
    begin(() => {
      this.#running[lane]--;
      const others = (this.#places.get(place) ?? 1) - 1;
      if (others === 0) this.#places.delete(place);
      else this.#places.set(place, others);
      this.#beginPossible();
    });
    return true;
  }
}
