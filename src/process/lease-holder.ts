/** What this process holds while it lives: it gives signs of life, acquires what is wanted, and notices who is dead. */

import { randomUUID } from 'node:crypto';
import type { HeldLease, Lease, LeasedWork, LeaseHolder, Leases, Sign } from '../domain/leases.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';

export interface LeaseTimes {
  /** From a sign of life on until others may take the process for dead. */
  readonly lifeMs: number;
  /** Between two signs of life. */
  readonly beatMs: number;
}

/** Whoever is killed is taken for dead after a life and a beat at the latest. */
export const standardLeaseTimes: LeaseTimes = { lifeMs: 5000, beatMs: 2000 };

export interface LeaseHolderOptions {
  readonly leases: Leases;
  readonly log: { error(about: object, text: string): void };
  /** Something stronger keeps others off the data: whoever is known from before is dead. */
  readonly isAlone?: boolean;
  readonly times?: LeaseTimes;
}

export interface EndingLeaseHolder extends LeaseHolder {
  /** Gives everything back. Works are to be ended before. */
  end(): Promise<void>;
}

/** Resolves after the first sign of life, when it is known who else is there. */
export async function createLeaseHolder(options: LeaseHolderOptions): Promise<EndingLeaseHolder> {
  const holder = new Holder(options);
  try {
    await holder.tend();
    return holder;
  } catch (error) {
    await holder.end();
    throw error;
  }
}

class Holder implements EndingLeaseHolder {
  readonly holderId = randomUUID();
  readonly #leases: Leases;
  readonly #log: LeaseHolderOptions['log'];
  readonly #times: LeaseTimes;
  readonly #tending: Wakeable;
  readonly #claims = new Map<string, Claim>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #listeners = new Set<(death: { isOwn: boolean }) => void>();
  readonly #returned: Lease[] = [];
  /** Since when each of the others has given no other sign, by the steady clock. */
  #heard = new Map<string, { readonly sign: Sign; readonly sinceMs: number }>();
  #isAlone: boolean;
  #safeUntilMs = Number.NEGATIVE_INFINITY;
  #isFirst = true;
  #hasFailed = false;

