/** Tells listeners in which accounts something changed, after it is durable. */

import type { Effect } from '../domain/effect.ts';
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

const endingSessions: ReadonlySet<Effect['kind']> = new Set([
  'session-ended',
  'sessions-ended',
  'app-sessions-ended',
  'credential-revoked',
  'extension-untied',
]);
const changingSubscriptions: ReadonlySet<Effect['kind']> = new Set([
  'subscription-put',
  'subscription-deleted',
  'connections-dropped',
  'deliveries-requeued',
  'devices-forgotten',
  // Webhooks are told, and browsers woken, no longer than the session lasts on which they rest.
  ...endingSessions,
]);

/** What keeping others informed writes itself: nobody is informed of that. */
const unheard: ReadonlySet<Effect['kind']> = new Set([
  'account-advanced',
  'delivery-put',
  'subscription-told',
  'delivery-forgotten',
  'token-used',
]);

/** What a batch's effects come to: one signal an account. */
export class SignalCollector {
  readonly #signals = new Map<AccountId, Signal>();

  add(accountId: AccountId, effects: readonly Effect[]): void {
    if (effects.every(({ kind }) => unheard.has(kind))) return;
    const before = this.#signals.get(accountId);
    this.#signals.set(accountId, {
      accountId,
      haveSessionsEnded: (before?.haveSessionsEnded ?? false) || effects.some(({ kind }) => endingSessions.has(kind)),
      haveSubscriptionsChanged:
        (before?.haveSubscriptionsChanged ?? false) || effects.some(({ kind }) => changingSubscriptions.has(kind)),
    });
  }

  get signals(): Iterable<Signal> {
    return this.#signals.values();
  }
}
