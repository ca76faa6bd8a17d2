/** Tells listeners in which accounts something changed, after it is durable. */

import type { Effect } from '../domain/effect.ts';
import { meaningOf } from '../domain/effect-meanings.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Signal } from '../domain/reads/changes.ts';

export interface Signals {
  listen(listener: (signal: Signal) => void): () => void;
  send(signals: Iterable<Signal>): void;
}

export function createSignals(): Signals {
  const listeners = new Set<(signal: Signal) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(signals) {
      // Later, so that a listener's mistake cannot be taken for a failed commit.
      for (const signal of signals) for (const listener of listeners) queueMicrotask(() => listener(signal));
    },
  };
}

/** What a batch's effects come to: one signal an account. */
export class SignalCollector {
  readonly #signals = new Map<AccountId, Signal>();

  add(accountId: AccountId, effects: readonly Effect[]): void {
    const told = effects.map(meaningOf);
    if (!told.some(({ tells }) => tells)) return;
    const before = this.#signals.get(accountId);
    this.#signals.set(accountId, {
      accountId,
      haveSessionsEnded: (before?.haveSessionsEnded ?? false) || told.some(({ endsSessions }) => endsSessions),
      haveSubscriptionsChanged:
        (before?.haveSubscriptionsChanged ?? false) || told.some(({ changesSubscriptions }) => changesSubscriptions),
    });
  }

  get signals(): Iterable<Signal> {
    return this.#signals.values();
  }
}