  constructor({ leases, log, isAlone = false, times = standardLeaseTimes }: LeaseHolderOptions) {
    this.#leases = leases;
    this.#log = log;
    this.#times = times;
    this.#isAlone = isAlone;
    const failed = (err: unknown) => {
      if (!this.#hasFailed) log.error({ err }, 'no sign of life could be kept; it is tried again');
      this.#hasFailed = true;
    };
    // Whatever is wanted in one turn is acquired with one commit.
    this.#tending = createWakeable({ run: () => this.tend(), mergeMs: 0, failed });
  }

  keep(name: string, begin: (lease: HeldLease) => LeasedWork): LeasedWork {
    const parts = { confirm: () => this.#confirm(), failed: (err: unknown) => this.#log.error({ err }, name) };
    const claim = new Claim(name, begin, parts);
    // Whoever kept it before may still be ending.
    const isKept = (this.#ending.get(name) ?? Promise.resolve()).then(() => {
      this.#claims.set(name, claim);
      this.#tending.wake();
    });
    return {
      end: () => {
        const ending = isKept.then(() => this.#giveBack(claim));
        this.#ending.set(name, ending);
        return ending;
      },
    };
  }

  async #giveBack(claim: Claim): Promise<void> {
    const lease = await claim.end();
    this.#claims.delete(claim.name);
    if (!lease) return;
    this.#returned.push(lease);
    this.#tending.wake();
  }

  onDeath(listener: (death: { readonly isOwn: boolean }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async end(): Promise<void> {
    await this.#tending.end();
    // If that cannot be kept, the process is taken for dead a little later.
    await this.#leases.leave(this.holderId).catch(() => {});
  }

  async tend(): Promise<void> {
    try {
      await this.#tendOnce();
      this.#hasFailed = false;
    } finally {
      this.#tending.wakeIn(this.#untilNextMs());
    }
  }

  async #tendOnce(): Promise<void> {
    const beginMs = performance.now();
    const returned = [...this.#returned];
    const { held, others, wasDead } = await this.#leases.tend({
      ...{ holderId: this.holderId, lifeMs: this.#times.lifeMs, isAlone: this.#isAlone, returned },
      wanted: [...this.#claims.keys()],
      silent: this.#silent(beginMs),
    });
    this.#returned.splice(0, returned.length);
    this.#isAlone = false;
    // Its time runs from before it was kept, and theirs from after it was seen: so never for two at once.
    this.#safeUntilMs = beginMs + 0.9 * this.#times.lifeMs;
    const byName = new Map(held.map((lease) => [lease.name, lease]));
    for (const claim of this.#claims.values()) claim.settle(byName.get(claim.name));
    const hasSomeoneGone = this.#hear(others);
    if (!this.#isFirst && (hasSomeoneGone || wasDead)) for (const tell of this.#listeners) tell({ isOwn: wasDead });
    this.#isFirst = false;
  }

  #silent(nowMs: number): Sign[] {
    return [...this.#heard.values()]
      .filter(({ sign, sinceMs }) => nowMs - sinceMs >= sign.lifeMs)
      .map(({ sign }) => sign);
  }

  /** Whether someone is no longer there. */
  #hear(others: readonly Sign[]): boolean {
    const nowMs = performance.now();
    const before = this.#heard;
    this.#heard = new Map(
      others.map((sign) => {
        const known = before.get(sign.holderId);
        return [sign.holderId, known?.sign.beats === sign.beats ? known : { sign, sinceMs: nowMs }];
      }),
    );
    return [...before.keys()].some((holderId) => !this.#heard.has(holderId));
  }

  /** Until a sign of life is due, or someone else may be dead. */
  #untilNextMs(): number {
    const deathsMs = [...this.#heard.values()].map(({ sign, sinceMs }) => sinceMs + sign.lifeMs - performance.now());
    return Math.max(1, Math.min(this.#times.beatMs, ...deathsMs));
  }

  async #confirm(): Promise<boolean> {
    if (performance.now() < this.#safeUntilMs) return true;
    this.#tending.wake();
    await this.#tending.settled();
    return performance.now() < this.#safeUntilMs;
  }
}

interface ClaimParts {
  readonly confirm: () => Promise<boolean>;
  readonly failed: (error: unknown) => void;
}

/** One lease that is wanted, and the work that is done under it: never twice at a time. */
class Claim {
  readonly name: string;
  readonly #begin: (lease: HeldLease) => LeasedWork;
  readonly #parts: ClaimParts;
  #lease: Lease | undefined;
  #cutting = new AbortController();
  #work: LeasedWork | undefined;
  /** Beginnings and endings, one after another. */
  #turns: Promise<unknown> = Promise.resolve();
  #isEnding = false;

  constructor(name: string, begin: (lease: HeldLease) => LeasedWork, parts: ClaimParts) {
    this.name = name;
    this.#begin = begin;
    this.#parts = parts;
  }

  settle(lease: Lease | undefined): void {
    if (lease?.epoch === this.#lease?.epoch) return;
    if (this.#lease) this.#lost();
    if (lease) this.#gained(lease);
  }

  #gained(lease: Lease): void {
    this.#lease = lease;
    const cutting = new AbortController();
    this.#cutting = cutting;
    this.#next(() => {
      if (cutting.signal.aborted || this.#isEnding) return;
      const confirm = async () => (await this.#parts.confirm()) && !cutting.signal.aborted;
      this.#work = this.#begin({ ...lease, signal: cutting.signal, confirm });
    });
  }

  #lost(): void {
    this.#lease = undefined;
    this.#cutting.abort();
    this.#endWork();
  }

  #endWork(): void {
    this.#next(async () => {
      const work = this.#work;
      this.#work = undefined;
      await work?.end();
    });
  }

  #next(turn: () => unknown): void {
    this.#turns = this.#turns.then(turn).catch(this.#parts.failed);
  }

  /** Gives the lease that is to be given back. */
  async end(): Promise<Lease | undefined> {
    this.#isEnding = true;
    this.#endWork();
    await this.#turns;
    return this.#lease;
  }
}
